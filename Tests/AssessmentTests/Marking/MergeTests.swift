import Assessment
import Findings
import Testing

private func rows(
  _ marks: [String: Int], script: String = "P1", pack: String = "A1-1", revision: Int = 1,
  file: String = "marks.csv", at seconds: Int64 = 0, flags: [ScriptFlag] = [],
  comment: String? = nil
) throws -> [MarkFact] {
  ScriptMarks(
    script: try code(script), assessor: try id("A1"), pack: try id(pack), revision: revision,
    rubric: try scheme().digest, marks: marks, comment: comment, flags: flags
  ).facts(from: MarkFact.Source(file: file, received: Instant(seconds: seconds)))
}

private func marks(_ facts: [MarkFact]) -> [String: Int] {
  markings(of: facts).first?.marks ?? [:]
}

@Suite struct Merging {
  @Test func `equal marks join and a blank erases nothing`() throws {
    let first = try rows(["problem": 2, "plan": 4])
    let second = try rows(["problem": 2, "solution": 1], file: "marks (2).csv", at: 60)
    let outcome = merge(recorded: first, incoming: second)
    #expect(outcome.clashes.isEmpty && outcome.replaced.isEmpty && outcome.findings.isEmpty)
    #expect(outcome.added.map(\.key.field.description) == ["solution"])
    #expect(marks(outcome.facts) == ["problem": 2, "plan": 4, "solution": 1])
  }

  @Test func `a higher revision from the same pack takes the place of a lower`() throws {
    let first = try rows(["problem": 2, "plan": 4])
    let outcome = merge(recorded: first, incoming: try rows(["problem": 3], revision: 2))
    #expect(outcome.clashes.isEmpty)
    #expect(outcome.replaced.map(\.value) == [.marks(2)])
    #expect(marks(outcome.facts) == ["problem": 3, "plan": 4])
    #expect(outcome.facts.count == 3)
    let late = merge(recorded: try rows(["problem": 3], revision: 2), incoming: first)
    #expect(late.clashes.isEmpty && marks(late.facts) == ["problem": 3, "plan": 4])
  }

  @Test func `two versions of one mark are a named clash that keeps both`() throws {
    let outcome = merge(
      recorded: try rows(["problem": 2], file: "marks.csv"),
      incoming: try rows(["problem": 3], file: "Copy of marks.csv", at: 60))
    let clash = try #require(outcome.clashes.first)
    #expect(outcome.clashes.count == 1 && clash.versions.map(\.value) == [.marks(2), .marks(3)])
    #expect(outcome.facts.count == 2 && marks(outcome.facts).isEmpty)
    #expect(markings(of: outcome.facts).first?.clashes == ["problem"])
    let finding = try #require(outcome.findings.first)
    #expect(finding.code == "mark-clash" && finding.severity == .held)
    #expect(finding.subject == "\(try code("P1")) problem")
    for part in ["A1 gave 2 in marks.csv", "and 3 in Copy of marks.csv", "1970-01-01T00:01:00Z"] {
      #expect(finding.message.contains(part))
    }
  }

  @Test func `another pack clashes whatever its revision`() throws {
    let outcome = merge(
      recorded: try rows(["problem": 2]),
      incoming: try rows(["problem": 3], pack: "A1-2", revision: 9))
    #expect(outcome.clashes.count == 1)
    let equal = merge(
      recorded: try rows(["problem": 2]), incoming: try rows(["problem": 2], pack: "A1-2"))
    #expect(equal.clashes.isEmpty && marks(equal.facts) == ["problem": 2])
  }

  @Test func `a clash goes when the pack sends a higher revision`() throws {
    let clash = merge(recorded: try rows(["problem": 2]), incoming: try rows(["problem": 3]))
    let settled = merge(recorded: clash.facts, incoming: try rows(["problem": 3], revision: 2))
    #expect(settled.clashes.isEmpty && marks(settled.facts) == ["problem": 3])
    #expect(settled.facts.count == 3)
  }

  @Test func `comments that differ are a warning, and flags add up`() throws {
    let outcome = merge(
      recorded: try rows([:], flags: [ScriptFlag(.other)], comment: "a"),
      incoming: try rows([:], at: 5, flags: [ScriptFlag(.welfare)], comment: "b"))
    #expect(outcome.findings.map(\.code) == ["comment-clash"])
    #expect(outcome.findings.map(\.severity) == [.warning])
    let marking = try #require(markings(of: outcome.facts).first)
    #expect(marking.flags == [ScriptFlag(.other), ScriptFlag(.welfare)] && marking.comment == "b")
  }

  @Test func `marks under two mark schemes clash even if equal`() throws {
    var other = try rows(["problem": 2])
    other[0].rubric = try scheme(pass: "{marks: 7, source: test}").digest
    let outcome = merge(recorded: try rows(["problem": 2]), incoming: other)
    #expect(outcome.clashes.count == 1)
    #expect(markings(of: outcome.facts).first?.rubrics.count == 2)
  }

  @Test func `two assessors of one script are two markings`() throws {
    var other = try rows(["problem": 3])
    other[0].key = MarkFact.Key(
      script: other[0].key.script, assessor: try id("A2"), field: other[0].key.field)
    let outcome = merge(recorded: try rows(["problem": 2]), incoming: other)
    #expect(outcome.clashes.isEmpty)
    #expect(markings(of: outcome.facts).map(\.marks) == [["problem": 2], ["problem": 3]])
  }
}

/// Sheets drawn at random: few scripts, packs and revisions, so that they meet often.
private struct Draw {
  var state: UInt64

  mutating func next(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(bound))
  }

  mutating func facts() throws -> [MarkFact] {
    try (0..<1 + next(4)).flatMap { _ in
      var marks: [String: Int] = [:]
      for criterion in ["problem", "solution"] where next(3) > 0 { marks[criterion] = next(3) }
      return try rows(
        marks, script: "P\(next(2))", pack: "A1-\(next(2))", revision: next(3),
        file: "f\(next(3)).csv", at: Int64(next(100)),
        flags: next(4) == 0 ? [ScriptFlag(.other)] : [], comment: next(3) == 0 ? "c\(next(2))" : nil
      )
    }
  }
}

@Suite struct MergeLaws {
  @Test(arguments: 0..<60)
  func `order and repetition change nothing, and nothing is lost`(_ seed: Int) throws {
    var draw = Draw(state: UInt64(seed))
    let sheets = try (0..<5).map { _ in try draw.facts() }
    func all(_ order: [Int]) -> MergeOutcome {
      order.reduce(merge(recorded: [], incoming: [])) { outcome, index in
        merge(recorded: outcome.facts, incoming: sheets[index])
      }
    }
    let straight = all([0, 1, 2, 3, 4])
    for order in [[4, 3, 2, 1, 0], [2, 0, 4, 1, 3], [0, 0, 1, 2, 1, 3, 4, 4]] {
      let other = all(order)
      #expect(other.facts == straight.facts && other.clashes == straight.clashes)
    }
    let atOnce = merge(
      recorded: Array(sheets[..<2].joined()), incoming: Array(sheets[2...].joined()))
    #expect(atOnce.facts == straight.facts)
    let again = merge(recorded: straight.facts, incoming: Array(sheets.joined()))
    #expect(again.facts == straight.facts && again.added.isEmpty && again.replaced.isEmpty)
    #expect(again.clashes == straight.clashes)
    let said = Set(
      straight.facts.map { [$0.key.field.description, "\($0.value)", "\($0.key.script)"] })
    for fact in sheets.joined() {
      #expect(said.contains([fact.key.field.description, "\(fact.value)", "\(fact.key.script)"]))
    }
  }

  @Test(arguments: 0..<60)
  func `what holds is one value or a clash, never one of two by chance`(_ seed: Int) throws {
    var draw = Draw(state: UInt64(seed) &* 977)
    let facts = try (0..<4).flatMap { _ in try draw.facts() }
    let outcome = merge(recorded: [], incoming: facts)
    for marking in markings(of: outcome.facts) {
      let mine = facts.filter { $0.key.script == marking.script }
      for criterion in ["problem", "solution"] {
        let said = mine.filter { $0.key.field == .mark(criterion: criterion) }
        let holds = marking.marks[criterion] != nil
        #expect((holds || marking.clashes.contains(criterion)) == !said.isEmpty)
        #expect(!(holds && marking.clashes.contains(criterion)))
        if let value = marking.marks[criterion] {
          #expect(said.contains { $0.value == .marks(value) })
        }
      }
    }
  }
}
