import Foundation

/// A marked script as a sample sees it.
package struct SampleScript: Sendable, Hashable {
  package let script: ScriptCode
  /// The total, or the average of several.
  package let total: MarkTotal
  package let passes: Bool
  package let isBorderline: Bool
  /// Those whose markings count.
  package let assessors: [Identifier]

  package init(
    script: ScriptCode, total: MarkTotal, passes: Bool, isBorderline: Bool,
    assessors: [Identifier]
  ) {
    self.script = script
    self.total = total
    self.passes = passes
    self.isBorderline = isBorderline
    self.assessors = assessors
  }
}

/// A sample as it was drawn.
package struct DrawnSample: Sendable {
  /// One script of it.
  package struct Script: Sendable, Hashable {
    package let script: ScriptCode
    /// Why it is in it: `drawn`, or the clause that asks for it.
    package let why: [String]
  }

  package let population: Int
  /// How many the rule asks to be drawn at random; exactly as many were.
  package let asked: Int
  package let scripts: [Script]

  /// How many were drawn at random.
  package var drawn: Int { scripts.count { $0.why.contains(Self.atRandom) } }

  package static let atRandom = "drawn"
}

/// Draws a sample: the scripts with the smallest SHA-256(draw ‖ LF ‖ purpose ‖ LF ‖ script code),
/// so many as the rule asks for, and besides whatever its clauses ask for and was not drawn.
///
/// Whoever has the codes can redraw it with `sha256sum` and `sort`. A larger sample under the same
/// draw and purpose holds the smaller one.
///
/// `size` stands in the place of the rule's number where a sample is extended.
package func drawSample(
  of scripts: [SampleScript], by policy: SamplePolicy, size: Int? = nil, draw: UInt64,
  purpose: String
) -> DrawnSample {
  let keyed = scripts.map { script in
    (Digest(of: Data("\(draw)\n\(purpose)\n\(script.script)".utf8)), script)
  }
  let order = keyed.sorted { $0.0 < $1.0 }.map(\.1)
  let asked = min(size ?? policy.size(of: scripts.count), scripts.count)
  var why: [ScriptCode: [String]] = [:]
  for script in order.prefix(asked) { why[script.script] = [DrawnSample.atRandom] }
  for clause in SamplePolicy.Clause.allCases where policy.include.contains(clause) {
    for (script, reason) in clause.scripts(of: order, beside: Set(why.keys)) {
      why[script.script, default: []].append(reason)
    }
  }
  return DrawnSample(
    population: scripts.count, asked: asked,
    scripts: order.compactMap { script in
      why[script.script].map { DrawnSample.Script(script: script.script, why: $0) }
    })
}

extension SamplePolicy.Clause {
  /// The scripts that a clause asks for, each with the reason; `order` is that of the draw, and of
  /// equals the one that comes first in it is taken.
  fileprivate func scripts(
    of order: [SampleScript], beside chosen: Set<ScriptCode>
  ) -> [(SampleScript, String)] {
    switch self {
    case .highest:
      return order.max { $0.total < $1.total }.map { [($0, rawValue)] } ?? []
    case .lowest:
      return order.min { $0.total < $1.total }.map { [($0, rawValue)] } ?? []
    case .fails: return order.filter { !$0.passes }.map { ($0, rawValue) }
    case .borderlines: return order.filter(\.isBorderline).map { ($0, rawValue) }
    case .assessors:
      var seen = Set(order.filter { chosen.contains($0.script) }.flatMap(\.assessors))
      var found: [(SampleScript, String)] = []
      for script in order {
        let new = script.assessors.filter { !seen.contains($0) }.sorted()
        guard !new.isEmpty else { continue }
        seen.formUnion(new)
        found.append((script, "of \(new.map(\.text).joined(separator: ", "))"))
      }
      return found
    }
  }
}

extension MarkTotal: Comparable {
  /// Compares averages exactly.
  package static func < (left: Self, right: Self) -> Bool {
    left.sum * right.markings < right.sum * left.markings
  }
}

/// The chance that a random sample holds at least one of the wrong results, where so many per cent
/// of all are wrong, rounded up to whole scripts.
///
/// It is one less the chance that all `drawn` of `population` are drawn from the right ones
/// (hypergeometric).
package func samplePower(drawn: Int, of population: Int, wrongPercent: Int) -> Double {
  let wrong = wrongScripts(wrongPercent, of: population)
  guard drawn <= population - wrong else { return wrong > 0 ? 1 : 0 }
  let missed = (0..<drawn).reduce(1.0) { chance, number in
    chance * Double(population - wrong - number) / Double(population - number)
  }
  return 1 - missed
}

/// So many per cent of some scripts, rounded up to whole ones.
package func wrongScripts(_ percent: Int, of population: Int) -> Int {
  (population * percent + 99) / 100
}
