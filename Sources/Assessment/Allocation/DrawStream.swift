import Foundation

/// A stream of numbers that follows from a draw and a purpose alone, the same on every machine.
///
/// It is SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014, figure 16) from the first eight bytes, high byte first, of
/// SHA-256(draw ‖ LF ‖ purpose ‖ LF ‖ id), the draw in decimal.
package struct DrawStream: Sendable {
  private var state: UInt64

  /// Starts at a state.
  package init(state: UInt64) {
    self.state = state
  }

  /// Starts at the digest of a draw, a purpose and an identifier.
  package init(draw: UInt64, purpose: String, id: String = "") {
    let digest = Digest(of: Data("\(draw)\n\(purpose)\n\(id)".utf8))
    state = digest.bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The next 64 bits.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A number from 0 up to, but not including, a bound above 0.
  ///
  /// The high half of a product: its bias, bound / 2^64, is beyond notice.
  package mutating func number(below bound: Int) -> Int {
    Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// Shuffles a list as Fisher and Yates do, from the last element down.
  package mutating func shuffle<Element>(_ list: inout [Element]) {
    var last = list.count - 1
    while last > 0 {
      list.swapAt(last, number(below: last + 1))
      last -= 1
    }
  }
}
