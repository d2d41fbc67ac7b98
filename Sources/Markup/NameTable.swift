import Glibc

/// Turns expat's names, a namespace and a local name around a separator, into our short ones.
///
/// A document says the same few hundred names many thousand times, so the last name that fell into
/// each slot is kept; whatever names a stranger makes up, this costs no more time and memory.
package struct NameTable: Sendable {
  /// Between namespace and local name; no XML document can hold this character.
  static let separator: UInt8 = 0x1F

  /// A name that was seen, by where its bytes stand in `bytes`: of numbers alone, so that to look at
  /// one counts no references.
  private struct Entry: BitwiseCopyable, Sendable {
    var hash: UInt64 = 0
    var start = 0
    var count = -1
  }

  private let vocabulary: [String: String]
  /// Made with the first name.
  private var slots: [Entry] = []
  /// What we call the name in each slot.
  private var names: [String] = []
  /// The names one after the other, so that a comparison follows one pointer.
  private var bytes: [UInt8] = []
  /// The namespace that was spelled last, and what stands for it: most names of a part share one.
  private var namespace: [UInt8] = []
  private var prefix = ""

  package init(vocabulary: [String: String]) {
    self.vocabulary = vocabulary
  }

  mutating func name(of pointer: UnsafePointer<CChar>) -> String {
    let found = unsafe UnsafeRawBufferPointer(start: pointer, count: strlen(pointer))
    let hash = unsafe Self.hash(of: found)
    let slot = Int(hash >> 54)
    guard unsafe isKnown(found, hash, slot) else { return unsafe learn(found, hash, slot) }
    return names[slot]
  }

  private mutating func learn(
    _ found: UnsafeRawBufferPointer, _ hash: UInt64, _ slot: Int
  ) -> String {
    // A stranger may make up names without end: those seen long ago are forgotten.
    if bytes.count > 65_536 || slots.isEmpty {
      bytes.removeAll(keepingCapacity: true)
      slots = [Entry](repeating: Entry(), count: 1_024)
      names = [String](repeating: "", count: 1_024)
    }
    let name = unsafe spell(Array(found))
    slots[slot] = Entry(hash: hash, start: bytes.count, count: found.count)
    names[slot] = name
    unsafe bytes.append(contentsOf: found)
    return name
  }

  /// A number that depends on every byte, taken eight at a time.
  private static func hash(of bytes: UnsafeRawBufferPointer) -> UInt64 {
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
    return hash
  }

  private func isKnown(_ found: UnsafeRawBufferPointer, _ hash: UInt64, _ slot: Int) -> Bool {
    guard slot < slots.count else { return false }
    let entry = slots[slot]
    guard entry.hash == hash, entry.count == found.count, let base = found.baseAddress
    else { return false }
    return unsafe bytes.withUnsafeBytes { own in
      guard let known = own.baseAddress else { return false }
      return unsafe memcmp(known + entry.start, base, entry.count) == 0
    }
  }

  private mutating func spell(_ bytes: [UInt8]) -> String {
    guard let cut = bytes.firstIndex(of: Self.separator) else {
      return String(decoding: bytes, as: UTF8.self)
    }
    if prefix.isEmpty || !bytes[..<cut].elementsEqual(namespace) {
      namespace = Array(bytes[..<cut])
      let text = String(decoding: namespace, as: UTF8.self)
      let isOwn = text == "http://www.w3.org/XML/1998/namespace"
      prefix = isOwn ? "xml:" : vocabulary[text].map { "\($0):" } ?? "{\(text)}"
    }
    return prefix + String(decoding: bytes[(cut + 1)...], as: UTF8.self)
  }
}
