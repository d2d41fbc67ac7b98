import Foundation
import Testing

@Suite struct SignedReceiptTests {
  /// Receives one essay, and gives the folder with its receipt.
  private func receipts(in folder: URL) throws -> URL {
    let paper = "assessment: 1\nid: spring\ntitle: T\nqualifications: [NPQLT]\n"
    let files = [
      "spring.yaml": paper + "window: {opens: 2027-03-08}\n",
      "people.csv": "id,qualification\nada,NPQLT\n",
      "list.csv": "file,participant,time\nessay.txt,ada,2027-03-15T22:10:00Z\n",
      "essay.txt": String(repeating: "word ", count: 1_400),
    ]
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appending(path: name))
    }
    let commands = """
      npq init s --assessment spring.yaml --at 2027-02-01T09:00:00Z >log 2>&1 &&
      npq import participants people.csv --series s --at 2027-02-02T09:00:00Z >>log 2>&1 &&
      npq receive essay.txt --match list.csv --times list.csv --series s \
      --at 2027-03-16T09:00:00Z >>log 2>&1 || cat log
      """
    #expect(try ScenarioStep(command: commands).run(in: folder) == [])
    return folder.appending(path: "s/send/receipts-20270316T090000Z")
  }

  private func names(ending: String, in folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(ending) }
  }

  @Test func `signify alone verifies a receipt by the command that stands in it`() throws {
    let signify = try installed(["signify-openbsd", "signify"])
    try withFolder { folder in
      let sent = try receipts(in: folder)
      let letter = try #require(try names(ending: ".txt", in: sent).first)
      let text = try String(contentsOf: sent.appending(path: letter), encoding: .utf8)
      let line = try #require(text.split(separator: "\n").first { $0.contains("signify -V") })
      let step = ScenarioStep(command: String(line).replacing("signify", with: signify))
      #expect(try step.run(in: sent) == ["Signature Verified"])

      let proof = try #require(try names(ending: ".json", in: sent).first)
      let change = ScenarioStep(command: "sed -i s/1400/1500/ \(proof)")
      #expect(try change.run(in: sent) == [])
      #expect(try step.run(in: sent).last == "= 1")
    }
  }

  @Test func `a receipt holds the digest that sha256sum shows of the file handed in`() throws {
    try withFolder { folder in
      let sent = try receipts(in: folder)
      let step = ScenarioStep(
        command: "grep -c $(sha256sum essay.txt | cut -c1-64) \(sent.path)/*.txt")
      #expect(try step.run(in: folder) == ["1"])
    }
  }
}
