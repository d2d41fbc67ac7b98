import Findings

/// Reads a submission's record that is written in its one form, byte after byte.
///
/// It knows whole numbers and strings without escapes, of which all but a few records are made;
/// of another it says nothing, and the JSON reader tells. What it takes, that one takes too.
struct RecordReader {
  /// The text goes on in another way than it knows.
  private struct Unlike: Error {}

  private let bytes: [UInt8]
  private var place = 0

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  static func read(_ bytes: [UInt8]) -> SubmissionRecord? {
    var reader = RecordReader(bytes)
    return try? reader.record()
  }

  private mutating func record() throws(Unlike) -> SubmissionRecord {
    try expect("{\"assessment\":")
    let assessment = try value(\.text) { Identifier($0) }
    let attempt = take(",\"attempt\":") ? try number() : nil
    let claimedTime = take(",\"claimedTime\":") ? try time() : nil
    try expect(",\"files\":")
    let files = try list { reader throws(Unlike) in try reader.file() }
    let handedIn = take(",\"handedIn\":") ? try handedIn() : nil
    try expect(",\"method\":")
    let method = try string()
    try expect(",\"ownWork\":")
    let ownWork = try list { reader throws(Unlike) in try reader.string() }
    let elsewhere = take(",\"ownWorkElsewhere\":") ? try string() : nil
    try expect(",\"participant\":")
    let participant = try value(\.text) { Identifier($0) }
    let qualification =
      take(",\"qualification\":") ? try value(\.rawValue) { Qualification(rawValue: $0) } : nil
    try expect(",\"submission\":\(SubmissionRecord.format)}")
    guard place == bytes.count else { throw Unlike() }
    return SubmissionRecord(
      assessment: assessment, qualification: qualification, participant: participant,
      attempt: attempt, files: files, method: method, ownWork: ownWork,
      ownWorkElsewhere: elsewhere, claimedTime: claimedTime, handedIn: handedIn)
  }

  private mutating func file() throws(Unlike) -> SubmissionRecord.File {
    try expect("{\"bytes\":")
    let count = try number()
    try expect(",\"name\":")
    let name = try string()
    try expect(",\"sha256\":")
    let digest = try value(\.description) { Digest(hex: $0) }
    let words = take(",\"words\":") ? try number() : nil
    try expect("}")
    return SubmissionRecord.File(name: name, bytes: count, sha256: digest, words: words)
  }

  private mutating func handedIn() throws(Unlike) -> HandedIn {
    try expect("{\"place\":")
    let place = try string()
    let time = take(",\"time\":") ? try time() : nil
    let isToTheMinute = take(",\"toTheMinute\":true}")
    if !isToTheMinute { try expect(",\"toTheMinute\":false}") }
    return HandedIn(place: place, time: time, toTheMinute: isToTheMinute)
  }

  private mutating func time() throws(Unlike) -> Instant {
    try value(\.description) { Instant(rfc3339: $0) }
  }

  /// A value that is written as a string, and would be written so again.
  private mutating func value<Value>(
    _ written: (Value) -> String, _ make: (String) -> Value?
  ) throws(Unlike) -> Value {
    let text = try string()
    guard let value = make(text), written(value).utf8.elementsEqual(text.utf8) else {
      throw Unlike()
    }
    return value
  }

  private mutating func list<Item>(
    _ item: (inout RecordReader) throws(Unlike) -> Item
  ) throws(Unlike) -> [Item] {
    try expect("[")
    var items: [Item] = []
    guard !take("]") else { return items }
    repeat { items.append(try item(&self)) } while take(",")
    try expect("]")
    return items
  }

  /// A string of characters that need no escape.
  private mutating func string() throws(Unlike) -> String {
    try expect("\"")
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      guard bytes[place] >= 0x20, bytes[place] != 0x7F, bytes[place] != UInt8(ascii: "\\") else {
        throw Unlike()
      }
      place += 1
    }
    guard let text = String(validating: bytes[start..<place], as: UTF8.self) else {
      throw Unlike()
    }
    try expect("\"")
    return text
  }

  /// A whole number of at most 15 digits without a sign or a leading zero.
  private mutating func number() throws(Unlike) -> Int {
    let digits = bytes[place...].prefix { (48...57).contains($0) }
    guard (1...15).contains(digits.count), digits.count == 1 || digits.first != 48 else {
      throw Unlike()
    }
    place += digits.count
    return digits.reduce(0) { $0 * 10 + Int($1 - 48) }
  }

  private mutating func expect(_ text: String) throws(Unlike) {
    guard take(text) else { throw Unlike() }
  }

  /// Goes past a text that stands here; false where another does.
  private mutating func take(_ text: String) -> Bool {
    let count = text.utf8.count
    guard count <= bytes.count - place, bytes[place..<place + count].elementsEqual(text.utf8) else {
      return false
    }
    place += count
    return true
  }
}
