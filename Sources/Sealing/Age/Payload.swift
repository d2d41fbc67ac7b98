import Crypto
import Foundation

/// The content of an age file: chunks of 64 KiB, each sealed with its number and whether it is the
/// last (C2SP age, "Payload"; STREAM of Hoang, Reyhanitabar, Rogaway and Vizár).
struct Payload {
  static let chunkLength = 64 * 1_024
  static let tagLength = 16
  static let nonceLength = 16

  private let key: SymmetricKey
  private var counter: UInt64 = 0

  init(key: SymmetricKey) { self.key = key }

  /// Seals everything that the source still holds.
  mutating func seal(
    _ source: inout ByteReader, into sink: inout some ByteSink
  ) throws(AgeError) {
    var isLast = false
    while !isLast {
      let chunk = try source.read(upTo: Self.chunkLength)
      isLast = try source.peek() == nil
      do {
        let nonce = try ChaChaPoly.Nonce(data: nonce(isLast: isLast))
        let box = try ChaChaPoly.seal(chunk, using: key, nonce: nonce)
        try sink.write(Array(box.ciphertext + box.tag))
      } catch {
        throw error as? AgeError ?? .payload(.damaged)
      }
      counter += 1
    }
  }

  /// Opens everything that the source still holds; what a flaw follows was written before it.
  mutating func open(
    _ source: inout ByteReader, into sink: inout some ByteSink
  ) throws(AgeError) {
    while true {
      let sealed = try source.read(upTo: Self.chunkLength + Self.tagLength)
      let atEnd = try source.peek() == nil
      // An empty chunk is right only where the whole content is empty.
      guard sealed.count > Self.tagLength || (counter == 0 && sealed.count == Self.tagLength) else {
        throw .payload(.cutShort)
      }
      if let chunk = open(sealed, isLast: atEnd) {
        try sink.write(chunk)
        if atEnd { return }
      } else if let chunk = open(sealed, isLast: !atEnd) {
        // The chunk is sound, but it was not sealed to stand here.
        if chunk.count == Self.chunkLength { try sink.write(chunk) }
        throw .payload(atEnd ? .cutShort : .trailing)
      } else {
        throw .payload(.damaged)
      }
      counter += 1
    }
  }

  private func open(_ sealed: [UInt8], isLast: Bool) -> [UInt8]? {
    guard let box = try? ChaChaPoly.SealedBox(combined: nonce(isLast: isLast) + Data(sealed)),
      let chunk = try? ChaChaPoly.open(box, using: key)
    else { return nil }
    return Array(chunk)
  }

  /// Eleven bytes of counter, highest first, and one that is 1 for the last chunk.
  private func nonce(isLast: Bool) -> Data {
    var nonce = Data(count: 3)
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      nonce.append(UInt8(truncatingIfNeeded: counter >> shift))
    }
    nonce.append(isLast ? 1 : 0)
    return nonce
  }
}
