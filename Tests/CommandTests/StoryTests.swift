import Foundation
import Testing

/// A sample story: a folder under `Samples/stories`, with the results that must come out.
struct Story: CustomTestStringConvertible, Sendable {
  let url: URL
  var testDescription: String { url.lastPathComponent }

  static func all() throws -> [Story] {
    let folder = Scenario.root.appending(path: "Samples/stories")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { FileManager.default.fileExists(atPath: $0.appending(path: "story.md").path) }
      .sorted { $0.path < $1.path }
      .map { Story(url: $0) }
  }

  /// Participant, qualification, outcome, rule and total of every row that must come out.
  func expected() throws -> [[String]] {
    let text = try String(contentsOf: url.appending(path: "expected.csv"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }
}

/// The results as `npq results --json` prints them.
private struct Results: Decodable {
  struct Row: Decodable {
    let participant, qualification, outcome, rule: String
    let total: String?
  }

  let results: [Row]
}

@Suite struct Stories {
  @Test(arguments: try Story.all())
  func `a story comes out as it must`(_ story: Story) throws {
    try withFolder { folder in
      var step = ScenarioStep(
        command: "\"$SAMPLES/story\" '\(story.url.path)' work >results.json 2>log.txt")
      step.expected = []
      let printed = try step.run(in: folder)
      let log = try String(contentsOf: folder.appending(path: "log.txt"), encoding: .utf8)
      try #require(printed.isEmpty, "the story broke off: \(printed)\n\(log)")
      let data = try Data(contentsOf: folder.appending(path: "results.json"))
      let rows = try JSONDecoder().decode(Results.self, from: data).results
      for expected in try story.expected() {
        let row = rows.first { $0.participant == expected[0] && $0.qualification == expected[1] }
        let found = row.map { [$0.outcome, $0.rule, expected[4].isEmpty ? "" : $0.total ?? ""] }
        #expect(found == Array(expected[2...]), "\(expected[0])\n\(log)")
      }
      try expectAnonymousPacks(in: folder.appending(path: "work"))
    }
  }

  /// No byte of any marking pack, unpacked as far as it goes, names a participant.
  private func expectAnonymousPacks(in work: URL) throws {
    let search = ScenarioStep(
      command: """
        python3 "$ROOT/Tests/CommandTests/find-names.py" "$SAMPLES/series/participants.csv" \
        packs-*/*.zip
        """)
    #expect(try search.run(in: work) == [])
  }
}
