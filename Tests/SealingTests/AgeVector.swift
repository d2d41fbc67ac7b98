import Foundation
import Testing

@testable import Sealing

/// One vector of the age test kit (C2SP/CCTV): a header of `key: value` lines, an empty line, and
/// the age file.
struct AgeVector: Sendable, CustomTestStringConvertible {
  let name: String
  let fields: [String: [String]]
  let body: [UInt8]

  var testDescription: String { name }
  var expected: String { self["expect"] ?? "" }

  subscript(key: String) -> String? { fields[key]?.first }

  init(name: String, _ bytes: [UInt8]) throws {
    var fields: [String: [String]] = [:]
    var rest = bytes[...]
    while let end = rest.firstIndex(of: 10), end > rest.startIndex {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      let parts = line.split(separator: ":", maxSplits: 1)
      fields[String(parts[0]), default: []].append(
        parts[1].trimmingCharacters(in: .whitespaces))
      rest = rest[(end + 1)...]
    }
    self.name = name
    self.fields = fields
    let body = Array(rest.dropFirst())
    self.body = fields["compressed"] == ["zlib"] ? try Self.inflated(body) : body
  }

  /// The recipient type that we do not know and that the vector is about; nil where it has none.
  var leftOut: String? {
    header.map(\.type).first { $0 == "mlkem768x25519" }
  }

  /// The stanzas as far as the file has a header at all.
  private var header: [AgeStanza] {
    var source = ByteReader(ArraySource(body))
    if self["armored"] == "yes" { source = ByteReader(ArmourSource(source)) }
    return (try? AgeHeaderReader.header(from: &source).stanzas) ?? []
  }

  func keys() throws -> AgeKeys {
    AgeKeys(
      identities: try (fields["identity"] ?? []).filter { !$0.contains("-PQ-") }
        .map { try AgeIdentity($0) },
      passphrase: self["passphrase"].flatMap { Passphrase($0) })
  }

  private static func inflated(_ bytes: [UInt8]) throws -> [UInt8] {
    try Tool(name: "python3").run(
      ["-c", "import sys,zlib;sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))"],
      input: bytes
    ).output
  }
}

extension AgeVector {
  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Where the kit lies: in the folder that `NPQ_VECTORS` names, or beside the project.
  static var folder: URL? {
    let named = ProcessInfo.processInfo.environment["NPQ_VECTORS"].map { URL(filePath: $0) }
    let folder = (named ?? root.appending(path: "../shared/vectors")).appending(path: "age")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// Ends the test with a message where the kit is not here.
  static func needed() throws {
    if folder == nil {
      try Test.cancel("the age test kit is not here; NPQ_VECTORS names the folder that holds it")
    }
  }

  static func all() throws -> [AgeVector] {
    guard let folder else { return [] }
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { !$0.lastPathComponent.contains(".") }
      .sorted { $0.path < $1.path }
      .map { try AgeVector(name: $0.lastPathComponent, Array(try Data(contentsOf: $0))) }
  }
}
