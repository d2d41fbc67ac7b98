import Assessment
import GRDB

/// What an assessor hears of a standardisation pack: the definitive marks of the practice scripts
/// that they have marked, and what comes next.
struct StandardLetter {
  let practised, next: [String]

  /// Nothing, of a pack of live scripts: no word may tell which of them are seeds.
  static let none = StandardLetter(practised: [], next: [])

  private init(practised: [String], next: [String]) {
    self.practised = practised
    self.next = next
  }

  init(_ standards: [AssessorStandard], definitives: [DefinitiveEntry], pack: Set<String>) {
    let agreed = Dictionary(
      definitives.map { ($0.script.script, $0.script) }
    ) { first, _ in first }
    practised = standards.flatMap(\.standing.practised)
      .filter { pack.contains($0.script.text) }
      .flatMap { difference in
        agreed[difference.script].map { Self.lines(difference, from: $0) } ?? []
      }
    next = standards.compactMap(\.next)
  }

  /// One script: the totals, then each criterion that differs or that the leads explain.
  private static func lines(
    _ difference: DefinitiveDifference, from agreed: DefinitiveScript
  ) -> [String] {
    let total = agreed.marks.values.reduce(0, +)
    let told = difference.criteria.sorted { $0.key < $1.key }.compactMap {
      criterion, off -> String? in
      let mark = agreed.marks[criterion, default: 0]
      let why = agreed.reasons[criterion].map { ": \($0)" } ?? ""
      if off == 0 { return why.isEmpty ? nil : "  \(criterion): \(mark), as agreed\(why)" }
      return "  \(criterion): you gave \(mark + off), agreed \(mark)\(why)"
    }
    return ["\(agreed.script): you gave \(total + difference.total), agreed \(total)"] + told
  }
}

extension AssessorStandard {
  /// What comes next, in words for the assessor.
  fileprivate var next: String? {
    let code = qualification.code
    return switch standing.state {
    case .approved: "\(code): you are approved, and live scripts follow"
    case .secondSet: "\(code): a second set of scripts follows"
    case .talk: "\(code): your lead will talk with you before live scripts follow"
    case .noSet, .waiting, .stopped: nil
    }
  }
}

/// What letters about all packs of standardisation rest on, looked up once.
struct StandardLetterDesk {
  private let standards: [String: [AssessorStandard]]
  private let definitives: [DefinitiveEntry]

  init(_ database: Database, at now: Instant) throws {
    standards = Dictionary(grouping: try database.standards(at: now), by: \.assessor.id)
    definitives = try database.definitives()
  }

  /// What the letter to an assessor about a standardisation pack says.
  func letter(to assessor: String, about scripts: Set<String>) -> StandardLetter {
    StandardLetter(standards[assessor, default: []], definitives: definitives, pack: scripts)
  }
}
