import Documents
import Findings
import Foundation

/// Where `npq anonymise` puts a copy.
extension AnonymiseCommand {
  /// The document's name without its ending and without the person's words.
  func copyName(of path: String) -> String {
    let name = URL(filePath: path).deletingPathExtension().lastPathComponent
    let words = names.map { Mask(text: $0, replacement: "name") }
    return maskedFileName(name, words)
  }

  /// Why a copy may not be written where it would go.
  func obstacle(at place: String, _ path: String, _ taken: Set<String>) -> Finding? {
    let (source, target) = (URL(filePath: path), URL(filePath: place))
    if source.resolvingSymlinksInPath() == target.resolvingSymlinksInPath() {
      return Finding(
        "output-is-input", .refused, path, "the copy would take the place of the document",
        remedy: "choose another folder with -o")
    }
    if taken.contains(place) {
      return Finding(
        "same-output", .refused, path, "two documents would have a copy of the same name",
        remedy: "clean them one after the other into two folders")
    }
    guard !force, FileManager.default.fileExists(atPath: place) else { return nil }
    return Finding(
      "output-exists", .refused, path, "\(place) is there already",
      remedy: "choose another folder with -o, or replace it with --force")
  }
}
