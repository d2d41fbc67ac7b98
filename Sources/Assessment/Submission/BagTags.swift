import Findings

/// A version of the format, such as 1.0.
package struct BagVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
  let major: Int
  let minor: Int

  package static func < (left: Self, right: Self) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  package var description: String { "\(major).\(minor)" }

  static let rfc8493 = BagVersion(major: 1, minor: 0)

  /// Whether it is RFC 8493's or that of a draft before it, 0.93 to 0.97.
  var isKnown: Bool { self == .rfc8493 || (major == 0 && (93...97).contains(minor)) }
}

/// What `bagit.txt` says (RFC 8493, section 2.1.1).
struct BagDeclaration {
  var version: BagVersion?
  var encoding: BagEncoding?
  var faults: [String] = []

  init(_ bytes: [UInt8]) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) || bytes.starts(with: [0xFE, 0xFF])
      || bytes.starts(with: [0xFF, 0xFE])
    {
      faults.append("begins with a byte-order mark")
      return
    }
    let lines = tagLines(of: bytes)
    if lines.count != 2 { faults.append("has \(lines.count) lines and not two") }
    if let text = Self.value(of: "BagIt-Version", in: lines.first) {
      version = Self.version(text)
      if version == nil { faults.append("names no version like 1.0") }
    } else {
      faults.append("does not begin with the line BagIt-Version: 1.0")
    }
    let second = lines.count > 1 ? lines[1] : nil
    if let text = Self.value(of: "Tag-File-Character-Encoding", in: second) {
      encoding = BagEncoding(named: text)
      if encoding == nil { faults.append("names the unknown encoding \(text.escaped)") }
    } else {
      faults.append("has no second line Tag-File-Character-Encoding: UTF-8")
    }
  }

  /// The value after `label: `, with exactly one space and nothing else around it.
  private static func value(of label: String, in line: ArraySlice<UInt8>?) -> String? {
    guard let line, line.starts(with: (label + ": ").utf8) else { return nil }
    let rest = line.dropFirst(label.utf8.count + 2)
    guard !rest.isEmpty, !rest.contains(where: isSpaceOrTab) else { return nil }
    return String(validating: rest, as: UTF8.self)
  }

  private static func version(_ text: String) -> BagVersion? {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, let major = number(parts[0]), let minor = number(parts[1]) else {
      return nil
    }
    return BagVersion(major: major, minor: minor)
  }
}

/// What `bag-info.txt` says, in order; labels may come again (RFC 8493, section 2.2.2).
struct BagInfo {
  var fields: [(label: String, value: String)] = []
  var faults: [ManifestFault] = []

  init(text: [UInt8]) {
    for (index, line) in tagLines(of: text).enumerated() {
      guard let first = line.first else { continue }
      if isSpaceOrTab(first), !fields.isEmpty {
        let more = String(decoding: line.trimmed, as: UTF8.self)
        fields[fields.count - 1].value += " " + more
      } else if let colon = line.firstIndex(of: UInt8(ascii: ":")), !line[..<colon].trimmed.isEmpty
      {
        fields.append(
          (
            String(decoding: line[..<colon].trimmed, as: UTF8.self),
            String(decoding: line[(colon + 1)...].trimmed, as: UTF8.self)
          ))
      } else {
        faults.append(ManifestFault(number: index + 1, reason: "is no label with a colon"))
      }
    }
  }

  /// The values of a label, whose case does not matter.
  func values(of label: String) -> [String] {
    fields.filter { $0.label.lowercased() == label.lowercased() }.map(\.value)
  }
}

/// The bytes and the number of payload files, as `Payload-Oxum` writes them.
struct PayloadOxum: Equatable {
  var bytes: Int
  var files: Int
}

extension PayloadOxum {
  /// Reads `bytes.files`; nil for signs, spaces, or numbers beyond what can be stored.
  init?(_ text: String) {
    let parts = Array(text.utf8).split(
      separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty && $0.allSatisfy(isDigit) }),
      let bytes = Int(String(decoding: parts[0], as: UTF8.self)),
      let files = Int(String(decoding: parts[1], as: UTF8.self))
    else { return nil }
    self.init(bytes: bytes, files: files)
  }
}

/// One line of `fetch.txt`: only the path is used, for nothing is ever fetched.
struct BagFetch {
  var paths: [[UInt8]] = []
  var faults: [ManifestFault] = []

  init(text: [UInt8], decoding: Bool) {
    for (index, line) in tagLines(of: text).enumerated() where !line.allSatisfy(isSpaceOrTab) {
      let address = line.prefix { !isSpaceOrTab($0) }
      let rest = line.dropFirst(address.count).drop(while: isSpaceOrTab)
      let length = rest.prefix { !isSpaceOrTab($0) }
      let path = rest.dropFirst(length.count).drop(while: isSpaceOrTab)
      let counted = length.elementsEqual("-".utf8) || length.allSatisfy(isDigit)
      guard !path.isEmpty, !length.isEmpty, counted else {
        faults.append(
          ManifestFault(number: index + 1, reason: "is no address, length and path"))
        continue
      }
      paths.append(decoding ? manifestDecoded(Array(path)) : Array(path))
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
