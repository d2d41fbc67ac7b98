import Archive
import Assessment
import Foundation
import Sealing

/// A package that is written for those alone who are named to open it.
struct SealedPackage {
  let recipients: [AgeRecipient]
  /// The file to write; its name says that it is sealed.
  let output: String

  init(for recipients: [AgeRecipient], output: String) {
    self.recipients = recipients
    self.output = output.hasSuffix(".age") ? output : output + ".age"
  }

  /// Makes the package in a private folder, seals it to its place, and leaves no other copy.
  func make(
    _ request: PackageRequest, for assessment: CaseStudyAssessment, replacing: Bool
  ) throws -> PackageOutcome {
    if !replacing, FileManager.default.fileExists(atPath: output) {
      throw ArchiveError.exists(path: output)
    }
    let folder = try PrivateFolder.temporary()
    let plain = folder.url.appending(path: "package.zip").path
    let outcome = try makePackage(request, for: assessment, to: plain)
    guard outcome.package != nil else { return outcome }
    var random = SystemRandom()
    do throws(AgeError) {
      try sealFile(
        at: plain, to: output, for: .recipients(recipients), replacing: replacing, using: &random)
    } catch {
      guard case .file(.exists(let path)) = error else { throw error }
      throw ArchiveError.exists(path: path)
    }
    return outcome
  }
}
