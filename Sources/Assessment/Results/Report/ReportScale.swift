/// Mark schemes under which marks mean the same: the same criteria, levels, marks and pass rule.
///
/// Only marks of one scale are put together; a series may have several.
struct ReportScale: Hashable {
  struct Criterion: Hashable {
    let id: String
    /// The marks of its levels, rising.
    let marks: [Int]
    /// The least marks that a must-pass criterion asks for.
    let needed: Int?
  }

  let criteria: [Criterion]
  let maximum: Int
  let passingTotal: Int
  /// The totals of the borderline band; nil where there is none.
  let band: ClosedRange<Int>?

  init(_ rubric: Rubric) {
    criteria = rubric.criteria.map { criterion in
      let needed = criterion.mustReach.flatMap { must in
        criterion.levels.filter { $0.level >= must }.map(\.marks).min()
      }
      return Criterion(
        id: criterion.id, marks: Set(criterion.levels.map(\.marks)).sorted(), needed: needed)
    }
    maximum = rubric.maximum
    passingTotal = rubric.passingTotal
    band = rubric.borderline.map { band in
      max(0, rubric.passingTotal - band.below)...rubric.passingTotal + band.above
    }
  }

  /// Whether marks pass by the rule of the scale.
  func passes(_ marks: [Int]) -> Bool {
    marks.reduce(0, +) >= passingTotal
      && zip(criteria, marks).allSatisfy { criterion, mark in mark >= criterion.needed ?? mark }
  }
}

/// The scripts of one scale.
struct ReportGroup {
  let scale: ReportScale
  let qualifications: [Qualification]
  /// The titles of criteria where all of its mark schemes have the same, else their ids.
  let titles: [String]
  let scripts: [ReportSource.Script]

  /// The groups of a series, the largest first.
  static func all(_ source: ReportSource) -> [ReportGroup] {
    let scales = source.rubrics.map(ReportScale.init)
    let marked = source.scripts.filter { !$0.markings.isEmpty }
    return Dictionary(grouping: marked) { scales[$0.rubric] }.map { scale, scripts in
      let rubrics = Set(scripts.map(\.rubric)).sorted().map { source.rubrics[$0] }
      let titles = scale.criteria.indices.map { place in
        let all = Set(rubrics.map { $0.criteria[place].title })
        return all.count == 1 ? all.first ?? "" : scale.criteria[place].id
      }
      let qualifications = Set(scripts.map(\.qualification)).sorted { $0.code < $1.code }
      return ReportGroup(
        scale: scale, qualifications: qualifications, titles: titles, scripts: scripts)
    }.sorted { left, right in
      left.scripts.count == right.scripts.count
        ? left.name < right.name : left.scripts.count > right.scripts.count
    }
  }

  /// The qualifications, for people.
  var name: String { listed(qualifications.map(\.code)) }
}

/// Words as a sentence lists them.
func listed(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return words.dropLast().joined(separator: ", ") + " and " + last
}
