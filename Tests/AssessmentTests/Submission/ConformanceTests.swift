import Archive
import Assessment
import Findings
import Foundation
import Testing

/// LibraryOfCongress/bagit-conformance-suite, commit 9ab48705.
@Suite(.enabled(if: Vectors.folder != nil, "no shared/vectors here; set NPQ_VECTORS"))
struct ConformanceTests {
  private func judge(_ bag: String) throws -> [Finding] {
    let folder = try #require(Vectors.folder).appending(path: "bagit/\(bag)").path
    return judgeBag(readBag(folder: folder, as: .anyBag), as: .anyBag).findings
  }

  @Test func `all public cases are here`() {
    #expect(Vectors.bags("valid").count == 13)
    #expect(Vectors.bags("warning").count == 6)
    #expect(Vectors.bags("invalid").count == 27)
  }

  @Test(arguments: Vectors.bags("valid"))
  func `a valid bag is accepted`(_ bag: String) throws {
    let findings = try judge(bag)
    #expect(findings.verdict == .accepted, "\(findings)")
  }

  @Test(arguments: Vectors.bags("warning"))
  func `a bag that should warn is accepted with a warning`(_ bag: String) throws {
    let findings = try judge(bag)
    #expect(findings.gravest == .warning, "\(findings)")
  }

  /// The bag packed as it lies, under one root folder.
  @Test(arguments: Vectors.bags("valid") + Vectors.bags("warning") + Vectors.bags("invalid"))
  func `a bag in a ZIP is judged like the same bag in a folder`(_ bag: String) throws {
    let source = try #require(Vectors.folder).appending(path: "bagit/\(bag)").path
    let names = try FileManager.default.subpathsOfDirectory(atPath: source).sorted()
    try withFolder { folder in
      let archive = folder.appending(path: "bag.zip").path
      var writer = try ZipWriter(path: archive)
      for name in names {
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: source + "/" + name, isDirectory: &isFolder)
        if !isFolder.boolValue { try writer.add("bag/" + name, file: source + "/" + name) }
      }
      try writer.finish()
      let zipped = try verifySubmission(path: archive, asBag: true).findings
      let plain = try verifySubmission(path: source, asBag: true).findings
      #expect(Set(zipped.map(\.code)).isSuperset(of: plain.map(\.code)))
      #expect(zipped.verdict == plain.verdict)
    }
  }

  @Test(arguments: Vectors.bags("invalid"))
  func `an invalid bag is refused`(_ bag: String) throws {
    #expect(try judge(bag).verdict == .refused)
  }
}
