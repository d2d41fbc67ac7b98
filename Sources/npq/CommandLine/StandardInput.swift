import Archive
import ArgumentParser
import Foundation

/// A file that a command works on, and what messages call it.
struct InputFile: Sendable {
  let path: String
  let name: String
}

/// Runs a command on its paths; `-` among them means stdin, which is kept in a private file while
/// the command works on it.
///
/// A document has no name there that says what it is; its first bytes do. At most one byte more than
/// the limit is kept of it, which the reader then refuses as it would any file of that size. Others
/// that are `-` too, such as an option, are a fault of usage.
func withInputs<Value>(
  _ paths: [String], most: Int, others: [String?] = [], areDocuments: Bool = false,
  _ body: ([InputFile]) throws -> Value
) throws -> Value {
  try meanStandardInputOnce(paths + others.compactMap { $0 })
  guard paths.contains("-") else {
    return try body(paths.map { InputFile(path: $0, name: $0) })
  }
  let folder = try PrivateFolder.temporary()
  let staged = folder.url.appending(path: "stdin")
  let start = try keepStandardInput(in: staged, most: most)
  let name = "stdin" + (areDocuments ? ending(of: start) : "")
  return try body(
    paths.map {
      $0 == "-" ? InputFile(path: staged.path, name: name) : InputFile(path: $0, name: $0)
    })
}

/// Refuses `-` for two files of one command.
func meanStandardInputOnce(_ paths: [String]) throws {
  guard paths.count(where: { $0 == "-" }) < 2 else {
    throw ValidationError("- can stand for one file only: stdin is read once")
  }
}

/// Copies stdin into a new file, a block at a time, and gives its first bytes.
private func keepStandardInput(in file: URL, most: Int) throws -> [UInt8] {
  guard
    FileManager.default.createFile(
      atPath: file.path, contents: nil, attributes: [.posixPermissions: 0o600])
  else { throw CocoaError(.fileWriteUnknown) }
  let output = try FileHandle(forWritingTo: file)
  defer { try? output.close() }
  var start: [UInt8] = []
  var room = most.addingReportingOverflow(1).partialValue
  while room > 0, let block = try FileHandle.standardInput.read(upToCount: min(room, 1 << 20)),
    !block.isEmpty
  {
    if start.isEmpty { start = Array(block.prefix(200)) }
    try output.write(contentsOf: block)
    room -= block.count
  }
  return start
}

/// The ending that a document's first bytes ask for, since a stream has no name.
private func ending(of start: [UInt8]) -> String {
  if start.starts(with: "%PDF".utf8) { return ".pdf" }
  guard start.starts(with: "PK".utf8) else { return ".txt" }
  let text = String(decoding: start, as: UTF8.self)
  if text.contains("mimetypeapplication/vnd.oasis.opendocument.text") { return ".odt" }
  return text.contains("[Content_Types].xml") || text.contains("word/") || text.contains("_rels/")
    ? ".docx" : ".zip"
}
