package import Findings
import Sheets

/// Reads adjustments: `participant`, any of `days`, `words`, `formats`, `files`, `instruction`, and
/// who allowed them.
///
/// `instructions` are the marking instructions that the policy knows; nil for any.
package func readAdjustments(
  _ bytes: [UInt8], name: String, participants: PersonIndex?, instructions: [String]?
) -> Judged<Roster<EntryRow<Adjustment>>> {
  EntryList<Adjustment>(
    bytes: bytes, name: name, participants: participants, columns: .adjustments
  ).read { row in
    let days = row.wholeNumber("days", in: 1...366)
    let words = row.wholeNumber("words", in: 1...100_000)
    let files = row.wholeNumber("files", in: 1...100)
    let formats = row.formats()
    let instruction = row.text("instruction")
    let value = Adjustment(
      days: days, words: words, formats: formats, files: files, instruction: instruction)
    if let fault = instruction.flatMap({ instructionFault($0, known: instructions) }) {
      row.find(fault.code, fault.message, remedy: fault.remedy)
      return nil
    }
    guard !value.isEmpty else {
      guard row.findings.isEmpty else { return nil }
      row.find(
        "adjustment-empty", "the row adjusts nothing",
        remedy: "fill in days, words, formats, files or instruction, or remove the row")
      return nil
    }
    return value
  }
}

extension RosterColumns {
  fileprivate static let adjustments = RosterColumns(
    known: ["days", "words", "formats", "files", "instruction"], required: ["authoriser"],
    aliases: [
      "extra_days": "days", "word_limit": "words", "limit": "words", "format": "formats",
      "marking_instruction": "instruction", "number_of_files": "files",
    ])
}

extension RowReader {
  /// Formats that can be read, by their usual ending.
  fileprivate mutating func formats() -> [String]? {
    guard let text = text("formats") else { return nil }
    let words = formatWords(text)
    guard let unknown = words.first(where: { !FilePolicy.readable.contains($0) }) else {
      return words
    }
    find(
      "roster-bad-format",
      "the column \"\(title("formats"))\" holds \"\(unknown.excerpt)\", which cannot be read",
      remedy: "choose from \(FilePolicy.readable.joined(separator: ", "))")
    return nil
  }
}

/// The words of a list of formats, parted by blanks, commas or semicolons, in small letters.
package func formatWords(_ text: String) -> [String] {
  text.lowercased().utf8.split(whereSeparator: { " ;,.".utf8.contains($0) })
    .map { String(decoding: Array($0), as: UTF8.self) }
}

/// What is wrong with a marking instruction, which is all that an assessor is told: it is not in
/// the policy, is too long, or says why it was given.
package func instructionFault(
  _ text: String, known: [String]?
) -> (code: String, message: String, remedy: String)? {
  if let known, !known.contains(text) {
    return (
      "instruction-unknown", "the policy has no such marking instruction",
      "use one of: \(known.joined(separator: "; "))"
    )
  }
  if text.utf8.count > 200 || text.contains(where: \.isNewline) {
    return (
      "instruction-too-long", "the marking instruction is no single sentence",
      "say in at most 200 letters what the assessor is to do"
    )
  }
  let words = text.lowercased()
  guard let telling = reasonWords.first(where: words.contains) else { return nil }
  return (
    "instruction-tells-why", "the marking instruction says \"\(telling)…\", and so the reason",
    "say only what the assessor is to do, such as \"do not mark spelling and grammar\""
  )
}

/// How words begin that tell why somebody has an adjustment.
private let reasonWords = [
  "dyslex", "dysprax", "autis", "adhd", "disab", "diagnos", "impair", "medical", "illness",
  "condition", "maternity", "pregnan", "bereave", "because",
]
