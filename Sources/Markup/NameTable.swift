/// Turns expat's names, a namespace and a local name around a separator, into our short ones.
///
/// Each name is spelt once and then found by its bytes, since a document says the same few
/// hundred names many thousand times.
struct NameTable {
  /// Between namespace and local name; no XML document can hold this character.
  static let separator: UInt8 = 0x1F

  private struct Entry {
    let bytes: [UInt8]
    let name: String
  }

  private let vocabulary: [String: String]
  private var entries: [UInt64: [Entry]] = [:]

  init(vocabulary: [String: String]) {
    self.vocabulary = vocabulary
  }

  mutating func name(of pointer: UnsafePointer<CChar>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    var count = 0
    while unsafe pointer[count] != 0 {
      hash = (hash ^ UInt64(UInt8(bitPattern: unsafe pointer[count]))) &* 0x100_0000_01b3
      count += 1
    }
    if let found = entries[hash]?.first(where: { unsafe Self.equal($0.bytes, pointer, count) }) {
      return found.name
    }
    let bytes = (0..<count).map { UInt8(bitPattern: unsafe pointer[$0]) }
    let entry = Entry(bytes: bytes, name: spell(bytes))
    entries[hash, default: []].append(entry)
    return entry.name
  }

  private static func equal(_ bytes: [UInt8], _ pointer: UnsafePointer<CChar>, _ count: Int) -> Bool
  {
    guard bytes.count == count else { return false }
    for index in 0..<count where bytes[index] != UInt8(bitPattern: unsafe pointer[index]) {
      return false
    }
    return true
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
