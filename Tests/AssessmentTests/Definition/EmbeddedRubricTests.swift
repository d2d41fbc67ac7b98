import Assessment
import Findings
import Foundation
import Rubrics
import Testing

@Suite struct EmbeddedRubrics {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Rubrics")

  @Test func `the program carries one for each qualification and no other`() {
    #expect(Set(Rubrics.files.map(\.name)) == Set(Qualification.allCases.map(\.code)))
    #expect(Rubrics.files.count == 11)
  }

  @Test(arguments: Qualification.allCases)
  func `the text in the program is that of the file`(_ qualification: Qualification) throws {
    let file = try #require(Rubrics.files.first { $0.name == qualification.code })
    let url = Self.folder.appending(path: "\(qualification.code).yaml")
    #expect(try Array(Data(contentsOf: url)) == Array(file.text.utf8))
  }

  @Test(arguments: Qualification.allCases)
  func `it reads without a finding`(_ qualification: Qualification) throws {
    let file = try #require(Rubrics.files.first { $0.name == qualification.code })
    #expect(readRubric(file.text, name: "\(file.name).yaml").findings.isEmpty)
    let rubric = try Rubric.embedded(qualification)
    #expect(rubric.qualification == qualification)
    #expect(rubric.example)
    #expect(!rubric.source.isEmpty && !rubric.passSource.isEmpty)
    #expect((rubric.borderline == nil) == (qualification == .npqml))
  }

  @Test(arguments: Qualification.allCases)
  func `its statements are areas of that framework`(_ qualification: Qualification) throws {
    for criterion in try Rubric.embedded(qualification).criteria {
      #expect(!criterion.statements.isEmpty, "\(criterion.id)")
      #expect(Set(criterion.statements).isSubset(of: qualification.areas), "\(criterion.id)")
    }
  }

  @Test(arguments: Qualification.allCases.filter { $0.status == .current })
  func `its criteria cover the three heads`(_ qualification: Qualification) throws {
    let rubric = try Rubric.embedded(qualification)
    #expect(Set(rubric.criteria.map(\.head)) == [.problem, .solution, .implementation])
    #expect(rubric.pass == .percent(60))
    #expect(rubric.criteria.contains { $0.mustReach != nil })
  }

  @Test(arguments: Qualification.allCases)
  func `its pass rule comes to these marks and must-pass criteria`(
    _ qualification: Qualification
  ) throws {
    let rubric = try Rubric.embedded(qualification)
    let isLegacy = qualification == .npqml
    #expect(rubric.maximum == (isLegacy ? 12 : 18))
    #expect(rubric.passingTotal == (isLegacy ? 8 : 11))
    #expect((0...18).filter(rubric.isBorderline) == (isLegacy ? [] : [10, 11, 12]))
    let hurdles = rubric.criteria.compactMap { criterion in
      criterion.mustReach.map { "\(criterion.id) \($0)" }
    }
    #expect(hurdles == (isLegacy ? [] : ["evidence 1", "rationale 1", "plan 1"]))
  }

  @Test(arguments: Qualification.allCases.filter { $0.status == .current })
  func `criteria, levels and names that all share are equal in each`(
    _ qualification: Qualification
  ) throws {
    let first = try Rubric.embedded(.npqlt)
    let rubric = try Rubric.embedded(qualification)
    #expect(rubric.criteria.map(\.id) == first.criteria.map(\.id))
    #expect(rubric.criteria.map(\.title) == first.criteria.map(\.title))
    #expect(rubric.criteria.map(\.head) == first.criteria.map(\.head))
    #expect(rubric.criteria.map(\.mustReach) == first.criteria.map(\.mustReach))
    for (criterion, shared) in zip(rubric.criteria, first.criteria) {
      #expect(criterion.levels.map(\.name) == shared.levels.map(\.name))
      #expect(criterion.levels.map(\.marks) == shared.levels.map(\.marks))
      #expect(criterion.levels.first?.descriptor == shared.levels.first?.descriptor)
    }
    #expect(rubric.pass == first.pass && rubric.passSource == first.passSource)
    #expect(rubric.borderline == first.borderline)
    #expect(rubric.version == first.version && rubric.date == first.date)
  }

  @Test func `NPQML gives 0, 1 or 2 marks in each of six content areas`() throws {
    let rubric = try Rubric.embedded(.npqml)
    #expect(rubric.criteria.count == 6)
    #expect(rubric.criteria.flatMap(\.statements) == Qualification.npqml.areas)
    for criterion in rubric.criteria {
      #expect(criterion.head == .contentArea)
      #expect(criterion.levels.map(\.marks) == [0, 1, 2])
    }
  }

  @Test func `no two have the same digest`() throws {
    let digests = try Qualification.allCases.map { try Rubric.embedded($0).digest() }
    #expect(Set(digests).count == 11)
  }

  @Test(arguments: Qualification.allCases)
  func `descriptors of one criterion differ from level to level`(
    _ qualification: Qualification
  ) throws {
    for criterion in try Rubric.embedded(qualification).criteria {
      #expect(Set(criterion.levels.map(\.descriptor)).count == criterion.levels.count)
    }
  }
}
