import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq similar`: passages that scripts share.
struct SimilarCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "similar", abstract: "Find passages that scripts share.",
    discussion: """
      Compares documents with each other: those that are named, those in folders, or without any \
      the scripts of a series. Case, punctuation, accents, lookalike letters, line breaks and small \
      changes do not hide a copy, nor does another order. What everybody was given is left out (in \
      a series case study and questions), as are reference lists, quotations whose source is \
      listed, and passages that stand in many scripts. The answer is for the office, a reason to \
      read and no more; in a series it is recorded that the comparison was made.

        npq similar Samples/stories/on-time/responses
        npq similar essays --leave-out case-study.md -o similar.html
        npq similar --series ~/npq/spring-2027 --with ~/npq/spring-2026 -o similar.html
      """)

  @Argument(help: "Documents, or folders of documents; without any, the scripts of the series.")
  var paths: [String] = []
  @Option(help: ArgumentHelp("Earlier work: a folder, a document or a series.", valueName: "path"))
  var with: [String] = []
  @Option(help: ArgumentHelp("A text that everybody was given.", valueName: "file"))
  var leaveOut: [String] = []
  @Option(help: ArgumentHelp("An assessment, of which case study and questions are left out."))
  var assessment: [String] = []
  @Option(help: "The fewest equal words of a passage, 8 or more.") var passage = 12
  @Option(help: "The fewest words that a pair shares.") var least = 30
  @Option(help: "What stands in more scripts than this is common property.") var common = 20
  @Option(name: .customShort("o"), help: ArgumentHelp("A page to read on.", valueName: "page.html"))
  var page: String?
  @Option(help: "The most pairs on the page.") var most = 200
  @Flag(help: "Replace a page that is there.") var force = false
  @Flag(help: "Name participants beside their script codes.") var names = false
  @Flag(help: "Answer with CSV.") var csv = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard passage >= ComparedText.guaranteed else {
      throw ValidationError("--passage is \(ComparedText.guaranteed) or more")
    }
    guard least >= 1, common >= 2, most >= 1 else {
      throw ValidationError("--least and --most are 1 or more, --common is 2 or more")
    }
  }

  func run() throws {
    if let page, !force, FileManager.default.fileExists(atPath: page) {
      throw ArchiveError.exists(path: page)
    }
    let ledger = paths.isEmpty ? try series.open() : nil
    var own = SimilarSource.documents(at: paths)
    if let ledger { own = try ledger.scripts().map { SimilarSource($0) } }
    let earlier = try with.flatMap { try SimilarSource.earlier(at: $0) }
    let given = try GivenFiles(leaveOut: leaveOut, assessments: assessment).read(ledger)
    guard let texts = given.value, own.count + earlier.count > 1, !own.isEmpty else {
      return try refuse(given.findings + (given.value == nil ? [] : [.nothingToCompare]))
    }
    let settings = SimilaritySettings(passage: passage, least: least, common: common)
    let search = try SimilarSearch(
      own + earlier, first: own.count, leavingOut: GivenText(texts), settings: settings)
    let findings = given.findings + search.findings
    if let page { try write(search, to: page, ledger) }
    let answer = SimilarAnswer(search, names: names)
    var text = csv ? answer.csv : answer.text
    if let ledger {
      if names { _ = ledger.noteLookup(of: answer.named, act: series.act("similar")) }
      try record(answer, settings, in: ledger)
      if !csv { text += "\nrecord: \(try ledger.head())" }
    }
    if let page, !csv { text += "\nto read: \(page)" }
    let verdict: Verdict = findings.verdict == .accepted ? .done : findings.verdict
    try output.finish("similar", verdict, findings, payload: answer, text: text)
  }

  private func refuse(_ findings: [Finding]) throws {
    try output.refuse("similar", findings)
  }

  private func write(_ search: SimilarSearch, to path: String, _ ledger: Ledger?) throws {
    let title = "Similar work" + (try ledger.map { " in \(try $0.name())" } ?? "")
    let html = try search.page(title: title, most: most, names: names).html()
    try writeWhole(Array(html.utf8), to: path, replacing: force)
  }

  private func record(
    _ answer: SimilarAnswer, _ settings: SimilaritySettings, in ledger: Ledger
  ) throws {
    let list = SimilarAnswer.Pairs(pairs: answer.pairs.map(\.withoutNames))
    let record = SimilarityRecord(
      settings: settings, scripts: answer.scripts, earlier: answer.earlier,
      pairs: answer.pairs.count, list: Digest(of: try canonicalJSON(list)))
    _ = try ledger.record(similarity: record, act: series.act("similar"))
  }
}

extension Finding {
  fileprivate static var nothingToCompare: Finding {
    Finding(
      "nothing-to-compare", .refused, "", "there are fewer than two scripts to compare",
      remedy: "name two documents or more, a folder of them, or a series with responses in it")
  }
}
