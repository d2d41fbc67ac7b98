import Crypto
import Foundation

/// A checksum algorithm that a bag's manifests may use (RFC 8493, section 2.4).
package enum BagAlgorithm: String, Sendable, CaseIterable {
  case md5, sha1, sha224, sha256, sha384, sha512

  /// The hexadecimal digits of one checksum.
  var digits: Int {
    switch self {
    case .md5: 32
    case .sha1: 40
    case .sha224: 56
    case .sha256: 64
    case .sha384: 96
    case .sha512: 128
    }
  }

  /// Whether RFC 8493 (section 5.3) or its age speaks against new use.
  var isOld: Bool { [.md5, .sha1, .sha224].contains(self) }
}

/// Computes several checksums of one file in one pass.
struct BagDigester {
  private var functions: [(algorithm: BagAlgorithm, function: any HashFunction)] = []
  private var sha224: SHA224?
  private var sha256: SHA256?

  init(_ algorithms: Set<BagAlgorithm>) {
    for algorithm in BagAlgorithm.allCases where algorithms.contains(algorithm) {
      switch algorithm {
      case .md5: functions.append((algorithm, Insecure.MD5()))
      case .sha1: functions.append((algorithm, Insecure.SHA1()))
      case .sha224: sha224 = SHA224()
      case .sha256: sha256 = SHA256()
      case .sha384: functions.append((algorithm, SHA384()))
      case .sha512: functions.append((algorithm, SHA512()))
      }
    }
  }

  mutating func update(_ block: some DataProtocol) {
    for index in functions.indices { functions[index].function.update(data: block) }
    sha224?.update(block)
    sha256?.update(data: block)
  }

  func finish() -> [BagAlgorithm: [UInt8]] {
    var digests: [BagAlgorithm: [UInt8]] = [:]
    for entry in functions { digests[entry.algorithm] = Self.bytes(of: entry.function) }
    if let sha224 { digests[.sha224] = sha224.finish() }
    if let sha256 { digests[.sha256] = Array(sha256.finalize()) }
    return digests
  }

  private static func bytes(of function: some HashFunction) -> [UInt8] {
    Array(function.finalize())
  }
}
