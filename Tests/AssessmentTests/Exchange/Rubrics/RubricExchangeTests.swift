import Findings
import Testing

@testable import Assessment

@Suite struct RubricsOnTheirWay {
  private static let day = CivilDate(daysSince1970: 20_000)

  /// Mark schemes made at random, with what other systems find hard: quotes, markup, lines, blanks
  /// that look like formulas, and words that YAML takes for something else.
  static func made(_ seed: UInt64) -> ExchangedRubric {
    var numbers = MadeNumbers(seed)
    let words = [
      "pupils", "read", "<b>", "&amp;", "\"quoted\"", "it's", "=1+1", "yes", "null", "2026.1", "#",
      "- a", "key: value", "Ünïcode", "漢字", "]]>", "\\n", "%d", "100%", "{x}", "'", "@you", "*",
    ]
    func text(_ count: ClosedRange<Int>) -> String {
      let length = Int.random(in: count, using: &numbers)
      return (0..<length).map { _ in words.randomElement(using: &numbers) ?? "" }
        .joined(separator: " ")
    }
    let levels = Int.random(in: 2...6, using: &numbers)
    let names = (0..<levels).map { "Name \($0) \(text(1...2))".replacing(":", with: "") }
    var rubric = ExchangedRubric(title: "Scheme \(text(1...5))")
    for number in 0..<Int.random(in: 1...8, using: &numbers) {
      var criterion = ExchangedRubric.Criterion(title: "C\(number) \(text(1...6))")
      criterion.id = "c\(number)"
      criterion.head = Rubric.Head.allCases.randomElement(using: &numbers)
      criterion.asks = text(1...30)
      criterion.statements = Set((0..<number).map { "S\($0) words" }).sorted()
      criterion.mustReach = number % 2 == 0 ? 1 : nil
      var marks = number % 3
      for name in names {
        criterion.levels.append(
          ExchangedRubric.Level(marks: marks, name: name, descriptor: "D \(text(1...40))"))
        marks += Int.random(in: 1...5, using: &numbers)
      }
      rubric.criteria.append(criterion)
    }
    rubric.facts = ExchangedRubric.Facts(
      qualification: .npqlt, version: "2026.\(seed)", date: day, source: text(1...20),
      example: seed % 2 == 0)
    rubric.pass = ExchangedRubric.Pass(
      line: seed % 2 == 0 ? .percent(60) : .marks(1), source: text(1...9))
    rubric.borderline = seed % 3 == 0 ? Rubric.Borderline(below: 1, above: 0) : nil
    return rubric
  }

  /// What a format keeps of a mark scheme, apart from which features it holds.
  static func kept(_ rubric: ExchangedRubric, in format: RubricFormat) -> ExchangedRubric {
    var kept = rubric.keeping(format.holds)
    if format == .markus { kept.title = "" }
    for number in kept.criteria.indices {
      kept.criteria[number].title = kept.criteria[number].title.oneLine
      for level in kept.criteria[number].levels.indices where format == .moodleGuide {
        let words = kept.criteria[number].levels[level].descriptor.oneLine
        kept.criteria[number].levels[level].descriptor = words
      }
    }
    return kept
  }

  @Test(arguments: RubricFormat.allCases)
  func `what a format holds comes back as it was`(format: RubricFormat) throws {
    for seed in 0..<60 {
      let rubric = Self.made(UInt64(seed))
      let written = rubric.written(as: format, on: Self.day, name: "made")
      let bytes = try #require(written.value, "\(seed): \(written.findings)")
      let read = readExchangedRubric(bytes, name: "made", as: format)
      #expect(read.value == Self.kept(rubric, in: format), "\(seed): \(read.findings)")
    }
  }

  @Test(arguments: RubricFormat.allCases)
  func `what is lost is named, and stands in the file that it came from`(
    format: RubricFormat
  ) throws {
    for qualification in Qualification.allCases {
      let rubric = try Rubric.embedded(qualification)
      let written = ExchangedRubric(rubric).written(as: format, on: Self.day, name: "scheme")
      let lost = Set(RubricFeature.allCases).subtracting(format.holds)
        .intersection(ExchangedRubric(rubric).features)
      #expect(
        Set(written.findings.map(\.subject)) == Set(lost.map { "scheme \($0.rawValue)" }))
      #expect(written.findings.allSatisfy { $0.code == "rubric-loss" && $0.severity == .warning })
      let bytes = try #require(written.value)
      let read = try #require(readExchangedRubric(bytes, name: "scheme", as: format).value)
      var given = RubricCompletion(source: "a test")
      given.like = rubric
      #expect(read.completed(by: given, name: "scheme").value == rubric)
    }
  }

  @Test(arguments: RubricFormat.allCases)
  func `the same mark scheme gives the same bytes`(format: RubricFormat) throws {
    guard format != .xlsx else { return }
    let rubric = Self.made(5)
    let first = rubric.written(as: format, on: Self.day, name: "made").value
    #expect(first == rubric.written(as: format, on: Self.day, name: "made").value)
  }

  @Test func `between two other systems nothing is lost that both hold`() throws {
    let rubric = Self.kept(Self.made(9), in: .canvas)
    for format in [RubricFormat.moodleRubric, .turnitin, .case] {
      let bytes = try #require(rubric.written(as: format, on: Self.day, name: "made").value)
      #expect(readExchangedRubric(bytes, name: "made", as: format).value == rubric)
    }
  }

  @Test func `what another system does not say is asked for, not guessed`() throws {
    let rubric = Self.kept(Self.made(7), in: .canvas)
    let bare = rubric.completed(by: RubricCompletion(source: "a test"), name: "made")
    #expect(bare.value == nil)
    #expect(Set(bare.findings.map(\.code)) == ["rubric-incomplete"])
    var given = RubricCompletion(source: "a test")
    given.qualification = .npqsl
    given.date = Self.day
    given.pass = .marks(1)
    given.heads = rubric.criteria.map { _ in .problem }
    let whole = try #require(rubric.completed(by: given, name: "made").value)
    #expect(whole.qualification == .npqsl)
    #expect(whole.source == "a test")
    #expect(Set(whole.criteria.map(\.id)).count == rubric.criteria.count)
  }

  @Test func `levels without a name are named by their marks, and that is said`() throws {
    var rubric = Self.made(3)
    rubric.criteria[0].levels[1].name = ""
    let read = rubric.completed(by: RubricCompletion(source: ""), name: "made")
    let marks = rubric.criteria[0].levels[1].marks
    #expect(read.value?.criteria[0].levels[1].name == (marks == 1 ? "1 mark" : "\(marks) marks"))
    #expect(read.findings.filter { $0.code == "rubric-made-up" }.count == 1)
  }
}
