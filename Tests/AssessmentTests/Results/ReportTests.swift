import Testing

@testable import Assessment

@Suite struct ReportTests {
  /// A made series under the mark scheme of NPQLT: six criteria of 0 to 3, 11 of 18 to pass.
  static func source(
    _ scripts: [[(assessor: Int, marks: [Int])]], outcomes: [Decision.Outcome] = [],
    names: [String] = ["Ada Byron", "Ben Cole", "Cy Dow", "Di Early"]
  ) throws -> ReportSource {
    let rubric = try Rubric.embedded(.npqlt)
    let made = scripts.enumerated().map { number, markings in
      let totals = markings.map { $0.marks.reduce(0, +) }
      let average = Double(totals.reduce(0, +)) / Double(max(totals.count, 1))
      let outcome = number < outcomes.count ? outcomes[number] : average >= 11 ? .passed : .pending
      return ReportSource.Script(
        code: "SCODE\(number)", qualification: .npqlt, rubric: 0,
        markings: markings.map { .init(assessor: $0.assessor, marks: $0.marks, came: nil) },
        outcome: outcome, average: average, counted: totals.count)
    }
    return ReportSource(
      series: "spring", at: Instant(seconds: 1_800_000_000), zone: "Europe/London",
      assessors: names.enumerated().map { .init(id: "as-\($0.offset)", name: $0.element) },
      rubrics: [rubric], scripts: made,
      entries: Dictionary(made.map { ($0.outcome, 1) }, uniquingKeysWith: +), asked: [])
  }

  /// Marks in six criteria that come to a total.
  static func marks(_ total: Int) -> [Int] {
    (0..<6).map { place in min(3, max(0, total / 6 + (place < total % 6 ? 1 : 0))) }
  }

  /// So many scripts, each marked by two of four; the first assessor takes off `severity` marks.
  static func pairs(_ count: Int, severity: Int = 0) throws -> ReportSource {
    let wobble = [0, 1, -1, 0, 2, -1, 1, 0, -2, 1, 0]
    return try source(
      (0..<count).map { number in
        let level = 6 + (number * 7) % 8
        return [number % 4, (number + 1 + number / 4 % 3) % 4].enumerated().map { place, assessor in
          let total = level + wobble[(number * 2 + place * 5) % 11] - (assessor == 0 ? severity : 0)
          return (assessor, marks(max(0, min(18, total))))
        }
      })
  }

  @Test func `with three scripts marked twice it counts and says no more`() throws {
    let report = SeriesReport(try Self.pairs(3), settings: ReportSettings())
    let sentences = report.sentences
    #expect(sentences.count == 5)
    #expect(sentences[0].hasPrefix("Of 3 scripts with two markings "))
    #expect(sentences[1].hasPrefix("On "))
    #expect(sentences[2].hasPrefix("Whom to look at cannot be said"))
    #expect(sentences[3].hasPrefix("Which criterion is read in two ways cannot be said"))
    #expect(sentences[4].hasPrefix("How many results could change cannot be said"))
    #expect(sentences.filter { $0.contains("%") }.isEmpty)
  }

  @Test func `without a second marking every sentence says why it cannot be said`() throws {
    let report = SeriesReport(
      try Self.source([[(0, Self.marks(12))], [(1, Self.marks(9))]]), settings: ReportSettings())
    #expect(report.sentences.allSatisfy { $0.contains("cannot be said") })
    #expect(report.html().contains("<svg"))
  }

  @Test func `a series without any script has a report`() throws {
    let source = try Self.source([])
    #expect(SeriesReport(source, settings: ReportSettings()).sentences.count == 5)
    #expect(!ExaminerReport(source, settings: ReportSettings()).html().contains("<table"))
  }

  @Test func `a severe assessor is named with how many marks`() throws {
    let report = SeriesReport(try Self.pairs(120, severity: 4), settings: ReportSettings())
    let sentence = report.sentences[2]
    #expect(sentence.hasPrefix("Look at Ada Byron (as-0): "), "\(sentence)")
    #expect(sentence.contains("marks fewer than others give to the same script"))
    let severity = try #require(report.numbers.first?.severities.first)
    #expect(severity.assessor == "as-0" && severity.standsOut)
    #expect(report.groups[0].severities.first?.assessor == 0)
  }

  @Test func `where assessors are alike nobody is named`() throws {
    let report = SeriesReport(try Self.pairs(120), settings: ReportSettings())
    #expect(report.sentences[2].hasPrefix("Nobody stands out"), "\(report.sentences[2])")
    #expect(report.sentences[0].contains("by 120 scripts marked twice"))
    #expect(report.sentences[4].hasPrefix("If all were marked again"), "\(report.sentences[4])")
  }

  @Test func `a criterion that half of the assessors read more strictly is found`() throws {
    let source = try Self.source(
      (0..<90).map { number in
        [number % 4, (number + 1) % 4].map { assessor in
          var marks = [2, 2, 2, 1 + number % 2, 2, 1 + (number + assessor) % 2]
          marks[2] = assessor < 2 ? 1 : 3
          marks[0] = (number * 3 + assessor * 5) % 7 < 3 ? 1 : 2
          return (assessor, marks)
        }
      })
    let report = SeriesReport(source, settings: ReportSettings())
    #expect(report.sentences[3].contains("is read in two ways"), "\(report.sentences[3])")
    #expect(report.sentences[3].contains("\u{2018}\(report.groups[0].group.titles[2])\u{2019}"))
    let html = report.html()
    #expect(html.contains("<td>Ada Byron (as-0) and Ben Cole (as-1)</td>"))
  }

  @Test func `the pages load nothing, and names in them are no markup`() throws {
    var source = try Self.pairs(40, severity: 4)
    source.assessors[0] = .init(id: "as-0", name: "</script><b>Ada</b>&\"'")
    let settings = ReportSettings()
    for html in [
      SeriesReport(source, settings: settings).html(),
      ExaminerReport(source, settings: settings).html(),
    ] {
      #expect(!html.contains("<b>Ada"))
      #expect(html.contains("default-src 'none'"))
      #expect(
        !html.contains("http:") && !html.contains("https:") && !html.contains(" style=")
          && !html.contains("src=\""))
      #expect(!html.contains("nan") && !html.contains("inf\""))
    }
  }

  @Test func `the same source gives the same page`() throws {
    let pages = try (0..<2).map { _ in
      SeriesReport(try Self.pairs(60, severity: 1), settings: ReportSettings(draw: 7)).html()
    }
    #expect(pages[0] == pages[1])
  }

  @Test func `the examiner's report names no assessor and no script`() throws {
    let source = try Self.pairs(80, severity: 1)
    let html = ExaminerReport(source, settings: ReportSettings()).html()
    for assessor in source.assessors {
      #expect(!html.contains(assessor.id) && !html.contains(assessor.name))
    }
    #expect(!html.contains("SCODE"))
  }

  @Test func `few who did not meet the standard are counted for nobody outside`() throws {
    let scripts = (0..<30).map { [(assessor: $0 % 4, marks: Self.marks($0 < 3 ? 8 : 13))] }
    let outcomes = (0..<30).map { $0 < 3 ? Decision.Outcome.didNotMeetStandard : .passed }
    let report = ExaminerReport(
      try Self.source(scripts, outcomes: outcomes), settings: ReportSettings())
    #expect(report.sentences[0].contains("is not given"))
    let html = report.html()
    #expect(!html.contains(">27<") && !html.contains(">3<"))
  }

  /// A scale by its own rule: a must-pass criterion not reached fails whatever the total.
  @Test func `a scale passes by total and must-pass criteria`() throws {
    let scale = ReportScale(try Rubric.embedded(.npqlt))
    #expect(scale.passes([2, 2, 2, 2, 2, 1]))
    #expect(!scale.passes([2, 2, 2, 2, 1, 1]))
    #expect(!scale.passes([0, 3, 3, 3, 3, 3]))
  }

  @Test(arguments: [
    ([[30, 3], [40, 12]], true, [[nil, nil], [nil, nil]]),
    ([[30, 8], [40, 12]], true, [[30, 8], [40, 12]]),
    ([[30, 3]], false, [[nil, nil]]),
    ([[30, 2, 3, 9]], false, [[30, nil, nil, 9]]),
    ([[30, 1, 2, 9]], false, [[30, nil, nil, nil]]),
    ([[0, 12, 20]], false, [[0, 12, 20]]),
    ([[4, 12, 20], [9, 9, 9], [8, 7, 6]], true, [[nil, nil, 20], [9, 9, 9], [nil, nil, 6]]),
  ])
  func `small cells hide, and others from which they follow`(
    rows: [[Int]], columns: Bool, shown: [[Int?]]
  ) {
    #expect(withoutSmallCells(rows, least: 5, columnTotalsShown: columns) == shown)
  }

  @Test func `totals with few people are put together with their neighbours`() {
    let joined = joinedSmall([0, 1, 2, 3, 0, 9, 1, 0, 2], least: 5)
    #expect(joined.map(\.values) == [0...3, 4...8])
    #expect(joined.map(\.count) == [6, 12])
  }
}
