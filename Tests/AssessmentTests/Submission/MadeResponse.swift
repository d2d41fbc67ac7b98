import Findings
import Foundation
import Testing

@testable import Assessment

/// An assessment and responses to it, made in code.
enum MadeResponse {
  static func assessment(
    words: WordPolicy = WordPolicy(), files: FilePolicy = FilePolicy(),
    ownWork: [String] = ["Mine."]
  ) throws -> CaseStudyAssessment {
    CaseStudyAssessment(
      id: try #require(Identifier("spring-2027")), title: "Spring 2027", qualifications: [.npqlt],
      window: SubmissionWindow(
        opens: try #require(CivilDate("2027-03-08")), closes: try #require(CivilDate("2027-03-15"))),
      words: words, files: files, ownWork: ownWork, contact: "office@provider.example")
  }

  /// A text of so many words.
  static func text(_ words: Int) -> String {
    (1...max(1, words)).prefix(words).map { "word\($0)" }.joined(separator: " ") + "\n"
  }

  /// Writes a file and answers it as a response.
  static func file(_ name: String, _ text: String, in folder: URL) throws -> ResponseFile {
    let url = folder.appending(path: UUID().uuidString + ".txt")
    try Data(text.utf8).write(to: url)
    return ResponseFile(path: url.path, name: name)
  }

  /// A package of one text of 300 words, written into the folder.
  static func package(
    in folder: URL, name: String = "essay.txt", as output: String = "essay.zip"
  ) throws -> (path: String, outcome: PackageOutcome) {
    let path = folder.appending(path: output).path
    let request = PackageRequest(
      files: [try file(name, text(300), in: folder)], participant: try #require(Identifier("ada")),
      ownWork: ["Mine."])
    return (path, try makePackage(request, for: try assessment(), to: path))
  }
}
