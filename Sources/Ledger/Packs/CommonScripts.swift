import Assessment
import GRDB

/// Which assessors the rules of allocation keep from which scripts that many mark.
struct CommonBars {
  fileprivate var barred: [Int: Set<String>] = [:]

  func isBarred(_ entry: Int, _ assessor: String) -> Bool {
    barred[entry]?.contains(assessor) == true
  }
}

extension Database {
  /// Who has been given which script that many mark, with its round.
  func commonScripts() throws -> [String: [Int: String]] {
    var given: [String: [Int: String]] = [:]
    for row in try Row.fetchAll(self, sql: "SELECT entry, assessor, round FROM common_script") {
      given[row["assessor"], default: [:]][row["entry"]] = row["round"]
    }
    return given
  }

  /// Interests, schools, trusts, tutors, and whether the script is there to be marked at all.
  func commonBars(_ definitives: [DefinitiveEntry], at now: Instant) throws -> CommonBars {
    let wanted = Set(definitives.map(\.entry))
    let entries = try entries(at: now).filter { wanted.contains($0.id) && $0.isToBeMarked }
    let request = try allocationRequest(of: entries, draw: 0)
    let open = Set(entries.map(\.id))
    var bars = CommonBars()
    for definitive in definitives {
      for assessor in request.assessors
      where !open.contains(definitive.entry)
        || !request.rules(between: definitive.script.script.text, and: assessor.id).isEmpty
      {
        bars.barred[definitive.entry, default: []].insert(assessor.id)
      }
    }
    return bars
  }

  /// Scripts that link those who mark them.
  ///
  /// These are the set that everybody marks beforehand, and what has been given out. Practice
  /// scripts are none of them, since their marks are shown.
  func common(_ request: AllocationRequest, at now: Instant) throws -> [AllocationCommon] {
    let definitives = try definitives().filter { $0.script.use != .practice }
    guard !definitives.isEmpty else { return [] }
    let bars = try commonBars(definitives, at: now)
    let given = try commonScripts()
    return definitives.map { one in
      let code = one.qualification.code
      let members = request.assessors.filter { assessor in
        let isDue =
          one.script.use == .first && !request.gone.contains(assessor.id)
          && assessor.qualifications.contains(code) && !bars.isBarred(one.entry, assessor.id)
        return isDue || given[assessor.id]?[one.entry] != nil
      }
      return AllocationCommon(qualification: code, assessors: members.map(\.id))
    }
  }

  /// What the leads agreed on for practice scripts, by entry.
  func practiceMarks() throws -> [Int: PagePack.LeadMarks] {
    let practice = try definitives().filter { $0.script.use == .practice }
    return Dictionary(
      uniqueKeysWithValues: practice.map {
        ($0.entry, PagePack.LeadMarks(marks: $0.script.marks, why: $0.script.reasons))
      })
  }

  /// The marks of the entries whose definitive marks are their result: scripts that were shown
  /// before marking, since nobody is left who would mark them blind, and seeds where the policy
  /// says so.
  func definitiveResults() throws -> [Int: [String: Int]] {
    let definitives = try definitives()
    guard !definitives.isEmpty else { return [:] }
    let own = Dictionary(
      uniqueKeysWithValues: try assessments().map { item in
        (item.assessment.id.text, item.assessment.rules.standardisation?.seeds.ownResult)
      })
    var results: [Int: [String: Int]] = [:]
    for one in definitives
    where one.script.use.isBeforehand || own[one.assessment] == .definitive {
      results[one.entry] = one.script.marks
    }
    return results
  }
}

extension Database {
  /// Everything that somebody was given to mark: what was allocated to them, and scripts that many
  /// mark.
  ///
  /// A seed stands there as any other marking, so that no list tells which scripts are seeds.
  static let given = """
    SELECT entry, assessor, marking, round FROM allocation
    UNION ALL
    SELECT entry, assessor, CASE round WHEN 'marking' THEN 1 ELSE 0 END, round FROM common_script
    WHERE NOT EXISTS (
      SELECT 1 FROM allocation WHERE allocation.entry = common_script.entry
      AND allocation.assessor = common_script.assessor)
    """
}
