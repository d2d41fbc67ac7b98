import ArgumentParser
import Findings

extension Npq {
  /// What to say where the first word is none of the commands; nil where it is one, or an option.
  static func unknownVerb(_ arguments: [String]) -> String? {
    guard let given = arguments.first, !given.hasPrefix("-") else { return nil }
    let known = configuration.subcommands.map { $0._commandName }
    // The parser's own.
    guard !(known + ["help"]).contains(given), !given.hasPrefix("---") else { return nil }
    let near = known.map { (verb: $0, steps: $0.steps(to: given)) }
      .filter { $0.steps <= min(2, given.utf8.count / 2) }
      .min { ($0.steps, $0.verb) < ($1.steps, $1.verb) }
    let remedy = near.map { "did you mean 'npq \($0.verb)'?" } ?? "'npq help' lists the commands"
    return "refused: \(given.escaped): is no command of npq\nnpq:   → \(remedy)"
  }
}

extension String {
  /// How many letters have to be put in, taken out, changed or swapped with the next to make
  /// another word of it.
  fileprivate func steps(to other: String) -> Int {
    let (left, right) = (Array(utf8), Array(other.utf8.prefix(40)))
    var rows = [Array(0...right.count)]
    for (i, letter) in left.enumerated() {
      var row = [i + 1]
      for (j, wanted) in right.enumerated() {
        let changed = rows[i][j] + (letter == wanted ? 0 : 1)
        var least = Swift.min(rows[i][j + 1] + 1, row[j] + 1, changed)
        if i > 0, j > 0, letter == right[j - 1], left[i - 1] == wanted {
          least = Swift.min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
