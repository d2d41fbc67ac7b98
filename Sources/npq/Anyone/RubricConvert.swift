import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation

extension RubricFormat: ExpressibleByArgument {}

/// Takes a mark scheme from one system to another.
struct RubricConvert: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Convert a mark scheme to another system's format, or back.",
    discussion: """
      Reads and writes npq's own YAML, 1EdTech CASE 1.1 (JSON), Canvas (CSV), Moodle rubrics and \
      marking guides (grading.xml of an activity backup), Turnitin (.rbc), MarkUs (YAML) and a \
      workbook for people. Whatever the new format cannot hold is named. On the way back --like \
      names a mark scheme that stands in for it; else say what is missing.

        npq rubric convert NPQLT --to canvas -o NPQLT.csv
        npq rubric convert NPQLT.csv --to yaml --like Rubrics/NPQLT.yaml -o NPQLT.yaml
        npq rubric convert export.rbc --to yaml --qualification NPQLT --pass 60% \\
          --heads problem,solution,implementation --date 2027-03-08
      """)

  @Argument(help: "The file, or the code of a qualification.")
  var file: String
  @Option(help: "The format to write.") var to: RubricFormat
  @Option(help: "The format of the file; else it is told by name and content.")
  var from: RubricFormat?
  @Option(
    name: .customShort("o"), help: ArgumentHelp("The new file; else stdout.", valueName: "file"))
  var out: String?
  @Flag(help: "Replace a file that is there.") var force = false
  @Option(help: "Which mark scheme is meant where the file holds several.") var title: String?
  @Option(help: "A mark scheme in YAML whose facts stand in for what is missing.") var like: String?
  @Option(help: "The qualification.", transform: Self.qualification)
  var qualification: Qualification?
  @Option(help: "The pass rule: 11 marks, or 60%.", transform: Self.pass)
  var pass: Rubric.PassLine?
  @Option(help: "The version.") var schemeVersion: String?
  @Option(help: "The day of the version, as 2027-03-08.", transform: Self.day) var date: CivilDate?
  @Option(help: "The heads of the criteria in their order, with commas.", transform: Self.heads)
  var heads: [Rubric.Head] = []
  @OptionGroup var output: OutputOptions

  func validate() throws {
    if to == .xlsx, out == nil { throw ValidationError("name the workbook with -o FILE.xlsx") }
    if out == nil, output.format == .json { throw ValidationError("name the new file with -o") }
  }

  func run() throws {
    var read = try source()
    if let value = read.value, to == .yaml {
      let given = try completion()
      read.findings += given.findings
      let whole = given.value.map { value.completed(by: $0, name: name) }
      read.findings += whole?.findings ?? []
      read.value = whole?.value.map { ExchangedRubric($0) }
    }
    guard let rubric = read.value else { return try refuse(read.findings) }
    let today = CivilDate(daysSince1970: Int(ClockOptions.machine.seconds / 86_400))
    let written = rubric.written(as: to, on: date ?? today, name: name)
    let findings = read.findings + written.findings
    guard let bytes = written.value else { return try refuse(findings) }
    if let out { try writeWhole(bytes, to: out, replacing: force, mode: 0o644) }
    let text = out.map { "\(to.shown) lies in \($0)" } ?? String(decoding: bytes, as: UTF8.self)
    try output.finish(
      "rubric convert", .done, findings, payload: Payload(file: out, to: to.rawValue), text: text)
  }

  struct Payload: Encodable {
    let file: String?
    let to: String
  }

  private var name: String { URL(filePath: file).lastPathComponent }

  private func refuse(_ findings: [Finding]) throws {
    try output.refuse("rubric convert", findings)
  }

  /// The mark scheme as it stands in the file.
  private func source() throws -> Judged<ExchangedRubric> {
    if !FileManager.default.fileExists(atPath: file), let code = Qualification(named: file) {
      return Judged(ExchangedRubric(try Rubric.embedded(code)))
    }
    return readBytes(file) { bytes, name in
      guard let format = from ?? RubricFormat(of: bytes, name: name) else {
        let finding = Finding(
          "rubric-form", .refused, name, "is in no format that its name tells",
          remedy: "name the format with --from")
        return Judged(nil, [finding])
      }
      return readExchangedRubric(bytes, name: name, as: format, title: title)
    }
  }

  /// What the options say of what another format does not hold.
  private func completion() throws -> Judged<RubricCompletion> {
    var given = RubricCompletion(source: "Taken over from \(name).")
    given.qualification = qualification
    given.version = schemeVersion
    given.date = date
    given.pass = pass
    given.heads = heads
    guard let like else { return Judged(given) }
    let read = try schemeOfCodeOrFile(like)
    given.like = read.value
    return Judged(read.value.map { _ in given }, read.findings)
  }
}

extension RubricConvert {
  private static func qualification(_ text: String) throws -> Qualification {
    guard let found = Qualification(named: text) else {
      throw ValidationError("'\(text)' is no qualification: write, for example, NPQLT")
    }
    return found
  }

  private static func pass(_ text: String) throws -> Rubric.PassLine {
    guard let line = Rubric.PassLine(written: text) else {
      throw ValidationError("'\(text)' is no pass rule: write 11 for marks or 60% for per cent")
    }
    return line
  }

  private static func day(_ text: String) throws -> CivilDate {
    guard let day = CivilDate(text) else {
      throw ValidationError("'\(text)' is no day: write it as 2027-03-08")
    }
    return day
  }

  private static func heads(_ text: String) throws -> [Rubric.Head] {
    try text.split(separator: ",").map { word in
      guard let head = Rubric.Head(rawValue: String(word)) else {
        throw ValidationError(
          "'\(word)' is no head: choose from "
            + Rubric.Head.allCases.map(\.rawValue).joined(separator: ", "))
      }
      return head
    }
  }
}
