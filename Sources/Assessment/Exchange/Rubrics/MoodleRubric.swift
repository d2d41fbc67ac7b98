import Markup
import Sheets

/// An element of a small XML document.
struct MarkupTree {
  let name: String
  var text = ""
  var children: [MarkupTree] = []

  init(name: String) { self.name = name }

  /// The document as a tree; no DOCTYPE, and nothing that is deep or large.
  init(reading bytes: [UInt8]) throws(RubricFlaw) {
    var limits = MarkupLimits()
    limits.depth = 40
    limits.text = 5_000_000
    var open = [MarkupTree(name: "")]
    do throws(MarkupError) {
      try MarkupReader.read(bytes, limits: limits) { event in
        switch event {
        case .start(let name, _, _): open.append(MarkupTree(name: name))
        case .text(let text, _): open[open.count - 1].text += text
        case .end:
          let closed = open.removeLast()
          open[open.count - 1].children.append(closed)
        }
      }
    } catch {
      throw .form("\(error)")
    }
    self = open[0]
  }

  /// The first child of a name.
  subscript(_ name: String) -> MarkupTree? { children.first { $0.name == name } }

  /// The text of a child; Moodle writes what it does not know as `$@NULL@$`.
  func text(of name: String) -> String {
    let text = self[name]?.text ?? ""
    return text == "$@NULL@$" ? "" : text
  }

  /// The text of a child without HTML where its format says that it is HTML.
  func plain(_ name: String, format: String) -> String {
    let text = text(of: name)
    return self.text(of: format) == "1" ? plainText(ofHTML: text) : text
  }

  /// Every element of a name, however deep.
  func all(_ name: String) -> [MarkupTree] {
    (self.name == name ? [self] : []) + children.flatMap { $0.all(name) }
  }
}

/// Reads the rubrics and marking guides of a Moodle `grading.xml`.
func readMoodleGrading(_ bytes: [UInt8]) throws(RubricFlaw) -> [ExchangedRubric] {
  let tree = try MarkupTree(reading: bytes)
  var rubrics: [ExchangedRubric] = []
  for definition in tree.all("definition") where !definition.children.isEmpty {
    var rubric = ExchangedRubric(title: definition.text(of: "name").oneLine)
    if let form = definition["plugin_gradingform_rubric_definition"] {
      for criterion in form.sorted("criteria", "criterion") {
        rubric.criteria.append(try criterion.rubricCriterion())
      }
    } else if let form = definition["plugin_gradingform_guide_definition"] {
      for criterion in form.sorted("guidecriteria", "guidecriterion") {
        rubric.criteria.append(try criterion.guideCriterion())
      }
    } else {
      continue
    }
    rubrics.append(rubric)
  }
  guard !rubrics.isEmpty else { throw .form("holds no rubric or marking guide of Moodle") }
  return rubrics
}

extension MarkupTree {
  fileprivate func sorted(_ list: String, _ name: String) -> [MarkupTree] {
    (self[list]?.children ?? []).filter { $0.name == name }.enumerated()
      .sorted { one, other in
        let orders = (
          Int(one.element.text(of: "sortorder")), Int(other.element.text(of: "sortorder"))
        )
        return (orders.0 ?? 0, one.offset) < (orders.1 ?? 0, other.offset)
      }.map(\.element)
  }

  fileprivate func rubricCriterion() throws(RubricFlaw) -> ExchangedRubric.Criterion {
    let (title, asks) = plain("description", format: "descriptionformat").firstLine
    var criterion = ExchangedRubric.Criterion(title: title)
    criterion.asks = asks
    for level in self["levels"]?.children ?? [] where level.name == "level" {
      let (name, descriptor) = level.plain("definition", format: "definitionformat").firstLine
      criterion.levels.append(
        ExchangedRubric.Level(
          marks: try wholeMarks(level.text(of: "score"), at: title),
          name: descriptor.isEmpty ? "" : name, descriptor: descriptor.isEmpty ? name : descriptor))
    }
    criterion.levels.sort { $0.marks < $1.marks }
    return criterion
  }

  /// A guide has no levels; those that stand in its words for markers, as we write them, are taken.
  fileprivate func guideCriterion() throws(RubricFlaw) -> ExchangedRubric.Criterion {
    var criterion = ExchangedRubric.Criterion(title: text(of: "shortname").oneLine)
    criterion.asks = plain("description", format: "descriptionformat")
    let most = try wholeMarks(text(of: "maxscore"), at: criterion.title)
    for line in plain("descriptionmarkers", format: "descriptionmarkersformat").split(
      separator: "\n")
    {
      guard let match = line.firstMatch(of: /^\s*(\d{1,4})\s*[-–—:.]\s*(?:([^:]{1,60}):\s+)?(.+)$/),
        let marks = Int(match.1)
      else { continue }
      criterion.levels.append(
        ExchangedRubric.Level(
          marks: marks, name: match.2.map(String.init) ?? "", descriptor: String(match.3)))
    }
    criterion.levels.sort { $0.marks < $1.marks }
    guard criterion.levels.last?.marks == most else { throw .noLevels(criterion.title) }
    return criterion
  }
}

extension String {
  /// The first line, and what follows it.
  fileprivate var firstLine: (first: String, rest: String) {
    let lines = split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: true)
    let parts = lines.map { String($0).trimmed }
    return (parts.first ?? "", parts.count > 1 ? parts[1] : "")
  }

  /// The words on one line.
  var oneLine: String { split(whereSeparator: \.isWhitespace).joined(separator: " ") }
}

/// The text of a little HTML as an editor makes it: paragraphs and breaks as lines, other tags away.
func plainText(ofHTML html: String) -> String {
  var text = ""
  for piece in html.split(separator: "<", omittingEmptySubsequences: false).enumerated() {
    guard piece.offset > 0, let end = piece.element.firstIndex(of: ">") else {
      text += piece.offset > 0 ? "<" + piece.element : piece.element
      continue
    }
    let tag = piece.element[..<end].lowercased()
    if ["br", "/p", "/li", "/div", "/h"].contains(where: { tag.hasPrefix($0) }) { text += "\n" }
    text += piece.element[piece.element.index(after: end)...]
  }
  for (entity, character) in [
    ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&"),
  ] {
    text = text.replacing(entity, with: character)
  }
  return text.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    .filter { !$0.isEmpty }.joined(separator: "\n")
}
