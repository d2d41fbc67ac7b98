import Glibc

/// Turns expat's names, a namespace and a local name around a separator, into our short ones.
///
/// A document says the same few hundred names many thousand times, so the last name that fell into
/// each slot is kept; whatever names a stranger makes up, this costs no more time and memory.
struct NameTable {
  /// Between namespace and local name; no XML document can hold this character.
  static let separator: UInt8 = 0x1F

  private struct Entry {
    let bytes: [UInt8]
    let name: String
  }

  private let vocabulary: [String: String]
  private var slots = [Entry?](repeating: nil, count: 256)

  init(vocabulary: [String: String]) {
    self.vocabulary = vocabulary
  }

  mutating func name(of pointer: UnsafePointer<CChar>) -> String {
    let bytes = unsafe UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
    let slot = unsafe Self.slot(of: bytes)
    if let entry = slots[slot], unsafe Self.equal(entry.bytes, bytes) { return entry.name }
    let entry = unsafe Entry(bytes: Array(bytes), name: spell(Array(bytes)))
    slots[slot] = entry
    return entry.name
  }

  /// A slot that depends on every byte, taken eight at a time.
  private static func slot(of bytes: UnsafeRawBufferPointer) -> Int {
    var hash = UInt64(bytes.count)
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
      index += 8
    }
    while index < bytes.count {
      hash = (hash ^ UInt64(unsafe bytes[index])) &* 0x9E37_79B9_7F4A_7C15
      index += 1
    }
    return Int(hash >> 56)
  }

  private static func equal(_ bytes: [UInt8], _ other: UnsafeRawBufferPointer) -> Bool {
    guard bytes.count == other.count, let start = other.baseAddress else { return false }
    return unsafe bytes.withUnsafeBytes { own in
      guard let base = own.baseAddress else { return true }
      return unsafe memcmp(base, start, own.count) == 0
    }
  }

  private func spell(_ bytes: [UInt8]) -> String {
    guard let cut = bytes.firstIndex(of: Self.separator) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    let namespace = String(decoding: bytes[..<cut], as: UTF8.self)
    let local = String(decoding: bytes[(cut + 1)...], as: UTF8.self)
    if namespace == "http://www.w3.org/XML/1998/namespace" { return "xml:" + local }
    return vocabulary[namespace].map { "\($0):\(local)" } ?? "{\(namespace)}\(local)"
  }
}
