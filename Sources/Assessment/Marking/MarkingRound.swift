/// Why somebody marks a script.
package enum MarkingRound: String, Sendable, Hashable, Codable, CaseIterable {
  /// The blind marking of every script, or one of several.
  case marking
  /// The second marking of a class: all fails, all borderlines, all of one assessor.
  case second
  /// A third assessor, where two markings do not decide.
  case third
  /// An adjudicator, whose marking is definitive.
  case adjudication
  /// A random sample: it changes no mark of the scripts in it.
  case sample
  /// A marking whose place another took: kept, and not counted.
  case setAside = "set-aside"
  /// Practice and qualification before live scripts are opened.
  case standardisation
  /// An external moderator.
  case external
  /// An appeal.
  case appeal

  /// Whether the marking counts for the script's result.
  package var counts: Bool {
    switch self {
    case .marking, .second, .third, .adjudication: true
    case .sample, .setAside, .standardisation, .external, .appeal: false
    }
  }

  /// What an assessor is told of the round; nil where it would tell how others marked: scripts come
  /// to a second or third marking because of the marks that they have.
  package var told: String? {
    switch self {
    case .marking, .second, .third, .setAside: nil
    case .adjudication: "Adjudication"
    case .sample: "Sample"
    case .standardisation: "Practice and qualification"
    case .external: "External moderation"
    case .appeal: "Appeal"
    }
  }

  /// Rounds for which packs go out.
  package static let distributed = allCases.filter { $0 != .setAside }
}

/// The place of a marking among those of its script.
package struct MarkingPlace: Sendable, Hashable {
  /// From 1, in the order in which they were asked for.
  package var number: Int
  package var round: MarkingRound
  /// Whether whoever marks leads other assessors.
  package var isSenior: Bool

  package init(number: Int, round: MarkingRound, isSenior: Bool = false) {
    self.number = number
    self.round = round
    self.isSenior = isSenior
  }
}
