package import Documents
package import Foundation
import Markup
import Sealing

/// Everything that an assessor's marking page holds, before it is sealed.
///
/// Its canonical JSON is the same for the same scripts, mark schemes and dates; the digest of it
/// names the pack in the browser's store and in what comes back.
package struct PagePack: Sendable, Encodable {
  /// One paper of the pack.
  package struct Paper: Sendable, Encodable {
    let id: Identifier
    let title: String
    let questions: [String]
    let wordLimit: Int?
    let caseStudy: [PageBlock]

    package init(_ assessment: CaseStudyAssessment, caseStudy: String?) {
      id = assessment.id
      title = assessment.title
      questions = assessment.questions
      wordLimit = assessment.words.limit
      self.caseStudy = layoutMarkdown(caseStudy ?? "").map { PageBlock($0) }
    }
  }

  /// One mark scheme: the rubric itself, with the digest that its marks carry and what the page
  /// shows above it.
  package struct Scheme: Sendable, Encodable {
    let scheme: PackRubric

    enum CodingKeys: String, CodingKey { case digest, facts, notice, maximum, passingTotal }

    package init(_ scheme: PackRubric) { self.scheme = scheme }

    package func encode(to encoder: any Encoder) throws {
      let rubric = scheme.rubric
      try rubric.encode(to: encoder)
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(scheme.digest, forKey: .digest)
      try container.encode(rubric.facts, forKey: .facts)
      if rubric.example { try container.encode(Rubric.exampleNotice, forKey: .notice) }
      try container.encode(rubric.maximum, forKey: .maximum)
      try container.encode(rubric.passingTotal, forKey: .passingTotal)
    }
  }

  /// One script, as it was written.
  package struct Script: Sendable, Encodable {
    package let script: ScriptCode
    package let qualification: Qualification
    let paper: Identifier
    /// Words that count, and words by part.
    package let counted: Int
    let words: [String: Int]
    /// The word limit of this script, where it is not the paper's.
    let wordLimit: Int?
    /// What the assessor is to do with this script, where its person was allowed something.
    package let instruction: String?
    /// What the leads agreed on, for a practice script alone.
    let agreed: LeadMarks?
    package let blocks: [PageBlock]
    /// The script on paper, with its code and page number on every page.
    package var pdf: Data?

    /// Takes a script over, with the word limit marked where it is passed.
    ///
    /// The assessment is the one that stands for this person.
    package init(
      _ script: ScriptCode, _ qualification: Qualification, of assessment: CaseStudyAssessment,
      adjustment: Adjustment = Adjustment(), agreed: LeadMarks? = nil, blocks: [Block]
    ) {
      self.script = script
      self.qualification = qualification
      paper = assessment.id
      wordLimit = adjustment.words
      instruction = adjustment.instruction
      self.agreed = agreed
      let parts = Set(assessment.words.counted.compactMap { DocumentPart(rawValue: $0) })
      let words = blocks.wordCounts
      counted = words.filter { parts.contains($0.key) }.values.reduce(0, +)
      self.words = Dictionary(uniqueKeysWithValues: words.map { ($0.key.rawValue, $0.value) })
      var marked = blocks
      if let limit = assessment.words.limit, counted > limit {
        marked = blocks.marking(limit: limit, counting: parts)
      }
      self.blocks = marked.map { PageBlock($0) }
    }
  }

  /// The marks on which the leads agreed, with why, both by criterion: the page shows them once the
  /// assessor has marked the script.
  package struct LeadMarks: Sendable, Hashable, Codable {
    package let marks: [String: Int]
    package let why: [String: String]

    package init(marks: [String: Int], why: [String: String]) {
      self.marks = marks
      self.why = why
    }
  }

  /// Whose pack it is.
  package struct Owner: Sendable, Encodable {
    let id: Identifier
    let name: String

    package init(id: Identifier, name: String) {
      self.id = id
      self.name = name
    }
  }

  /// One reason for a flag, as a person reads it.
  struct FlagReason: Sendable, Encodable {
    let reason: String
    let meaning: String
  }

  let format = 1
  package var pack: Identifier
  package var revision: Int
  package var series: String
  package var assessor: Owner
  package var contact: String?
  package var due: CivilDate?
  package var deleteBy: CivilDate?
  /// The seed of the key that signs what comes back.
  package var returnSeed: Data?
  /// Whether the page shows total and outcome once every criterion is set.
  package var showsTotal: Bool
  package var papers: [Paper]
  package var schemes: [Scheme]
  package var scripts: [Script]
  /// What the round is called, where its assessor is told.
  package var round: String?
  /// The assessor's packs before this one.
  package var earlier: [String] = []
  /// Everything in them that is no longer to be marked.
  package var withdrawn: [Withdrawn] = []
  /// What was answered since the one before.
  package var answers: [Answer] = []
  package var exemplars: [Example] = []
  /// `marks.xlsx`, for those who would rather mark there.
  package var workbook: Data?
  let flags = ScriptFlag.Reason.allCases.map {
    FlagReason(reason: $0.rawValue, meaning: $0.meaning)
  }

  package init(
    pack: Identifier, revision: Int = 1, series: String, assessor: Owner, contact: String? = nil,
    due: CivilDate? = nil, deleteBy: CivilDate? = nil, returnKey: ReturnKey? = nil,
    showsTotal: Bool = true, papers: [Paper],
    schemes: [Scheme], scripts: [Script]
  ) {
    self.pack = pack
    self.revision = revision
    self.series = series
    self.assessor = assessor
    self.contact = contact
    self.due = due
    self.deleteBy = deleteBy
    returnSeed = returnKey?.seed
    self.showsTotal = showsTotal
    self.papers = papers
    self.schemes = schemes
    self.scripts = scripts
  }

  /// What is sealed: canonical JSON.
  ///
  /// Files are most of it. They are put into the places that the encoder left for them, which it
  /// would else copy several times.
  package func bytes() throws -> Data {
    var bare = self
    var files: [Data] = []
    for index in scripts.indices {
      guard let pdf = scripts[index].pdf else { continue }
      files.append(pdf)
      bare.scripts[index].pdf = Data()
    }
    if let workbook {
      files.append(workbook)
      bare.workbook = Data()
    }
    let json = [UInt8](try canonicalJSON(bare))
    // Keys are sorted, so that the workbook comes behind all scripts.
    let pdfs = json.ends(of: #""pdf":""#), workbooks = json.ends(of: #""workbook":""#)
    let places = pdfs + workbooks
    guard places.count == files.count, places == places.sorted() else {
      return try canonicalJSON(self)
    }
    var whole: [UInt8] = []
    whole.reserveCapacity(json.count + files.map { ($0.count + 2) / 3 * 4 + 1 }.reduce(0, +))
    var done = 0
    for (place, file) in zip(places, files) {
      whole += json[done..<place]
      whole.append(base64: file)
      done = place
    }
    whole += json[done...]
    return Data(whole)
  }
}

extension [UInt8] {
  /// Where a text ends, wherever it stands.
  fileprivate func ends(of text: String) -> [Int] {
    let text = Array(text.utf8)
    var ends: [Int] = []
    while let place = firstIndex(of: text, from: ends.last ?? 0) { ends.append(place + text.count) }
    return ends
  }
}
