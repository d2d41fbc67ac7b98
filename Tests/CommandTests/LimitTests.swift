import Findings
import Foundation
import Testing

/// The limits on what strangers send are a promise: the README says them, from the one place where
/// they stand.
@Suite struct LimitTests {
  private static func megabytes(_ bytes: Int) -> String { grouped(bytes / 1_000_000) + " MB" }

  private static func grouped(_ number: Int) -> String {
    number < 1_000
      ? "\(number)"
      : grouped(number / 1_000) + "," + String(String(1_000 + number % 1_000).dropFirst())
  }

  static var rows: [String] {
    [
      "| a ZIP | \(megabytes(Limit.Archive.bytes)); an entry \(megabytes(Limit.Archive.entryBytes)), "
        + "all entries \(megabytes(Limit.Archive.totalBytes)) when inflated; "
        + "\(grouped(Limit.Archive.entries)) entries; \(Limit.Archive.ratio) times its compressed "
        + "size; a path \(grouped(Limit.Archive.pathBytes)) bytes, a name "
        + "\(Limit.Archive.componentBytes) bytes, \(Limit.Archive.depth) levels; "
        + "\(Limit.Archive.seconds) seconds |",
      "| a ZIP of many people's files, opened one level deep | \(megabytes(Limit.Inbox.bytes)); "
        + "an entry \(megabytes(Limit.Inbox.entryBytes)), all entries "
        + "\(megabytes(Limit.Inbox.totalBytes)) when inflated; \(grouped(Limit.Inbox.entries)) "
        + "entries; \(grouped(Limit.Inbox.seconds)) seconds |",
      "| a document that is a ZIP inside | \(megabytes(Limit.Document.bytes)); all parts "
        + "\(megabytes(Limit.Document.totalBytes)) when inflated; \(Limit.Document.ratio) times its "
        + "compressed size |",
      "| XML in a document | \(megabytes(Limit.Markup.bytes)); \(Limit.Markup.depth) levels; "
        + "\(Limit.Markup.attributes) attributes an element; \(megabytes(Limit.Markup.text)) of text; "
        + "\(megabytes(Limit.Markup.token)) in one tag; no document type |",
      "| a PDF | \(Limit.Portable.seconds) seconds, \(Limit.Portable.processorSeconds) of the "
        + "processor; \(megabytes(Limit.Portable.memory)) of memory; "
        + "\(megabytes(Limit.Portable.output)) of output |",
      "| a submission's bag, any other bag | manifests \(megabytes(Limit.Bag.manifestBytes)), "
        + "\(megabytes(Limit.Bag.otherManifestBytes)); tag files \(Limit.Bag.tagBytes / 1_000) kB, "
        + "\(grouped(Limit.Bag.otherTagBytes / 1_000)) kB |",
      "| a table | \(megabytes(Limit.Table.bytes)); \(grouped(Limit.Table.columns)) columns; "
        + "\(grouped(Limit.Table.rows)) rows |",
      "| an assessment file, a receipt, a saved marking page | \(megabytes(Limit.Text.definition)), "
        + "\(megabytes(Limit.Text.receipt)), \(megabytes(Limit.Text.marks)) |",
    ]
  }

  @Test(arguments: rows)
  func `the README says the limits that are in force`(_ row: String) throws {
    let text = try String(
      contentsOf: Scenario.root.appending(path: "README.md"), encoding: .utf8)
    #expect(text.contains(row + "\n"))
  }
}
