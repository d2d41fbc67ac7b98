public import Findings
import Yams

/// Reads a mark scheme in YAML, strictly.
///
/// An unknown, missing or repeated key, a wrong type, a value out of range, levels that do not
/// rise from 0 or a hurdle that is no level is a refusing finding with line and column.
///
/// - Parameters:
///   - text: The YAML text, at most 1 MB.
///   - name: The file's name, for findings.
/// - Returns: The rubric, or nil with at least one refusing finding.
public func readRubric(_ text: String, name: String) -> Judged<Rubric> {
  var yaml = StrictYAML(name: name)
  let rubric = yaml.root(of: text).flatMap { yaml.rubric($0) }
  let stands = yaml.findings.verdict == .accepted
  return Judged(stands ? rubric : nil, yaml.findings)
}

extension StrictYAML {
  fileprivate mutating func rubric(_ node: Node) -> Rubric? {
    let what = "a mark scheme"
    guard
      let top = block(
        node, what,
        required: [
          "rubric", "qualification", "title", "version", "date", "source", "criteria", "pass",
        ], optional: ["example", "borderline"])
    else { return nil }
    form("rubric", in: top, known: Rubric.form)
    let qualification = top["qualification"].flatMap { self.qualification($0) }
    let title = text("title", in: top)
    let version = text("version", in: top)
    let date = date("date", in: top)
    let source = text("source", in: top)
    let example = flag("example", in: top) ?? false
    let criteria = criteria(in: top)
    // Without all criteria nobody knows the maximum; 40 criteria of 1,000 marks are the most.
    let maximum = criteria.map { $0.map(\.maximum).reduce(0, +) } ?? 40_000
    let pass = top["pass"].flatMap { passLine($0, maximum: maximum) }
    let borderline = top["borderline"].flatMap { self.borderline($0, maximum: maximum) }
    guard let qualification, let title, let version, let date, let source, let criteria, let pass
    else { return nil }
    heads(of: criteria, for: qualification, at: top["criteria"])
    return Rubric(
      qualification: qualification, title: title, version: version, date: date, source: source,
      example: example, criteria: criteria, pass: pass.line, passSource: pass.source,
      borderline: borderline)
  }

  /// The number of the file's form, which has to be known.
  mutating func form(_ key: String, in block: YAMLBlock, known: Int) {
    guard let given = number(key, in: block, 1...Int(Int32.max)), given != known else { return }
    report(
      "yaml-unknown-form", block[key]?.place,
      "the file has form \(given); only \(known) is known here",
      remedy: "write '\(key): \(known)', or use a newer version of npq")
  }

  /// A node as a qualification, by code or another spelling in use.
  mutating func qualification(_ node: Node) -> Qualification? {
    guard let name = node.scalar?.string else {
      wrong(node, "a qualification must be one code", remedy: "write, for example, NPQLT")
      return nil
    }
    if let found = Qualification(named: name) { return found }
    let unknown = Qualification.unknown(name, subject: "")
    report(unknown.code, node.place, unknown.message, remedy: unknown.remedy)
    return nil
  }

  private mutating func passLine(
    _ node: Node, maximum: Int
  ) -> (line: Rubric.PassLine, source: String)? {
    guard
      let block = block(
        node, "the pass rule", required: ["source"], optional: ["percent", "marks"])
    else { return nil }
    let percent = number("percent", in: block, 1...100).map { Rubric.PassLine.percent($0) }
    let marks = number("marks", in: block, 1...max(1, maximum)).map { Rubric.PassLine.marks($0) }
    let source = text("source", in: block)
    if (block["percent"] == nil) == (block["marks"] == nil) {
      report(
        "rubric-pass-line", block.mark, "the pass rule needs either 'percent' or 'marks'",
        remedy: "keep one of them")
      return nil
    }
    guard let line = percent ?? marks, let source else { return nil }
    return (line, source)
  }

  private mutating func borderline(_ node: Node, maximum: Int) -> Rubric.Borderline? {
    guard let block = block(node, "the borderline band", required: ["below", "above"]) else {
      return nil
    }
    let below = number("below", in: block, 0...maximum)
    let above = number("above", in: block, 0...maximum)
    guard let below, let above else { return nil }
    return Rubric.Borderline(below: below, above: above)
  }

  /// Warns where a head that every published task has is not judged.
  private mutating func heads(
    of criteria: [Rubric.Criterion], for qualification: Qualification, at node: Node?
  ) {
    guard qualification.status == .current else { return }
    for head in [Rubric.Head.problem, .solution, .implementation]
    where !criteria.contains(where: { $0.head == head }) {
      report(
        "rubric-head-missing", node?.place, "no criterion stands under the head '\(head.rawValue)'",
        remedy: "nothing has to be done if that is meant; published tasks ask for all three",
        severity: .warning)
    }
  }
}
