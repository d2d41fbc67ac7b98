package import Findings
import Sheets

/// A platform's own sheet for grades, of which only the cells for grade and feedback are filled.
package struct GradeSheet: Sendable {
  /// What goes into a row.
  package struct Entry: Sendable, Hashable {
    package var grade: String
    /// The most marks that can be had.
    package var maximum: Int
    package var feedback: String

    package init(grade: String, maximum: Int, feedback: String) {
      self.grade = grade
      self.maximum = maximum
      self.feedback = feedback
    }
  }

  package let platform: Platform
  private let name: String
  private var editor: CellEditor
  private let key: Int
  private let grade: Int?
  private let maximum: Int?
  private let feedback: Int?
  private let locked: Int?

  /// Takes Moodle's grading worksheet, Canvas' grade book or Blackboard's file for work offline; nil
  /// where it is none of them.
  package init?(_ bytes: [UInt8], name: String) {
    guard let editor = CellEditor(bytes) else { return nil }
    let titles = editor.header.map { $0.lowercased() }
    func column(_ test: (String) -> Bool) -> Int? { titles.firstIndex(where: test) }
    self.name = name
    self.editor = editor
    locked = column { ["grade can be changed", "bewertung kann geändert werden"].contains($0) }
    if let sheet = readCSV(bytes, name: name, required: []).value,
      let worksheet = MoodleWorksheet(sheet)
    {
      platform = .moodle
      key = 0
      grade = worksheet.columns.grade.flatMap { editor.header.firstIndex(of: $0) }
      maximum = column { ["maximum grade", "bestwertung", "uchafswm gradd"].contains($0) }
      feedback = worksheet.columns.feedback.flatMap { editor.header.firstIndex(of: $0) }
    } else if titles.contains("student"), titles.contains("section"),
      let id = column({ $0 == "id" })
    {
      platform = .canvas
      key = id
      let last = column { $0 == "section" } ?? 0
      // One assignment alone; of several nobody can say which is meant.
      let assignments = titles.indices.filter { $0 > last && titles[$0].hasSuffix(")") }
      grade = assignments.count == 1 ? assignments[0] : nil
      maximum = nil
      feedback = nil
    } else if let login = column({ $0 == "username" }),
      let total = column({ $0.contains("[total pts") })
    {
      platform = .blackboard
      key = login
      grade = total
      maximum = nil
      feedback = column { $0 == "feedback to learner" }
    } else {
      return nil
    }
  }

  /// Fills the rows of which something is known, by what the platform calls the person.
  ///
  /// A mark is never turned into one of another scale.
  package mutating func fill(_ entries: [String: Entry]) -> (filled: Int, findings: [Finding]) {
    var findings: [Finding] = []
    if grade == nil, feedback == nil {
      findings.append(
        Finding(
          "sheet-no-grade", .refused, name,
          "has no one column for this grade and none for feedback",
          remedy: "export it again for one assignment alone"))
      return (0, findings)
    }
    var filled = 0
    for row in 0..<editor.count {
      let text = editor[row, key] ?? ""
      let id = platform == .moodle ? MoodleWorksheet.number(in: text) ?? text : text
      guard let entry = entries[id] else { continue }
      if let locked, ["no", "nein", "na"].contains(editor[row, locked]?.lowercased()) {
        findings.append(
          Finding(
            "grade-locked", .warning, "\(name) row \(row + 2)",
            "says that its grade cannot be changed, and was left as it was",
            remedy: "unlock it on the platform and export the sheet again"))
        continue
      }
      write(entry, row: row, &findings)
      filled += 1
    }
    return (filled, findings)
  }

  private mutating func write(_ entry: Entry, row: Int, _ findings: inout [Finding]) {
    if let feedback { _ = editor.set(entry.feedback, row: row, column: feedback) }
    guard let grade else { return }
    let most = most(in: row)
    guard most == nil || most == entry.maximum else {
      findings.append(
        Finding(
          "grade-scale-differs", .warning, "\(name) row \(row + 2)",
          "counts to \(most ?? 0), and the mark scheme to \(entry.maximum): the grade was left blank",
          remedy: "set the assignment's maximum to \(entry.maximum) and export the sheet again"))
      return
    }
    let comma = maximum.flatMap { editor[row, $0] }?.utf8.contains(UInt8(ascii: ",")) == true
    let value = comma ? entry.grade.parted(by: ".").joined(separator: ",") : entry.grade
    _ = editor.set(value, row: row, column: grade)
  }

  /// The maximum that the sheet states: in a column, or in the title of the grade.
  private func most(in row: Int) -> Int? {
    if let maximum, let text = editor[row, maximum] {
      return number(Array(text.utf8.prefix { (48...57).contains($0) }))
    }
    guard let grade, platform == .blackboard else { return nil }
    let rest = editor.header[grade].lowercased().parted(by: "[total pts:").dropFirst().first
    let digits = rest.map { Array($0.trimmedBlanks.utf8.prefix { (48...57).contains($0) }) }
    return digits.flatMap { number($0) }
  }

  /// The sheet as the platform takes it back.
  package var bytes: [UInt8] { editor.bytes }
}
