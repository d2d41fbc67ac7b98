import Foundation
import Testing

@Suite struct SealedPackageTests {
  @Test func `age opens a sealed package, which is byte for byte the one that is not sealed`()
    throws
  {
    _ = try installed(["age"])
    try withFolder { folder in
      let paper = "assessment: 1\nid: spring\ntitle: T\nqualifications: [NPQLT]\n"
      try Data((paper + "window: {opens: 2027-03-08}\n").utf8)
        .write(to: folder.appending(path: "spring.yaml"))
      try Data(String(repeating: "word ", count: 1_400).utf8)
        .write(to: folder.appending(path: "essay.txt"))
      let package = "npq package essay.txt --assessment spring.yaml --participant ada --own-work"
      let commands = """
        npq init s --assessment spring.yaml --keys keys >log 2>&1 || cat log
        \(package) -o plain.zip >log 2>&1 || cat log
        \(package) --to s/office.pub -o sealed.zip >log 2>&1 || cat log
        age -d -i keys/office.key sealed.zip.age | cmp - plain.zip
        """
      #expect(try ScenarioStep(command: commands).run(in: folder) == [])
    }
  }
}
