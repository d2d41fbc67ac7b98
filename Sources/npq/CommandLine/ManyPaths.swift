import ArgumentParser

/// Paths from the command line: one, or a bundle of them.
///
/// The parser of arguments copies all values so far with each new one, which for ten thousand
/// files takes longer than the work itself. `bundled` therefore puts what a shell made of a `*`
/// together before the parser sees it, and this takes it apart again.
struct Paths: ExpressibleByArgument, Sendable {
  fileprivate let texts: [String]

  init(argument: String) {
    texts = argument.utf8.split(separator: Self.mark, omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
  }

  /// No argument of a program can hold this byte.
  private static let mark: UInt8 = 0
  /// Fewer arguments are left as they are.
  private static let many = 200
  /// The verbs that take paths as `Paths`.
  private static let verbs: Set = ["verify", "count", "anonymise", "receive", "collect", "inspect"]

  /// The arguments with long runs of plain ones bundled.
  ///
  /// The verb, options and what may be the value of an option stay by themselves.
  static func bundled(_ arguments: [String]) -> [String] {
    guard arguments.count > many, verbs.contains(arguments[0]) else { return arguments }
    var result: [String] = []
    var run: [String] = []
    var isAfterOption = true
    func isOption(_ text: String) -> Bool { text.utf8.first == UInt8(ascii: "-") }
    func close() {
      if !run.isEmpty { result.append(run.joined(separator: "\0")) }
      run = []
    }
    for argument in arguments {
      if isOption(argument) || isAfterOption || argument.isEmpty {
        close()
        result.append(argument)
      } else {
        run.append(argument)
        if run.count == many { close() }
      }
      isAfterOption = isOption(argument)
    }
    close()
    return result
  }
}

extension [Paths] {
  /// All paths, in their order.
  var all: [String] { flatMap(\.texts) }
}
