import Findings
import Foundation

/// Reads a text file, or stdin for `-`, and judges it.
///
/// What cannot be read at all is the finding `unreadable-file`.
func readFile<Value>(
  _ path: String, most: Int = 2_000_000, _ read: (_ text: String, _ name: String) -> Judged<Value>
) -> Judged<Value> {
  let handle = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path)
  // `read` answers nil at the end of a file, so an empty one has no data.
  guard let handle, let data = try? handle.read(upToCount: most + 1) ?? Data() else {
    return Judged(
      nil,
      [
        Finding(
          "unreadable-file", .refused, path, "the file cannot be read",
          remedy: "check the name, and that you may read it")
      ])
  }
  guard let text = String(data: data, encoding: .utf8) else {
    return Judged(
      nil,
      [
        Finding(
          "not-utf-8", .refused, path, "the file is not text in UTF-8",
          remedy: "save it again as plain text with the encoding UTF-8")
      ])
  }
  return read(text, shownName(path))
}

extension Judged {
  /// The verdict on one file: failed where it could not be read at all.
  var fileVerdict: Verdict {
    findings.contains { $0.code == "unreadable-file" } ? .failed : findings.verdict
  }
}

/// The bytes of a table in a file, or on stdin for `-`: one more than the limit at most; nil where
/// it cannot be read.
func tableBytes(_ path: String) -> [UInt8]? {
  let handle = path == "-" ? .standardInput : FileHandle(forReadingAtPath: path)
  let data = try? handle?.read(upToCount: Limit.Table.bytes + 1) ?? Data()
  return handle.flatMap { _ in data }.map { [UInt8]($0) }
}

/// What messages call a path: its last part, or stdin for `-`.
func shownName(_ path: String) -> String {
  path == "-" ? "stdin" : URL(filePath: path).lastPathComponent
}

/// Reads a table from a file, or from stdin for `-`, and judges it.
func readBytes<Value>(
  _ path: String, _ read: (_ bytes: [UInt8], _ name: String) -> Judged<Value>
) -> Judged<Value> {
  guard let bytes = tableBytes(path) else {
    return Judged(
      nil,
      [
        Finding(
          "unreadable-file", .refused, path, "the file cannot be read",
          remedy: "check the name, and that you may read it")
      ])
  }
  return read(bytes, shownName(path))
}
