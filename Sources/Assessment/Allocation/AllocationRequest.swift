/// A script to be marked, with what decides who may mark it.
package struct AllocationScript: Sendable, Hashable {
  package var id: String
  package var qualification: String
  /// The name of the participant's school; its URN, where known, says more.
  package var school: String?
  package var urn: String?
  package var trust: String?
  package var partner: String?
  package var phase: SchoolPhase?
  /// The assessor who taught the participant, by identifier, name or address.
  package var tutor: String?
  /// How many different assessors mark it; nil: as many as the request says.
  package var markings: Int?

  package init(
    id: String, qualification: String, school: String? = nil, urn: String? = nil,
    trust: String? = nil, partner: String? = nil, phase: SchoolPhase? = nil,
    tutor: String? = nil, markings: Int? = nil
  ) {
    self.id = id
    self.qualification = qualification
    self.school = school
    self.urn = urn
    self.trust = trust
    self.partner = partner
    self.phase = phase
    self.tutor = tutor
    self.markings = markings
  }
}

/// Somebody who marks, with the limits within which they do.
package struct AllocationAssessor: Sendable, Hashable {
  package var id: String
  /// What they may mark; the first is the one that they know best.
  package var qualifications: [String]
  /// The most markings that they take.
  package var capacity: Int
  /// The fewest markings that they were promised.
  package var minimum: Int
  package var school: String?
  package var urn: String?
  package var trust: String?
  package var partner: String?
  package var phase: SchoolPhase?
  /// Their name and address, for those who look at a draft, and since participants' lists name
  /// tutors so.
  package var name: String?
  package var email: String?
  /// The first and the last day on which they mark.
  package var from: CivilDate?
  package var until: CivilDate?

  package init(
    id: String, qualifications: [String], capacity: Int, minimum: Int = 0, school: String? = nil,
    urn: String? = nil, trust: String? = nil, partner: String? = nil, phase: SchoolPhase? = nil,
    name: String? = nil, email: String? = nil, from: CivilDate? = nil, until: CivilDate? = nil
  ) {
    self.id = id
    self.qualifications = qualifications
    self.capacity = capacity
    self.minimum = minimum
    self.school = school
    self.urn = urn
    self.trust = trust
    self.partner = partner
    self.phase = phase
    self.name = name
    self.email = email
    self.from = from
    self.until = until
  }
}

/// A declared interest of an assessor in a script: the two never meet.
package struct AllocationInterest: Sendable, Hashable {
  package var script: String
  package var assessor: String
  package var reason: String

  package init(script: String, assessor: String, reason: String = "") {
    self.script = script
    self.assessor = assessor
    self.reason = reason
  }
}

/// One marking of a script: who makes it, and which of the script's markings it is, from 1.
package struct AllocationMarking: Sendable, Hashable {
  package var script: String
  package var assessor: String
  package var marking: Int

  package init(script: String, assessor: String, marking: Int = 0) {
    self.script = script
    self.assessor = assessor
    self.marking = marking
  }
}

/// A script that many mark besides their own: it links them, and is nobody's load.
package struct AllocationCommon: Sendable, Hashable {
  package var qualification: String
  package var assessors: [String]

  package init(qualification: String, assessors: [String]) {
    self.qualification = qualification
    self.assessors = assessors
  }
}

/// Everything that an allocation depends on.
///
/// The order in which scripts and assessors are listed changes nothing.
package struct AllocationRequest: Sendable {
  package var scripts: [AllocationScript]
  package var assessors: [AllocationAssessor]
  package var interests: [AllocationInterest] = []
  /// How many different assessors mark each script that does not say so itself.
  package var markings = 2
  /// The plan before: its markings stay where they can.
  package var before: [AllocationMarking] = []
  /// Markings that stay whatever comes, since marking has begun or a person said so.
  package var pins: [AllocationMarking] = []
  /// Assessors who leave now: only their markings move.
  package var without: [String] = []
  /// Assessors who left before: they get nothing, and what has begun stays with them.
  package var gone: Set<String> = []
  /// Who is away on the days of marking, once days were heeded.
  var away: [String: AwayDays] = [:]
  /// Scripts that many mark, such as seeds and qualification scripts.
  package var common: [AllocationCommon] = []
  /// The day on which it is made, where that is known, and the last day on which scripts are to be
  /// marked: who does not mark between the two gets nothing new.
  package var today: CivilDate?
  package var markBy: CivilDate?
  /// Whether loads are evened as shares of capacity instead of as numbers.
  package var inProportion = false
  /// The number behind every random choice.
  package var draw: UInt64

  package init(scripts: [AllocationScript], assessors: [AllocationAssessor], draw: UInt64) {
    self.scripts = scripts
    self.assessors = assessors
    self.draw = draw
  }
}

extension AllocationRequest {
  /// Everybody who has left, now or before.
  var left: Set<String> { gone.union(without) }

  /// How many different assessors mark a script.
  package func markings(of script: AllocationScript) -> Int { script.markings ?? markings }

  /// The declared interests as pairs.
  var declared: Set<AllocationPair> {
    Set(interests.map { AllocationPair(script: $0.script, assessor: $0.assessor) })
  }
}

extension SchoolPhase {
  /// Whether somebody who knows this phase marks outside it in a school of another.
  func differs(from other: SchoolPhase) -> Bool {
    self != .both && other != .both && self != other
  }
}
