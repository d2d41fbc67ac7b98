/// Bytes of a document that are taken away, replaced or (in an empty range) put in.
struct Patch: Sendable {
  let range: Range<Int>
  let replacement: [UInt8]

  init(_ range: Range<Int>, _ replacement: String = "") {
    self.range = range
    self.replacement = Array(replacement.utf8)
  }
}

extension [UInt8] {
  /// The bytes with all patches applied; one that lies within an earlier one is dropped.
  func applying(_ patches: [Patch]) -> [UInt8] {
    guard !patches.isEmpty else { return self }
    let sorted = patches.enumerated().sorted {
      ($0.element.range.lowerBound, -$0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, -$1.element.range.upperBound, $1.offset)
    }
    var result: [UInt8] = []
    result.reserveCapacity(count)
    var done = 0
    for (_, patch) in sorted where patch.range.lowerBound >= done {
      result += self[done..<patch.range.lowerBound]
      result += patch.replacement
      done = patch.range.upperBound
    }
    return result + self[done...]
  }
}
