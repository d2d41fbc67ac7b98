/// Who must never see which script, by school, trust, partner and tutor.
struct AllocationConflicts {
  /// Script and assessor, by their numbers.
  private(set) var pairs: [(place: Int, value: Int)] = []

  init(_ scripts: [AllocationScript], _ assessors: [AllocationAssessor]) {
    let schools = Self.meetings(
      Self.keys(scripts.map(\.school)), Self.keys(assessors.map(\.school)))
    let meetings = [
      schools.filter { scripts[$0.place].school(is: assessors[$0.value]) },
      Self.meetings(scripts.map(\.urn), assessors.map(\.urn)),
      Self.meetings(Self.keys(scripts.map(\.trust)), Self.keys(assessors.map(\.trust))),
      Self.meetings(Self.keys(scripts.map(\.partner)), Self.keys(assessors.map(\.partner))),
      Self.meetings(scripts.map(\.tutor), assessors.map(\.id)),
    ]
    let tutors = Self.keys(scripts.map(\.tutor))
    pairs =
      Array(meetings.joined())
      + Self.meetings(tutors, Self.keys(assessors.map(\.name)))
      + Self.meetings(tutors, Self.keys(assessors.map(\.email)))
  }

  /// How names are compared, each worked out once.
  private static func keys(_ names: [String?]) -> [String?] {
    var known: [String: String?] = [:]
    return names.map { name -> String? in
      guard let name else { return nil }
      if let key = known[name] { return key }
      let key = SchoolName.known(name)
      known[name] = .some(key)
      return key
    }
  }

  /// The pairs that have a word in common.
  private static func meetings(
    _ ofScripts: [String?], _ ofAssessors: [String?]
  ) -> [(place: Int, value: Int)] {
    var holders: [String: [Int]] = [:]
    for (number, word) in ofAssessors.enumerated() {
      guard let word, !word.isEmpty else { continue }
      holders[word, default: []].append(number)
    }
    guard !holders.isEmpty else { return [] }
    return ofScripts.enumerated().flatMap { place, word in
      (word.flatMap { holders[$0] } ?? []).map { (place, $0) }
    }
  }
}

extension AllocationScript {
  /// Whether the participant's school is an assessor's: the same URN, or, where one of them has
  /// none, the same name.
  func school(is assessor: AllocationAssessor) -> Bool {
    if let one = urn, let other = assessor.urn { return one == other }
    let name = SchoolName.known(school)
    return name != nil && name == SchoolName.known(assessor.school)
  }

  func trust(is assessor: AllocationAssessor) -> Bool {
    let name = SchoolName.known(trust)
    return name != nil && name == SchoolName.known(assessor.trust)
  }

  func partner(is assessor: AllocationAssessor) -> Bool {
    let name = SchoolName.known(partner)
    return name != nil && name == SchoolName.known(assessor.partner)
  }

  /// Whether an assessor taught the participant, whichever way the tutor is named.
  func tutor(is assessor: AllocationAssessor) -> Bool {
    guard let tutor else { return false }
    if tutor == assessor.id { return true }
    guard let name = SchoolName.known(tutor) else { return false }
    return name == SchoolName.known(assessor.name) || name == SchoolName.known(assessor.email)
  }
}
