import ArgumentParser
import Findings

extension Npq {
  /// What to say where a word is none of the commands; nil where it is one, or an option.
  static func unknownVerb(_ arguments: [String]) -> String? {
    unknown(arguments[...], under: Self.self, called: "npq")
  }

  private static func unknown(
    _ arguments: ArraySlice<String>, under parent: any ParsableCommand.Type, called name: String
  ) -> String? {
    guard let given = arguments.first, !given.hasPrefix("-") else { return nil }
    let commands = parent.configuration.subcommands
    if let next = commands.first(where: { $0._commandName == given }) {
      // What stands behind a command that can do without a further one is its own.
      let isOpen =
        next.configuration.subcommands.isEmpty || next.configuration.defaultSubcommand != nil
      return isOpen
        ? nil : unknown(arguments.dropFirst(), under: next, called: "\(name) \(given)")
    }
    // The parser's own.
    guard given != "help", !given.hasPrefix("---") else { return nil }
    let remedy =
      given.nearest(commands.map { $0._commandName })
      .map { "did you mean '\(name) \($0)'?" } ?? "'\(name) --help' lists the commands"
    return "refused: \(given.escaped): is no command of \(name)\nnpq:   → \(remedy)"
  }

  /// The words that name the command.
  static func called(_ arguments: [String]) -> String {
    var names = ["npq"]
    var commands = configuration.subcommands
    for word in arguments {
      guard let next = commands.first(where: { $0._commandName == word }) else { break }
      names.append(word)
      commands = next.configuration.subcommands
    }
    return names.joined(separator: " ")
  }

  /// The options that a usage line does not know, where it says that something else is missing.
  static func unknownOption(_ arguments: [String], usage: String) -> String? {
    guard usage.contains("Missing expected argument") else { return nil }
    let known = usage.matches(of: /--[a-z-]+/).map { String($0.output) }
    let given = arguments.prefix { $0 != "--" }.compactMap { argument in
      argument.hasPrefix("--") ? argument.split(separator: "=").first.map(String.init) : nil
    }
    guard let wrong = given.first(where: { !known.contains($0) }),
      let near = wrong.nearest(known)
    else { return nil }
    return "\(wrong.escaped) is no option of this command: did you mean \(near)?"
  }
}

extension String {
  /// The word that is most like this one, where one is a slip of the keys away.
  fileprivate func nearest(_ words: [String]) -> String? {
    words.map { (word: $0, steps: $0.steps(to: self)) }
      .filter { $0.steps <= min(2, utf8.count / 2) }
      .min { ($0.steps, $0.word) < ($1.steps, $1.word) }?.word
  }

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
