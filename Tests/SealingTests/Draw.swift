@testable import Sealing

/// A generator that draws the same numbers in every run (SplitMix64): for tests alone.
struct Draw: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: UInt64 = 1) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// An identity that is the same in every run.
func identity(_ seed: UInt64 = 7) throws -> AgeIdentity {
  var draw = Draw(seed)
  return try AgeIdentity(using: &draw)
}

/// A signing key that is the same in every run.
func signingKey(_ seed: UInt64 = 7) throws -> SigningKey {
  var draw = Draw(seed)
  return try SigningKey(using: &draw)
}
