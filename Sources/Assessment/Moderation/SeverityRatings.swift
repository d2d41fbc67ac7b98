/// Marks as the Rasch model takes them: what nobody can be measured by is set aside.
///
/// A script, an assessor or a criterion with nothing but lowest or nothing but highest marks has no
/// finite measure; levels that nobody used are closed up (Linacre 1989, Many-Facet Rasch
/// Measurement, chapter 8).
struct SeverityRatings {
  /// Scripts, assessors and criteria that are left, by their numbers before.
  private(set) var scripts: [Int]
  private(set) var assessors: [Int]
  private(set) var criteria: [Int]
  /// The levels of each marking that is left, criterion by criterion, from 0 and without gaps.
  private(set) var levels: [Int] = []
  /// The highest level of each criterion that is left.
  private(set) var highest: [Int] = []
  private(set) var design: SeverityDesign

  /// Takes the level of each marking in each criterion, marking by marking.
  init(_ design: SeverityDesign, levels: [[Int]]) {
    var choice = RatingChoice(design, levels)
    while choice.setAside(design, levels) {}
    scripts = choice.scripts.indices.filter { choice.scripts[$0] }
    assessors = choice.assessors.indices.filter { choice.assessors[$0] }
    criteria = choice.criteria.indices.filter { choice.criteria[$0] }
    let places = criteria.map { criterion in
      let used = Set(choice.markings(design).map { levels[$0][criterion] }).sorted()
      return Dictionary(uniqueKeysWithValues: zip(used, used.indices))
    }
    highest = places.map { max($0.count - 1, 0) }
    var number = [Int](repeating: -1, count: design.assessors)
    for (place, assessor) in assessors.enumerated() { number[assessor] = place }
    self.design = SeverityDesign(
      assessors: assessors.count,
      scripts: scripts.map { script in
        choice.markings(design, of: script).map { number[design.markers[$0]] }
      })
    for marking in choice.markings(design) {
      for (criterion, place) in zip(criteria, places) {
        self.levels.append(place[levels[marking][criterion]] ?? 0)
      }
    }
  }
}

/// What still takes part.
private struct RatingChoice {
  var scripts: [Bool]
  var assessors: [Bool]
  var criteria: [Bool]

  init(_ design: SeverityDesign, _ levels: [[Int]]) {
    scripts = (0..<design.scripts).map { design.places($0).count >= 1 }
    assessors = [Bool](repeating: true, count: design.assessors)
    criteria = [Bool](repeating: true, count: levels.first?.count ?? 0)
  }

  func markings(_ design: SeverityDesign, of script: Int) -> [Int] {
    design.places(script).filter { assessors[design.markers[$0]] }
  }

  func markings(_ design: SeverityDesign) -> [Int] {
    scripts.indices.filter { scripts[$0] }.flatMap { markings(design, of: $0) }
  }

  /// Sets aside what is all lowest or all highest; false where nothing is.
  mutating func setAside(_ design: SeverityDesign, _ levels: [[Int]]) -> Bool {
    let markings = markings(design)
    let all = criteria.indices.filter { criteria[$0] }
    var least = [Int](repeating: .max, count: criteria.count)
    var most = [Int](repeating: .min, count: criteria.count)
    for marking in markings {
      for criterion in all {
        least[criterion] = min(least[criterion], levels[marking][criterion])
        most[criterion] = max(most[criterion], levels[marking][criterion])
      }
    }
    let flat = all.filter { least[$0] >= most[$0] }
    for criterion in flat { criteria[criterion] = false }
    guard flat.isEmpty else { return true }
    var seen = Extremes(scripts.count)
    var marked = Extremes(assessors.count)
    for script in scripts.indices where scripts[script] {
      for marking in self.markings(design, of: script) {
        for criterion in all {
          let level = levels[marking][criterion]
          let place = (level > least[criterion], level < most[criterion])
          seen.take(script, place.0, place.1)
          marked.take(design.markers[marking], place.0, place.1)
        }
      }
    }
    let changed = seen.drop(from: &scripts)
    return marked.drop(from: &assessors) || changed
  }
}

/// Whether something was ever above the lowest and ever below the highest.
private struct Extremes {
  private var above: [Bool]
  private var below: [Bool]

  init(_ count: Int) {
    above = [Bool](repeating: false, count: count)
    below = above
  }

  mutating func take(_ item: Int, _ isAbove: Bool, _ isBelow: Bool) {
    if isAbove { above[item] = true }
    if isBelow { below[item] = true }
  }

  func drop(from items: inout [Bool]) -> Bool {
    var changed = false
    for item in items.indices where items[item] && !(above[item] && below[item]) {
      items[item] = false
      changed = true
    }
    return changed
  }
}
