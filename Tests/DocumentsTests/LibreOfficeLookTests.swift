import Foundation
import Testing

@testable import Documents

/// Clean copies look as the documents did: both are drawn by LibreOffice and compared page by page.
@Suite(.enabled(if: LibreOffice.program != nil, "LibreOffice is not installed"), .serialized)
struct LibreOfficeLookTests {
  private let folder: Folder
  init() throws { folder = try Folder() }

  private static let samples = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Samples/stories/on-time/responses")

  /// The made document without comments and tracked changes, which LibreOffice would draw.
  private static var plain: String {
    LibreOfficeTests.source
      .replacing(/<text:tracked-changes>.*<\/text:tracked-changes>/, with: "")
      .replacing(/<text:change[^>]*\/>/, with: "")
      .replacing(/<office:annotation>.*?<\/office:annotation>/, with: "")
  }

  @Test func `a clean copy looks the same on every page`() throws {
    _ = try folder.write("made.fodt", Self.plain.utf8)
    for format in ["odt", "docx"] {
      try LibreOffice.convert(["made.fodt"], to: format, in: folder.url)
    }
    for (name, own) in [
      ("NPQLT case study SOBN.docx", "a.docx"), ("Skelder Vale - SENCO.odt", "b.odt"),
    ] {
      try FileManager.default.copyItem(
        at: Self.samples.appending(path: name), to: folder.url.appending(path: own))
    }
    for name in ["made.odt", "made.docx", "a.docx", "b.odt"] {
      let format = try #require(DocumentFormat(rawValue: String(name.split(separator: ".")[1])))
      let copy = try writeCleanCopy(
        of: folder.path(name), as: format, to: folder.path("clean-" + name), masks: [])
      #expect(copy.findings.isEmpty, "\(name)")
      let (before, after) = try (pages(of: name), pages(of: "clean-" + name))
      #expect(!before.isEmpty && before == after, "\(name)")
    }
  }

  /// The pages as LibreOffice and poppler draw them, in grey tones.
  private func pages(of name: String) throws -> [Data] {
    try LibreOffice.convert([name], to: "pdf", in: folder.url)
    let base = String(name.split(separator: ".")[0])
    let drawn = try Poppler().run(
      Poppler.Job("pdftoppm", ["-r", "40", "-gray", base + ".pdf", "page-" + base]), in: folder.url)
    #expect(drawn[0].isFine)
    let all = try FileManager.default.contentsOfDirectory(
      at: folder.url, includingPropertiesForKeys: nil)
    return try all.filter { $0.lastPathComponent.hasPrefix("page-\(base)-") }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
      .map { try Data(contentsOf: $0) }
  }
}
