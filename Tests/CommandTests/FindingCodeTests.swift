import Foundation
import Testing

/// The codes of findings are a promise to scripts: the README lists them all, and no others.
@Suite struct FindingCodes {
  /// The code of every project file.
  static func sources() throws -> String {
    try Fence.files(under: Fence.sources)
      .map { try String(contentsOf: $0, encoding: .utf8) }.joined(separator: "\n")
  }

  /// The codes in the README's table of findings.
  static func listed() throws -> Set<String> {
    let text = try String(
      contentsOf: Scenario.root.appending(path: "README.md"), encoding: .utf8)
    let section = text.split(separator: "## Findings\n").last?.split(separator: "\n## ").first ?? ""
    let rows = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.joined()
    return Set(rows.matches(of: /`([a-z0-9-]+)`/).map { String($0.1) })
  }

  @Test func `every finding that is made has its code in the README`() throws {
    let made = try Self.sources().matches(of: /\bFinding\(\s*"([a-z0-9-]+)"/).map { String($0.1) }
    let listed = try Self.listed()
    #expect(made.count > 100)
    #expect(Set(made).subtracting(listed).sorted() == [])
  }

  @Test func `every code in the README stands in the sources`() throws {
    let sources = try Self.sources()
    // Two codes are put together from the state of the entry.
    let composed: Set = ["entry-withdrawn", "entry-deferred"]
    let stale = try Self.listed().subtracting(composed).filter { !sources.contains("\"\($0)\"") }
    #expect(stale.sorted() == [])
  }
}
