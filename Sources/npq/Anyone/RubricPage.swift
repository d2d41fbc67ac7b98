import Assessment
import Findings
import Foundation

/// A mark scheme as it is shown: its content, what follows from it, and its digest.
struct RubricPage: Encodable {
  let rubric: Rubric
  let sha256: Digest

  init(_ rubric: Rubric) throws {
    self.rubric = rubric
    sha256 = try rubric.digest()
  }

  enum CodingKeys: String, CodingKey {
    case sha256, maximum, passingTotal
  }

  func encode(to encoder: any Encoder) throws {
    try rubric.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sha256, forKey: .sha256)
    try container.encode(rubric.maximum, forKey: .maximum)
    try container.encode(rubric.passingTotal, forKey: .passingTotal)
  }
}

extension RubricPage {
  /// One line of a list.
  var line: String {
    let code = rubric.qualification.code
    let padding = String(repeating: " ", count: max(1, 10 - code.count))
    let example = rubric.example ? ", worked example" : ""
    return "\(code)\(padding)\(rubric.version.escaped)  \(rubric.criteria.count) criteria, pass at "
      + "\(rubric.passingTotal) of \(rubric.maximum)\(example)  "
      + String(sha256.description.prefix(12))
  }

  /// The page to read, at most 80 columns wide.
  var text: String {
    var lines = ["\(rubric.qualification.code): \(rubric.title)"]
    lines += [
      "version \(rubric.version), \(rubric.date)"
        + (rubric.example ? ", a worked example that a provider replaces" : "")
    ]
    lines += ["sha256 \(sha256)", ""]
    lines += wrapped("Pass: " + passRule, indent: 0)
    if let band = rubric.borderline {
      lines += wrapped(
        "Borderline: totals from \(max(0, rubric.passingTotal - band.below)) to "
          + "\(min(rubric.maximum, rubric.passingTotal + band.above)) get a second reading.",
        indent: 0)
    }
    for (index, criterion) in rubric.criteria.enumerated() {
      lines += [""] + page(criterion, number: index + 1)
    }
    lines += ["", "Sources"] + wrapped(rubric.source, indent: 2)
    lines += wrapped("Pass line: " + rubric.passSource, indent: 2)
    return lines.map(\.escaped).joined(separator: "\n")
  }

  private var passRule: String {
    let line =
      switch rubric.pass {
      case .marks: "at least \(rubric.passingTotal) of \(rubric.maximum) marks"
      case .percent(let percent):
        "at least \(rubric.passingTotal) of \(rubric.maximum) marks (\(percent) per cent)"
      }
    let hurdles = rubric.criteria.filter { $0.mustReach != nil }.map(\.id)
    guard !hurdles.isEmpty else { return line + "." }
    return line + ", and each must-pass criterion: \(hurdles.joined(separator: ", "))."
  }

  private func page(_ criterion: Rubric.Criterion, number: Int) -> [String] {
    var lines = wrapped("\(number). \(criterion.title)  [\(criterion.id)]", indent: 0)
    lines += wrapped(
      "\(criterion.head.shown) · up to \(criterion.maximum) marks"
        + (criterion.mustReach.map { " · must pass: level \($0) or above" } ?? ""), indent: 3)
    if !criterion.statements.isEmpty {
      lines += wrapped("Areas: " + criterion.statements.joined(separator: "; "), indent: 3)
    }
    lines += wrapped(criterion.asks, indent: 3)
    for level in criterion.levels {
      lines += wrapped(
        "\(level.level)  \(level.name) (\(level.marks)): \(level.descriptor)", indent: 3,
        hanging: 6)
    }
    return lines
  }
}

extension Rubric.Head {
  /// The head as it stands on a page.
  fileprivate var shown: String {
    switch self {
    case .problem: "Problem"
    case .solution: "Solution"
    case .implementation: "Implementation"
    case .contentArea: "Content area"
    }
  }
}

/// The words of a text in lines of at most 80 columns.
private func wrapped(_ text: String, indent: Int, hanging: Int? = nil) -> [String] {
  var lines: [String] = []
  var line = String(repeating: " ", count: indent)
  var isEmpty = true
  for word in text.split(whereSeparator: \.isWhitespace) {
    if !isEmpty, line.count + 1 + word.count > 80 {
      lines.append(line)
      line = String(repeating: " ", count: hanging ?? indent)
      isEmpty = true
    }
    line += (isEmpty ? "" : " ") + word
    isEmpty = false
  }
  return lines + [line]
}
