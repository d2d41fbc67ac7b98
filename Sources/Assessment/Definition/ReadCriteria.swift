import Findings
import Yams

extension StrictYAML {
  /// The criteria of a mark scheme; nil, with findings, where one of them cannot be read.
  mutating func criteria(in top: YAMLBlock) -> [Rubric.Criterion]? {
    guard let nodes = list("criteria", in: top) else { return nil }
    if nodes.isEmpty || nodes.count > 40 {
      outOfRange(
        top["criteria"], "a mark scheme has \(nodes.count) criteria",
        remedy: "give it between 1 and 40")
      return nil
    }
    var criteria: [Rubric.Criterion] = []
    var seen: Set<String> = []
    for (index, node) in nodes.enumerated() {
      if let criterion = criterion(node, "criterion \(index + 1)", seen: &seen) {
        criteria.append(criterion)
      }
    }
    return criteria.count == nodes.count ? criteria : nil
  }

  private mutating func criterion(
    _ node: Node, _ what: String, seen: inout Set<String>
  ) -> Rubric.Criterion? {
    guard
      let block = block(
        node, what, required: ["id", "head", "title", "asks", "levels"],
        optional: ["statements", "must-reach"])
    else { return nil }
    let id = criterionID(in: block, seen: &seen)
    let head = choice("head", in: block, as: Rubric.Head.self)
    let title = text("title", in: block)
    let asks = text("asks", in: block)
    let statements = statements(in: block)
    let levels = levels(in: block)
    let mustReach = mustReach(in: block, levels: levels)
    guard let id, let head, let title, let asks, let levels else { return nil }
    return Rubric.Criterion(
      id: id, head: head, title: title, asks: asks, statements: statements, mustReach: mustReach,
      levels: levels)
  }

  /// The id of a criterion: the name of its column, so it may not be that of another column.
  private mutating func criterionID(in block: YAMLBlock, seen: inout Set<String>) -> String? {
    guard let node = block["id"], let id = text("id", in: block) else { return nil }
    guard isKebabCase(id) else {
      report(
        "rubric-criterion-id", node.place, "'\(id)' cannot name a column of marks.csv",
        remedy: "use at most 40 small letters and digits, with single hyphens between words")
      return nil
    }
    guard !Rubric.reservedColumns.contains(id) else {
      report(
        "rubric-criterion-id", node.place, "'\(id)' is another column of marks.csv",
        remedy: "choose another name, for example '\(id)-criterion'")
      return nil
    }
    guard seen.insert(id).inserted else {
      duplicate(node, "two criteria have the id '\(id)'")
      return nil
    }
    return id
  }

  private mutating func statements(in block: YAMLBlock) -> [String] {
    let statements = texts("statements", in: block) ?? []
    if let node = block["statements"], Set(statements).count < statements.count {
      duplicate(node, "a statement stands twice in \(block.what)")
    }
    return statements
  }

  private mutating func mustReach(in block: YAMLBlock, levels: [Rubric.Level]?) -> Int? {
    guard block["must-reach"] != nil else { return nil }
    // Level 0 is reached by every script, so it is no hurdle.
    return number("must-reach", in: block, 1...max(1, (levels?.count ?? 100) - 1))
  }

  /// The levels of a criterion, counted from 0, with marks that rise.
  private mutating func levels(in block: YAMLBlock) -> [Rubric.Level]? {
    guard let nodes = list("levels", in: block) else { return nil }
    guard (2...20).contains(nodes.count) else {
      outOfRange(
        block["levels"], "\(block.what) has \(nodes.count) levels",
        remedy: "give it between 2 and 20")
      return nil
    }
    var levels: [Rubric.Level] = []
    for (index, node) in nodes.enumerated() {
      guard let level = level(node, index, of: block.what) else { continue }
      if level.level != index {
        report(
          "rubric-levels", node.place,
          "level \(level.level) of \(block.what) stands where level \(index) is expected",
          remedy: "count the levels 0, 1, 2 and so on, from the lowest up")
      }
      if let before = levels.last, level.marks <= before.marks {
        report(
          "rubric-levels", node.place,
          "level \(level.level) of \(block.what) gives \(level.marks) marks, no more than the level "
            + "before",
          remedy: "let the marks rise from level to level")
      }
      levels.append(level)
    }
    return levels.count == nodes.count ? levels : nil
  }

  private mutating func level(_ node: Node, _ index: Int, of what: String) -> Rubric.Level? {
    guard
      let block = block(
        node, "level \(index) of \(what)", required: ["level", "marks", "name", "descriptor"])
    else { return nil }
    let position = number("level", in: block, 0...19)
    let marks = number("marks", in: block, 0...1_000)
    let name = text("name", in: block)
    let descriptor = text("descriptor", in: block)
    guard let position, let marks, let name, let descriptor else { return nil }
    return Rubric.Level(level: position, marks: marks, name: name, descriptor: descriptor)
  }
}

extension Rubric {
  /// The columns of `marks.csv` that every rubric shares, which no criterion may be called.
  static let reservedColumns: Set<String> = [
    "pack", "revision", "script", "comment", "note", "flag", "rubric", "total", "maximum",
  ]
}

/// Whether a text is small letters and digits from a letter on, single hyphens between words.
func isKebabCase(_ text: String) -> Bool {
  let words = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
  return text.utf8.count <= 40 && words[0].first.map { (97...122).contains($0) } == true
    && words.allSatisfy { word in
      !word.isEmpty && word.allSatisfy { (97...122).contains($0) || (48...57).contains($0) }
    }
}
