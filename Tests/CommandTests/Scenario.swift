import Foundation
import Testing

/// A session with the program, written as text: commands, what they print, and how they end.
///
/// `$ command` runs through a shell in a folder of its own; then come the lines of its stdout,
/// the lines of its stderr each after `! `, and `= code` where the exit code is not 0. A line of
/// `...` stands for any lines. `npq` is the built program; `$ROOT` is the package's folder,
/// `$SAMPLES` its samples.
struct Scenario: CustomTestStringConvertible, Sendable {
  let url: URL
  var testDescription: String { url.deletingPathExtension().lastPathComponent }

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Every session; with `RECORD=name` that one alone, to be recorded.
  static func all() throws -> [Scenario] {
    let named = ProcessInfo.processInfo.environment["RECORD"].flatMap { $0 == "1" ? nil : $0 }
    let folder = root.appending(path: "Tests/CommandTests/Scenarios")
    return try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == "txt" }
      .sorted { $0.path < $1.path }
      .map { Scenario(url: $0) }
      .filter { named == nil || $0.testDescription == named }
  }

  /// The folder in which the built program lies.
  static var products: URL {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
  }
}

/// One command of a scenario with what it must print.
struct ScenarioStep {
  var command: String
  var expected: [String] = []

  static func parse(_ text: String) -> (comments: [String], steps: [ScenarioStep]) {
    var comments: [String] = []
    var steps: [ScenarioStep] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if line.hasPrefix("$ ") {
        steps.append(ScenarioStep(command: String(line.dropFirst(2))))
      } else if line.hasPrefix("> "), !steps.isEmpty, steps[steps.count - 1].expected.isEmpty {
        steps[steps.count - 1].command += "\n" + line.dropFirst(2)
      } else if steps.isEmpty {
        comments.append(line)
      } else {
        steps[steps.count - 1].expected.append(line)
      }
    }
    for index in steps.indices {
      while steps[index].expected.last == "" { steps[index].expected.removeLast() }
    }
    return (comments, steps)
  }
}

extension ScenarioStep {
  /// Runs the command in a folder and returns what it printed, in the form of a scenario file.
  func run(in folder: URL) throws -> [String] {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    var environment = ProcessInfo.processInfo.environment
    let path = environment["PATH"] ?? "/usr/bin:/bin"
    environment["PATH"] = Scenario.products.path + ":" + path
    environment["ROOT"] = Scenario.root.path
    environment["SAMPLES"] = Scenario.root.appending(path: "Samples").path
    environment["HOME"] = folder.path
    environment["XDG_CONFIG_HOME"] = folder.appending(path: ".config").path
    environment["NO_COLOR"] = "1"
    environment["LC_ALL"] = "C"
    environment["TZ"] = "UTC"
    environment["NPQ_SERIES"] = nil
    environment["NPQ_PERSON"] = nil
    process.environment = environment
    let output = folder.appending(path: ".stdout")
    let errors = folder.appending(path: ".stderr")
    for file in [output, errors] { try Data().write(to: file) }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    var lines = try Self.lines(of: output)
    lines += try Self.lines(of: errors).map { "! " + $0 }
    if process.terminationStatus != 0 { lines.append("= \(process.terminationStatus)") }
    for file in [output, errors] { try FileManager.default.removeItem(at: file) }
    return lines
  }

  private static func lines(of file: URL) throws -> [String] {
    var lines = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    while lines.last == "" { lines.removeLast() }
    return lines
  }

  /// Whether lines match what is expected, where a line `...` stands for any number of lines and
  /// `…` inside a line for any characters.
  func matches(_ actual: [String]) -> Bool {
    Self.match(expected[...], actual[...])
  }

  private static func match(_ expected: ArraySlice<String>, _ actual: ArraySlice<String>) -> Bool {
    guard let first = expected.first else { return actual.isEmpty }
    if first == "..." {
      let rest = expected.dropFirst()
      return (actual.startIndex...actual.endIndex).contains { match(rest, actual[$0...]) }
    }
    guard let line = actual.first, matches(line: line, first) else { return false }
    return match(expected.dropFirst(), actual.dropFirst())
  }

  private static func matches(line: String, _ pattern: String) -> Bool {
    guard pattern.contains("…") else { return line == pattern }
    let pieces = pattern.split(separator: "…", omittingEmptySubsequences: false).map(String.init)
    var rest = line[...]
    for (index, piece) in pieces.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(piece) else { return false }
        rest = rest.dropFirst(piece.count)
      } else if index == pieces.count - 1 {
        return piece.isEmpty || rest.hasSuffix(piece)
      } else {
        guard let found = rest.range(of: piece) else { return false }
        rest = rest[found.upperBound...]
      }
    }
    return true
  }
}
