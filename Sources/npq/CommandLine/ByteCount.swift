import ArgumentParser

/// A number of bytes as people write it: `500MB`, `64kB`, `2GB`, `12345`; MB is 10^6.
struct ByteCount: ExpressibleByArgument, Hashable, Sendable {
  let bytes: Int

  init(bytes: Int) {
    self.bytes = bytes
  }

  init?(argument: String) {
    let text = argument.utf8.filter { $0 != 0x20 }
    let digits = text.prefix { (0x30...0x39).contains($0) }
    let unit = String(decoding: text.dropFirst(digits.count), as: UTF8.self).lowercased()
    guard let number = Int(String(decoding: digits, as: UTF8.self)),
      let factor = Self.factors[unit]
    else { return nil }
    let (product, overflow) = number.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    bytes = product
  }

  private static let factors = [
    "": 1, "b": 1, "k": 1_000, "kb": 1_000, "m": 1_000_000, "mb": 1_000_000, "g": 1_000_000_000,
    "gb": 1_000_000_000,
  ]

  var defaultValueDescription: String {
    bytes.isMultiple(of: 1_000_000) ? "\(bytes / 1_000_000)MB" : "\(bytes)"
  }
}
