/// Where a response was handed in before the office packaged it on the participant's behalf.
package struct HandedIn: Sendable, Hashable, Codable {
  /// The platform, as people call it.
  package let place: String
  /// When, by the platform's clock; nil where nobody knows.
  package let time: Instant?
  /// Whether the time is to the minute, and stands for all of it.
  package let toTheMinute: Bool

  package init(place: String, time: Instant?, toTheMinute: Bool) {
    self.place = place
    self.time = time
    self.toTheMinute = toTheMinute
  }

  /// Where the own-work statement was made, for the package.
  package var ownWork: String { "made on \(place), where the response was handed in" }
}
