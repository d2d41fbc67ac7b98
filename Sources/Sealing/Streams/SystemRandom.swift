/// The system's random numbers.
///
/// Swift's own generator has no size, so that what is passed on as `inout` is no place in memory;
/// the thread sanitizer reads it all the same, and ends. This one takes a byte.
package struct SystemRandom: RandomNumberGenerator, Sendable {
  private var system = SystemRandomNumberGenerator()
  private let place: UInt8 = 0

  package init() {}

  package mutating func next() -> UInt64 { system.next() }
}
