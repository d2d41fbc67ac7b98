package import Findings

/// What completes a mark scheme from another system, which does not know all that ours must say.
package struct RubricCompletion: Sendable {
  /// A mark scheme of ours whose facts, pass rule and criteria stand in for what is missing.
  package var like: Rubric?
  package var qualification: Qualification?
  package var version: String?
  package var date: CivilDate?
  package var pass: Rubric.PassLine?
  /// The heads of the criteria, in their order.
  package var heads: [Rubric.Head] = []
  /// Where the mark scheme was read from.
  package var source: String

  package init(source: String) { self.source = source }
}

extension ExchangedRubric {
  /// The mark scheme of ours that it becomes; nil, with findings, where something must still be
  /// said.
  package func completed(by given: RubricCompletion, name: String) -> Judged<Rubric> {
    var whole = self
    var findings: [Finding] = []
    if title.isEmpty { whole.title = given.like?.title ?? name }
    whole.complete(facts: given, name, &findings)
    if whole.pass == nil, let line = given.pass {
      whole.pass = Pass(line: line, source: given.source)
    }
    whole.pass = whole.pass ?? given.like.map { Pass(line: $0.pass, source: $0.passSource) }
    whole.borderline = whole.borderline ?? given.like?.borderline
    if whole.pass == nil {
      findings.append(.incomplete(name, "pass rule", "--pass 60% or --pass 11"))
    }
    var taken: Set<String> = []
    for index in criteria.indices {
      whole.criteria[index].complete(
        like: given.like, head: given.heads.indices.contains(index) ? given.heads[index] : nil,
        taken: &taken, name, &findings)
    }
    guard findings.verdict != .refused, let text = whole.yaml else {
      return Judged(nil, findings)
    }
    // Our own reader has the last word on every rule.
    let read = readRubric(text, name: name)
    return Judged(read.value, findings + read.findings)
  }

  private mutating func complete(
    facts given: RubricCompletion, _ name: String, _ findings: inout [Finding]
  ) {
    guard facts == nil else { return }
    let like = given.like
    guard let qualification = given.qualification ?? like?.qualification else {
      return findings.append(.incomplete(name, "qualification", "--qualification NPQLT"))
    }
    guard let date = given.date ?? like?.date else {
      return findings.append(.incomplete(name, "date", "--date 2027-03-08"))
    }
    facts = Facts(
      qualification: qualification, version: given.version ?? like?.version ?? "1", date: date,
      source: like?.source ?? given.source, example: like?.example ?? false)
  }
}

extension ExchangedRubric.Criterion {
  /// Takes what is missing from the criterion of another mark scheme with the same id or title.
  fileprivate mutating func complete(
    like rubric: Rubric?, head given: Rubric.Head?, taken: inout Set<String>, _ name: String,
    _ findings: inout [Finding]
  ) {
    let title = self.title
    let like = rubric?.criteria.first { $0.id == id || id == nil && $0.title == title }
    head = head ?? given ?? like?.head
    if head == nil {
      findings.append(.incomplete(name, "head of '\(title)'", "--heads problem,solution,…"))
    }
    if statements.isEmpty { statements = like?.statements ?? [] }
    mustReach = mustReach ?? like?.mustReach
    id = id ?? like?.id ?? Self.id(of: title, taken)
    taken.insert(id ?? "")
    if asks.isEmpty { asks = like?.asks ?? title }
    for index in levels.indices {
      let marks = levels[index].marks
      let other = like?.levels.first { $0.marks == marks }
      if levels[index].name.isEmpty {
        levels[index].name = other?.name ?? (marks == 1 ? "1 mark" : "\(marks) marks")
        if other == nil { findings.append(.madeUp(name, title, levels[index].name)) }
      }
      if levels[index].descriptor.isEmpty {
        levels[index].descriptor = other?.descriptor ?? levels[index].name
      }
    }
  }

  /// A short name made of a title, which no criterion has yet.
  private static func id(of title: String, _ taken: Set<String>) -> String {
    let letters = title.lowercased().utf8.map { byte in
      (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) ? byte : UInt8(ascii: "-")
    }
    let words = letters.split(separator: UInt8(ascii: "-")).map {
      String(decoding: $0, as: UTF8.self)
    }
    var made = ""
    for word in words where made.utf8.count + word.utf8.count < 30 {
      made += made.isEmpty ? word : "-" + word
    }
    if made.utf8.first.map({ (0x61...0x7A).contains($0) }) != true {
      made = "criterion" + (made.isEmpty ? "" : "-" + made)
    }
    if Rubric.reservedColumns.contains(made) { made += "-criterion" }
    guard taken.contains(made) else { return made }
    let number = (2...(taken.count + 2)).first { !taken.contains("\(made)-\($0)") } ?? 0
    return "\(made)-\(number)"
  }
}

extension Finding {
  fileprivate static func incomplete(_ name: String, _ what: String, _ option: String) -> Finding {
    Finding(
      "rubric-incomplete", .refused, name, "does not say the \(what.escaped)",
      remedy: "say it with \(option), or name a mark scheme that has it with --like")
  }

  fileprivate static func madeUp(_ name: String, _ title: String, _ level: String) -> Finding {
    Finding(
      "rubric-made-up", .warning, name,
      "a level of '\(title.escaped)' has no name, and is called '\(level)' now",
      remedy: "give it a name in the YAML file")
  }
}
