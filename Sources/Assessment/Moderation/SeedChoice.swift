import Foundation

/// Which seeds go among somebody's live scripts.
///
/// Everybody gets the same ones first, as far as they may mark them: scripts that all have marked
/// are what makes their severity comparable.
package func chooseSeeds(
  _ pool: [ScriptCode], live: Int, had: Int, policy: SeedPolicy,
  mayMark: (ScriptCode) -> Bool
) -> [ScriptCode] {
  guard live > 0 else { return [] }
  let due = (live + policy.oneIn - 1) / policy.oneIn - had
  guard due > 0 else { return [] }
  return Array(pool.sorted { seedOrder($0) < seedOrder($1) }.filter(mayMark).prefix(due))
}

/// An order that has nothing to do with the order of the codes, in which a pack lists its scripts.
private func seedOrder(_ script: ScriptCode) -> String {
  Digest(of: Data("seed\n\(script.text)".utf8)).description
}
