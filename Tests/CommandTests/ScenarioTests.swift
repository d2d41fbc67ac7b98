import Foundation
import Testing

@Suite struct Scenarios {
  @Test(arguments: try Scenario.all())
  func `a session prints what its file says`(_ scenario: Scenario) throws {
    let text = try String(contentsOf: scenario.url, encoding: .utf8)
    let (comments, steps) = ScenarioStep.parse(text)
    var recorded = comments.joined(separator: "\n") + (comments.isEmpty ? "" : "\n")
    let recording = ProcessInfo.processInfo.environment["RECORD"] != nil
    try withFolder { folder in
      for step in steps {
        let actual = try step.run(in: folder)
        if !recording { step.expect(actual) }
        let command = step.command.replacing("\n", with: "\n> ")
        let shown = step.matches(actual) ? step.expected : actual
        recorded += (["$ " + command] + shown).joined(separator: "\n") + "\n\n"
      }
    }
    guard recording else { return }
    try (recorded.trimmingCharacters(in: .newlines) + "\n")
      .write(to: scenario.url, atomically: true, encoding: .utf8)
    Issue.record("recorded \(scenario.testDescription); run again without RECORD")
  }

  @Test func `every command of the README does what it says there`() throws {
    let readme = Scenario.root.appending(path: "README.md")
    let text = try String(contentsOf: readme, encoding: .utf8)
    let blocks = text.matches(of: /(?s)```console\n(.*?)```/).map { String($0.1) }
    #expect(!blocks.isEmpty)
    try withFolder { folder in
      // The tour is typed where the package lies; here only its samples are in reach.
      try FileManager.default.createSymbolicLink(
        at: folder.appending(path: "Samples"),
        withDestinationURL: Scenario.root.appending(path: "Samples"))
      for step in ScenarioStep.parse(blocks.joined(separator: "\n")).steps {
        step.expect(try step.run(in: folder))
      }
    }
  }
}

extension ScenarioStep {
  /// Expects that a command printed what its session says.
  func expect(_ actual: [String]) {
    let shown = "printed:\n" + actual.joined(separator: "\n")
    #expect(
      matches(actual), "$ \(command)\nexpected:\n\(expected.joined(separator: "\n"))\n\(shown)")
  }
}

/// Gives a body a folder of its own, and removes it afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "npq-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
