import Foundation
import Testing

@Suite struct RecoverySheetTests {
  /// The commands of a sheet, with the name that signify has here.
  private func commands(in sheet: String, signify: String) -> [String] {
    sheet.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { line in ["signify ", "sed ", "age -d"].contains { line.hasPrefix($0) } }
      .map { line in
        let command = line.split(separator: "  ", maxSplits: 1)[0]
        return String(command).replacing("signify", with: signify)
      }
  }

  @Test func `the ways to try a copy of the keys work as the sheet has them`() throws {
    let signify = try installed(["signify-openbsd", "signify"])
    _ = try installed(["age"])
    try withFolder { folder in
      let paper = "assessment: 1\nid: spring\ntitle: T\nqualifications: [NPQLT]\n"
      try Data((paper + "window: {opens: 2027-03-08}\n").utf8)
        .write(to: folder.appending(path: "spring.yaml"))
      _ = try ScenarioStep(command: "npq init s --assessment spring.yaml --keys keys")
        .run(in: folder)
      let keys = folder.appending(path: "keys")
      let sheet = try String(
        contentsOf: keys.appending(path: "recovery-sheet.txt"), encoding: .utf8)
      let answers = try commands(in: sheet, signify: signify).flatMap {
        try ScenarioStep(command: $0).run(in: keys)
      }
      try #require(answers.count == 3)
      #expect(answers[0] == "Signature Verified")
      #expect(sheet.contains("fingerprint  \(answers[1].prefix(64))\n"))
      #expect(answers[2] == "65")
    }
  }
}

/// The first of some programs that is installed; else the test ends with a message.
func installed(_ names: [String]) throws -> String {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
  let found = names.first { name in
    folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }
  guard let found else { try Test.cancel("\(names.joined(separator: " and ")) not installed") }
  return found
}
