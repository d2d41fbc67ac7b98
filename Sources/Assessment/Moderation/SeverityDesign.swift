/// Which assessor marked which script: what every model of severity rests on.
///
/// Assessors are compared through scripts that two of them marked. Those who hang together by such
/// scripts are a part; between parts nothing can be compared.
package struct SeverityDesign: Sendable {
  /// How many assessors there are; they are numbers from 0.
  package let assessors: Int
  /// Where the markings of each script begin, and one place beyond the last.
  let starts: [Int]
  /// The assessor of each marking.
  let markers: [Int]
  /// The assessors of each part, rising; one who shares no script is in none.
  package let parts: [[Int]]
  /// The part of each assessor; -1 for none.
  let partOf: [Int]
  /// How many scripts each assessor shares with another.
  package let shared: [Int]
  /// The scripts of each part that were marked twice or more.
  let scriptsOf: [[Int]]

  /// Takes the assessors of each script; none has the same one twice.
  package init(assessors: Int, scripts: [[Int]]) {
    var starts = [0]
    var markers: [Int] = []
    for script in scripts {
      markers += script
      starts.append(markers.count)
    }
    self.init(assessors: assessors, starts: starts, markers: markers)
  }

  /// Takes the assessor of each marking, script by script, and where each script begins.
  init(assessors: Int, starts: [Int], markers: [Int]) {
    let scripts = 0..<starts.count - 1
    var shared = [Int](repeating: 0, count: assessors)
    var groups = Groups(assessors)
    for script in scripts where starts[script + 1] - starts[script] >= 2 {
      let first = markers[starts[script]]
      for place in starts[script]..<starts[script + 1] {
        shared[markers[place]] += 1
        groups.join(first, markers[place])
      }
    }
    self.assessors = assessors
    self.starts = starts
    self.markers = markers
    self.shared = shared
    var parts: [Int: [Int]] = [:]
    for assessor in 0..<assessors where shared[assessor] > 0 {
      parts[groups.root(assessor), default: []].append(assessor)
    }
    self.parts = parts.values.sorted { $0.lexicographicallyPrecedes($1) }
    var partOf = [Int](repeating: -1, count: assessors)
    for (number, part) in self.parts.enumerated() {
      for assessor in part { partOf[assessor] = number }
    }
    self.partOf = partOf
    var scriptsOf = [[Int]](repeating: [], count: self.parts.count)
    for script in scripts where starts[script + 1] - starts[script] >= 2 {
      scriptsOf[partOf[markers[starts[script]]]].append(script)
    }
    self.scriptsOf = scriptsOf
  }

  package var scripts: Int { starts.count - 1 }

  /// The places of a script's markings.
  func places(_ script: Int) -> Range<Int> { starts[script]..<starts[script + 1] }
}

/// Sets that are joined: union and find, with paths halved.
private struct Groups {
  private var above: [Int]

  init(_ count: Int) { above = Array(0..<count) }

  mutating func root(_ item: Int) -> Int {
    var item = item
    while above[item] != item {
      above[item] = above[above[item]]
      item = above[item]
    }
    return item
  }

  mutating func join(_ first: Int, _ second: Int) {
    let (one, other) = (root(first), root(second))
    above[max(one, other)] = min(one, other)
  }
}
