import Findings
import Foundation
import Ledger
import Sealing

/// Where a new series and its keys may lie.
enum SeriesPlace {
  /// Whether the keys can lie where they would: outside the series, and over no others.
  static func judge(keys: URL, of series: URL) -> [Finding] {
    let inner = keys.resolvingSymlinksInPath().path + "/"
    if inner.utf8.starts(with: (series.resolvingSymlinksInPath().path + "/").utf8) {
      return [
        Finding(
          "keys-in-series", .refused, keys.path, "lies in the series, which it is to protect",
          remedy: "choose another folder with --keys")
      ]
    }
    guard let there = KeyFolder(path: keys.path).firstKey else { return [] }
    let remedy = "choose another --name, or another folder with --keys"
    return [
      Finding(
        "keys-exist", .refused, there, "is there already, and keys are never replaced",
        remedy: remedy)
    ]
  }

  /// What to do where a folder holds no record: it may be one step too high.
  static func remedy(_ ledger: String) -> String {
    let folder = URL(filePath: ledger).deletingLastPathComponent()
    let beneath = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    let near = beneath.sorted().map { folder.appending(path: $0) }.first {
      FileManager.default.fileExists(atPath: $0.appending(path: Ledger.fileName).path)
    }
    return near.map { "there is a series in \($0.path): name that with --series" }
      ?? "name the folder that 'npq init' made, with --series or NPQ_SERIES"
  }

  /// Whether the folder can hold a new series.
  static func judge(_ url: URL) -> [Finding] {
    let mounts = (try? String(contentsOfFile: "/proc/self/mounts", encoding: .utf8)) ?? ""
    let findings = judgePlace(of: url.resolvingSymlinksInPath().path, mounts: mounts)
    let content = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    guard !content.isEmpty else { return findings }
    let message = "is not empty, and init overwrites nothing"
    return findings + [
      Finding("not-empty", .refused, url.path, message, remedy: "choose a new folder")
    ]
  }
}
