extension Receipt {
  /// Where the time of record lies in the window.
  package enum Timing: String, Sendable, Hashable, Codable {
    case early
    case onTime = "on-time"
    case late
    case closed
    /// No time of record is known, which is never late.
    case unknown
  }

  /// The rule on lateness that applied to this person.
  package struct Rule: Sendable, Hashable, Codable {
    package let late: LateRule
    package let graceMinutes: Int
    /// Whether the closing minute counts to its last second.
    package let throughClosingMinute: Bool
    /// Whether an extension moved the close; the reason is nobody's to read here.
    package let extended: Bool
  }

  /// What a response was handed in for, and how its time of record stands to the window of this
  /// person.
  package struct Paper: Sendable, Hashable, Codable {
    package let assessment: Identifier
    package let title: String
    package let qualification: Qualification?
    package let attempt: Int?
    package let opens: Instant
    package let closes: Instant
    package let zone: String
    package let timing: Timing
    /// Whole seconds after the close; 0 where it was in time.
    package let lateBy: Int
    package let rule: Rule
    package let resultsBy: CivilDate?
    package let contact: String?
  }
}

extension Receipt.Paper {
  /// Judges an instant, or a time that nobody knows, by the window of one person.
  ///
  /// An extension and a gate are those of the person.
  package init(
    of assessment: CaseStudyAssessment, qualification: Qualification?, attempt: Int?,
    received: Instant?, extension moved: Instant? = nil, gate: Instant? = nil
  ) {
    let window = assessment.window
    let judgement = received.map { window.judge($0, extension: moved, gate: gate) }
    self.assessment = assessment.id
    title = assessment.title
    self.qualification = qualification
    self.attempt = attempt
    opens = max(window.opensAt, gate ?? window.opensAt)
    closes = max(window.closesAt, moved ?? window.closesAt)
    zone = window.zone
    timing =
      switch judgement?.state {
      case .early: .early
      case .open: .onTime
      case .late: .late
      case .closed: .closed
      case nil: .unknown
      }
    lateBy = timing == .late || timing == .closed ? judgement?.by ?? 0 : 0
    rule = Receipt.Rule(
      late: window.late, graceMinutes: window.graceMinutes,
      throughClosingMinute: window.throughClosingMinute, extended: closes > window.closesAt)
    resultsBy = assessment.rules.resultsBy
    contact = assessment.contact
  }
}
