/// One line of a manifest: the checksum and the path, as listed and as it is meant.
struct ManifestLine {
  let number: Int
  let digest: [UInt8]
  let path: [UInt8]
  /// Whether the path stood after a `*`, as md5sum writes it.
  let starred: Bool
  /// Whether the path began with `./`.
  let dotted: Bool
  /// Whether a `%` is left that should have been written `%25`.
  let percent: Bool
}

/// A line of a manifest that is none, and why.
struct ManifestFault {
  let number: Int
  let reason: String
}

/// A payload manifest or tag manifest (RFC 8493, sections 2.1.3 and 2.2.1).
struct BagManifest {
  let name: [UInt8]
  let algorithm: BagAlgorithm
  var lines: [ManifestLine] = []
  var faults: [ManifestFault] = []

  /// Reads the lines of a manifest in UTF-8; `decoding` says whether `%0A`, `%0D` and `%25` stand
  /// for what they encode, as they do from version 1.0 on.
  init(_ name: [UInt8], _ algorithm: BagAlgorithm, text: [UInt8], decoding: Bool) {
    self.name = name
    self.algorithm = algorithm
    for (index, line) in tagLines(of: text).enumerated() {
      guard !line.allSatisfy(isSpaceOrTab) else { continue }
      read(line, number: index + 1, decoding: decoding)
    }
  }

  private mutating func read(_ line: ArraySlice<UInt8>, number: Int, decoding: Bool) {
    let digits = line.prefix { !isSpaceOrTab($0) }
    var rest = line.dropFirst(digits.count).drop(while: isSpaceOrTab)
    guard !rest.isEmpty else {
      faults.append(ManifestFault(number: number, reason: "names no file"))
      return
    }
    guard digits.count == algorithm.digits, let digest = bytes(ofHex: digits) else {
      let reason = "does not begin with the \(algorithm.digits) digits of \(algorithm.rawValue)"
      faults.append(ManifestFault(number: number, reason: reason))
      return
    }
    let starred = rest.first == UInt8(ascii: "*")
    if starred { rest = rest.dropFirst() }
    let dotted = rest.starts(with: "./".utf8)
    if dotted { rest = rest.dropFirst(2) }
    let raw = Array(rest)
    let path = decoding ? manifestDecoded(raw) : raw
    let escapes = (raw.count - path.count) / 2
    lines.append(
      ManifestLine(
        number: number, digest: digest, path: path, starred: starred, dotted: dotted,
        percent: decoding && raw.count { $0 == UInt8(ascii: "%") } > escapes))
  }
}

/// The bytes that hexadecimal digits of either case stand for; nil for anything else.
private func bytes(ofHex digits: ArraySlice<UInt8>) -> [UInt8]? {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(digits.count / 2)
  var high: UInt8?
  for digit in digits {
    guard let value = hexValue(digit) else { return nil }
    if let first = high {
      bytes.append(first << 4 | value)
      high = nil
    } else {
      high = value
    }
  }
  return high == nil ? bytes : nil
}
