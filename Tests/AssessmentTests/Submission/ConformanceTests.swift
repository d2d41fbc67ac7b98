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

  @Test(arguments: Vectors.bags("invalid"))
  func `an invalid bag is refused`(_ bag: String) throws {
    #expect(try judge(bag).verdict == .refused)
  }
}
