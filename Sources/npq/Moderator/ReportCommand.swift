import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq report`: how far assessors agree, for the moderator, and what a cohort did, for outside.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The moderator's report, in five sentences and plots; the examiner's report.",
    discussion: """
      Writes two web pages that load nothing and print well. report.html is for the moderator and \
      names assessors: how often two agree within tolerance and on pass or fail, whom to look at, \
      which criterion is read in two ways, how many results could change; below, folded, plots with \
      a table behind each, and the control charts of everybody's seeds, those who drift first. examiner-report.html is for outside: it names nobody, and shows no \
      number by which a person could be picked out; your own words come into it from \
      templates/examiner-report.md of the series (and examiner-report-NPQLT.md for one \
      qualification), where {{met-share}} or {{NPQLT.responses}} stand for figures, small ones left \
      out. What too few scripts allow to say is not said. \
      Nothing is recorded, and the same record gives the same pages.

        npq report -o report --series ~/npq/spring-2027
        npq report -o report --qualification NPQLT --tolerance 2
        npq report --begin-text --series ~/npq/spring-2027
      """)

  @Option(
    name: .customShort("o"), help: ArgumentHelp("The folder to write into.", valueName: "dir"))
  var folder: String?
  @Flag(help: "Write a text for the examiner's report to begin with into templates/.")
  var beginText = false
  @OptionGroup var only: QualificationOption
  @Option(
    help:
      "How many marks two totals may lie apart; else what the rules of agreement say, or a tenth.")
  var tolerance: Int?
  @Option(help: "The smallest number of people that outsiders may see; else the policy's.")
  var smallest: Int?
  @Option(help: "The number behind intervals that are drawn; else it follows from the record.")
  var draw: UInt64?
  @Flag(help: "Replace pages that are there.") var force = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard (folder == nil) == beginText else {
      throw ValidationError("give -o DIR for the pages, or --begin-text")
    }
    guard tolerance ?? 0 >= 0, smallest ?? 1 >= 1 else {
      throw ValidationError("--tolerance is 0 or more, --smallest is 1 or more")
    }
  }

  func run() throws {
    let ledger = try series.openToRead()
    if beginText { return try begin(in: ledger) }
    let wanted = only.chosen
    var source = try ledger.reportSource(at: series.clock.now, of: wanted)
    source.seeds = try ledger.standards(at: series.clock.now).compactMap { standard in
      guard only.holds(standard.qualification) else { return nil }
      return SeedSeries(
        assessor: standard.assessor.id, qualification: standard.qualification,
        drift: standard.drift)
    }
    let settings = ReportSettings(
      tolerance: try tolerance ?? ledger.statedTolerance(),
      draw: try draw ?? Self.draw(from: ledger.head()),
      smallest: try smallest ?? ledger.smallestGroup())
    let report = SeriesReport(source, settings: settings)
    let texts = try texts(in: ledger, of: wanted.map { [$0] } ?? source.qualifications)
    let examiner = ExaminerReport(source, settings: settings, texts: texts)
    let findings = examiner.findings
    guard findings.verdict != .refused else {
      return try output.refuse("report", findings, "no page was written")
    }
    let pages = [("report.html", report.html()), ("examiner-report.html", examiner.html())]
    try write(pages)
    let lines =
      report.sentences.enumerated().map { "\($0 + 1). \($1)" } + ["", report.size, ""]
      + ["for the moderator: \(path(pages[0].0))", "for outside: \(path(pages[1].0))"]
    try output.finish(
      "report", .done, findings,
      payload: Payload(report, files: pages.map { path($0.0) }, draw: settings.draw),
      text: lines.joined(separator: "\n"))
  }

  /// What the provider has written for outside, for all and for each qualification.
  private func texts(
    in ledger: Ledger, of qualifications: [Qualification]
  ) throws -> [ExaminerText] {
    let names = [ExaminerText.fileName] + qualifications.map { ExaminerText.fileName(of: $0) }
    return names.compactMap { name in
      FileManager.default.contents(atPath: ledger.templates.appending(path: name).path).map {
        ExaminerText(name: "templates/\(name)", text: String(decoding: $0, as: UTF8.self))
      }
    }
  }

  private func begin(in ledger: Ledger) throws {
    try FileManager.default.createDirectory(
      at: ledger.templates, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let file = ledger.templates.appending(path: ExaminerText.fileName)
    try writeWhole(Array(ExaminerText.beginning.utf8), to: file.path, replacing: false)
    try output.finish(
      "report", .done, [], payload: NoPayload(),
      text: "a text to begin with lies in \(file.path.escaped)")
  }

  /// The first 16 digits of the record's head, so that the same record gives the same pages.
  private static func draw(from head: String) -> UInt64 {
    head.split(separator: " ").last.flatMap { UInt64($0.prefix(16), radix: 16) } ?? 0
  }

  private func path(_ name: String) -> String {
    URL(filePath: folder ?? "").appending(path: name).relativePath
  }

  /// Writes all pages, or none where one stands there already.
  private func write(_ pages: [(name: String, html: String)]) throws {
    let there = pages.map { path($0.name) }.first { FileManager.default.fileExists(atPath: $0) }
    if let there, !force { throw ArchiveError.exists(path: there) }
    try FileManager.default.createDirectory(atPath: folder ?? "", withIntermediateDirectories: true)
    for page in pages {
      try writeWhole(Array(page.html.utf8), to: path(page.name), replacing: force)
    }
  }

  struct Payload: Encodable {
    let sentences: [String]
    let size: String
    let groups: [ReportNumbers]
    let files: [String]
    let draw: UInt64

    init(_ report: SeriesReport, files: [String], draw: UInt64) {
      sentences = report.sentences
      size = report.size
      groups = report.numbers
      self.files = files
      self.draw = draw
    }
  }
}
