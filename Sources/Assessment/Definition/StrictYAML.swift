import Findings
import Yams

/// A YAML file that is being read strictly, with everything that was found in it so far.
///
/// What YAML would quietly allow is a finding here: a key that nobody knows, a word that turns
/// into `false`, an anchor that repeats half the file. Each finding says `file:line:column`,
/// counted from 1, columns in Unicode scalars.
struct StrictYAML {
  /// The most bytes of a file; the longest mark scheme of ours has a fiftieth of them.
  static let most = Limit.Text.definition

  let name: String
  private(set) var findings: [Finding] = []

  init(name: String) {
    self.name = name
  }

  /// Notes a finding at a place in the file.
  mutating func report(
    _ code: String, _ mark: Place?, _ message: String, remedy: String,
    severity: Finding.Severity = .refused
  ) {
    let place = mark.map { ":\($0.line):\($0.column)" } ?? ""
    findings.append(Finding(code, severity, name + place, message, remedy: remedy))
  }

  /// The top node of the only document in a text; nil, with a finding, where there is none.
  mutating func root(of text: String) -> Node? {
    guard text.utf8.count <= Self.most else {
      report(
        "yaml-too-large", nil, "the file has \(text.utf8.count) bytes, more than \(Self.most)",
        remedy: "check that this is the right file; an assessment or mark scheme is much smaller")
      return nil
    }
    if let shared = Sharing.first(in: text) {
      report(shared: shared)
      return nil
    }
    do {
      // A byte order mark would stand for a column of the first line.
      let body =
        text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
      if let node = try compose(yaml: body, .basic, .default, .utf8) { return node }
      report("yaml-empty", nil, "the file is empty", remedy: "write the file, or name another one")
    } catch {
      report(broken: error, text)
    }
    return nil
  }

  private mutating func report(shared: Sharing) {
    let mark = Place(line: shared.line, column: shared.column)
    switch shared.kind {
    case .anchor:
      report(
        "yaml-anchor", mark, "an anchor (&…) is not taken: each part of the file stands for itself",
        remedy: "write the repeated part out, or put the text in quotes after another word")
    case .tag:
      report(
        "yaml-tag", mark, "a type tag (!…) is not taken",
        remedy: "leave the tag out; quotes make a text, bare digits a number")
    }
  }

  private mutating func report(broken error: any Error, _ text: String) {
    let remedy =
      "look at that line and the one before: indent with spaces, one space after each colon, "
      + "quotes around a text that holds ': ' or starts with a sign"
    switch error {
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      report(
        "yaml-duplicate-key", Place(context.mark),
        "\(keys.map { "'\($0)'" }.joined(separator: ", ")) stands more than once in this block, "
          + "here for the first time",
        remedy: "keep one of them")
    case YamlError.scanner(_, let problem, let mark, _),
      YamlError.parser(_, let problem, let mark, _):
      report("yaml-syntax", Place(mark), "this is not YAML: \(problem)", remedy: remedy)
    case YamlError.composer(_, let problem, let mark, _):
      let alias = problem.utf8.elementsEqual("found undefined alias".utf8)
      report(
        alias ? "yaml-anchor" : "yaml-syntax", Place(mark),
        alias ? "an alias (*…) is not taken" : "this is not one YAML document: \(problem)",
        remedy: alias ? "put a text that starts with * in quotes" : "keep one document in the file")
    case YamlError.reader(let problem, let offset, _, _):
      report(
        "yaml-syntax", offset.map { Place(at: $0, in: text) },
        "a character cannot stand in YAML: \(problem)",
        remedy: "delete the character, or save the file as UTF-8 again")
    default:
      report("yaml-syntax", nil, "the file cannot be read as YAML", remedy: remedy)
    }
  }
}

/// A line and a column of a file, both from 1.
struct Place {
  let line: Int
  let column: Int

  init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  init(_ mark: Mark) {
    self.init(line: mark.line, column: mark.column)
  }

  /// The place of a character, counted from the start of a text.
  init(at offset: Int, in text: String) {
    var line = 1
    var column = 1
    for character in text.prefix(offset) {
      if character.isNewline {
        line += 1
        column = 1
      } else {
        column += character.unicodeScalars.count
      }
    }
    self.init(line: line, column: column)
  }
}

extension Node {
  /// Where the node starts.
  var place: Place? { mark.map(Place.init) }
}
