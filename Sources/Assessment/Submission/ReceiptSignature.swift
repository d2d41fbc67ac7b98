import Findings
import Foundation
package import Sealing

/// Whether someone vouches for a file, and with which key.
package struct SignatureAnswer: Sendable, Hashable, Codable {
  package enum State: String, Sendable, Hashable, Codable {
    /// The owner of the key signed just these bytes.
    case signed
    /// There is no signature.
    case unsigned
    /// There is a signature, and it does not vouch for these bytes.
    case wrong
    /// There is a signature, and no public key to check it with.
    case unchecked
  }

  package let state: State
  /// The fingerprint of the key that it was checked with.
  package let fingerprint: String?
}

/// Where the public key for a receipt may be: given, beside the receipt, or in a series folder.
package struct ReceiptKeys: Sendable {
  /// The key that a person gave, which stands above all others.
  package let given: VerificationKey?
  /// The folder of a series.
  package let series: String?

  package init(given: VerificationKey? = nil, series: String? = nil) {
    self.given = given
    self.series = series
  }

  /// The name of a public key, beside receipts and in a series folder.
  static let fileName = "signing.pub"

  /// The key to check a receipt with, and whether more than its place speaks for it.
  package func found(beside path: String) -> (key: VerificationKey?, isVouchedFor: Bool) {
    if let given { return (given, true) }
    let own = series.flatMap(Self.key)
    if let key = Self.key(in: URL(filePath: path).deletingLastPathComponent().path) {
      return (key, key == own)
    }
    return (own, true)
  }

  /// The key of a folder; nil where there is none that can be read.
  private static func key(in folder: String) -> VerificationKey? {
    guard let bytes = contents(of: folder + "/" + fileName) else { return nil }
    return try? VerificationKey(publicText: bytes)
  }

  /// A small file; nil where there is none.
  static func contents(of path: String) -> [UInt8]? {
    guard let data = try? openPlainFile(path)?.read(upToCount: 8_192) else { return nil }
    return [UInt8](data)
  }
}

extension Receipt {
  /// The signature file over the receipt's JSON, as `signify -V` reads it; whoever has the JSON at
  /// hand gives it.
  package func signature(
    of series: String, with key: SigningKey, over json: [UInt8]? = nil
  ) throws -> String {
    try sign(
      json ?? [UInt8](try self.json()), with: key,
      comment: "npq receipt \(number) of the series \(series)")
  }
}
