import Crypto
import Foundation

@testable import Assessment

/// A bag built in code, so that one thing at a time can be made wrong.
struct MadeBag {
  /// The files by path; manifests are written by `seal`.
  var files: [(path: String, bytes: [UInt8])]
  /// Lines that are put into the payload manifest as they are.
  var manifest: String
  var tagManifest = ""

  /// A bag as RFC 8493 shows one, with a SHA-256 manifest and tag manifest.
  init(payload: [(String, String)] = [("essay.txt", "A response.\n")]) {
    files = [("bagit.txt", Array("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".utf8))]
    files += payload.map { ("data/" + $0.0, Array($0.1.utf8)) }
    manifest = payload.map { "\(hex($0.1.utf8))  data/\($0.0)\n" }.joined()
  }

  /// The bag with its manifests; the tag manifest lists every tag file unless it was given.
  var contents: BagContents {
    var all = files
    if !manifest.isEmpty, !all.contains(where: { $0.path == "manifest-sha256.txt" }) {
      all.append(("manifest-sha256.txt", Array(manifest.utf8)))
    }
    let lines =
      tagManifest.isEmpty
      ? all.filter { !$0.path.hasPrefix("data/") && !$0.path.hasPrefix("tagmanifest") }
        .map { "\(hex($0.bytes))  \($0.path)\n" }.joined() : tagManifest
    if lines != "-" { all.append(("tagmanifest-sha256.txt", Array(lines.utf8))) }
    return read(all)
  }

  private func read(_ all: [(path: String, bytes: [UInt8])]) -> BagContents {
    let algorithms = all.map { Array($0.path.utf8) }.algorithmsNeeded
    var tags: [[UInt8]: [UInt8]] = [:]
    var contents = BagContents()
    let files = all.map { path, bytes in
      var intake = BagIntake(Array(path.utf8), algorithms, .submission)
      intake.take(bytes)
      return intake.finish(&tags, &contents.findings)
    }
    return BagContents(files: files, tags: tags, findings: contents.findings)
  }

  mutating func add(_ path: String, _ text: String) { files.append((path, Array(text.utf8))) }

  mutating func replace(_ path: String, _ bytes: [UInt8]) {
    files.removeAll { $0.path == path }
    files.append((path, bytes))
  }
}

/// SHA-256 in lower-case hexadecimal.
func hex(_ bytes: some Sequence<UInt8>) -> String { Digest(of: Array(bytes)).description }
