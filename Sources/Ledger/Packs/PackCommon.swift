import Assessment

/// What packs have in common, laid out once for all of a run.
struct PackCommon: Sendable {
  /// A mark scheme, as the page holds it and as people read it.
  struct Scheme: Sendable {
    let rubric: PackRubric
    let page: [UInt8]
    let text: [UInt8]

    fileprivate init(_ rubric: Rubric) throws {
      self.rubric = try PackRubric(rubric)
      page = Array(rubricPage(self.rubric).utf8)
      text = Array(rubricText(self.rubric).utf8)
    }
  }

  /// One assessment, with everything that its packs say of it.
  struct Paper: Sendable {
    let inForce: AssessmentInForce
    let shown: PagePack.Paper
    let examples: [PagePack.Example]
    let schemes: [Qualification: Scheme]

    fileprivate init(_ item: AssessmentInForce) throws {
      inForce = item
      shown = PagePack.Paper(item.assessment, caseStudy: item.caseStudy)
      examples = item.exemplars.map { PagePack.Example($0, of: item.assessment.id) }
      schemes = try item.rubrics.mapValues { try Scheme($0) }
    }
  }

  /// By assessment.
  let papers: [String: Paper]

  init(_ assessments: [AssessmentInForce]) throws {
    papers = Dictionary(
      uniqueKeysWithValues: try assessments.map { ($0.assessment.id.text, try Paper($0)) })
  }
}
