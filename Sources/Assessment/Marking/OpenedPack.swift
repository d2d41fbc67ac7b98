package import Findings
package import Foundation

/// A marking pack as its assessor opened it: what the page and the terminal mark by.
package struct OpenedPack: Sendable {
  package let pack: Identifier
  package let revision: Int
  package let series: String
  /// What the round is called, where its assessor is told.
  package let round: String?
  package let assessor: Identifier
  package let name: String
  package let contact: String?
  package let due: String?
  package let deleteBy: String?
  package let showsTotal: Bool
  package let papers: [Paper]
  package let schemes: [Qualification: PackRubric]
  package let scripts: [Script]
  /// What became of scripts in earlier packs.
  package let withdrawn: [PagePack.Withdrawn]
  package let answers: [PagePack.Answer]
  package let exemplars: [Example]
  /// SHA-256 of the pack's bytes.
  package let digest: Digest
  package let key: ReturnKey?

  /// One paper, with its case study as lines of text.
  package struct Paper: Sendable, Decodable {
    package let id: Identifier
    package let title: String
    package let questions: [String]
    package let wordLimit: Int?
    package let caseStudy: [TextBlock]
  }

  /// A response that was marked already.
  package struct Example: Sendable, Decodable {
    package let title: String
    package let blocks: [TextBlock]
  }

  /// One script, as it was written.
  package struct Script: Sendable, Decodable {
    package let script: ScriptCode
    package let qualification: Qualification
    package let paper: Identifier
    package let counted: Int
    /// What the office says of this script alone.
    package let instruction: String?
    /// The word limit, where this script has its own.
    package let wordLimit: Int?
    /// What the leads agreed on, of a practice script.
    package let agreed: PagePack.LeadMarks?
    package let blocks: [TextBlock]
    /// The script on paper.
    package let pdf: Data?
  }

  /// Reads what was sealed; a pack of another kind is refused.
  package static func read(_ bytes: [UInt8], name: String) -> Judged<OpenedPack> {
    do {
      let form = try JSONDecoder().decode(Form.self, from: Data(bytes))
      guard form.format == 1 else { return Judged(nil, [unreadable(name)]) }
      return Judged(OpenedPack(form, Digest(of: bytes)))
    } catch {
      return Judged(nil, [unreadable(name)])
    }
  }

  private static func unreadable(_ name: String) -> Finding {
    Finding(
      "pack-unreadable", .refused, name, "holds no marking pack that this program can read",
      remedy: "open the pack again as it was sent, or ask the office for another")
  }

  /// The pack as far as it says what may come back.
  package var contents: PackContents {
    PackContents(
      pack: pack, assessor: assessor,
      scripts: Dictionary(
        scripts.map { ($0.script, $0.qualification) }, uniquingKeysWith: { first, _ in first }),
      rubrics: schemes, digest: digest, publicKey: key?.publicKey)
  }

  package func rubric(of script: Script) -> Rubric? { schemes[script.qualification]?.rubric }
}

extension OpenedPack {
  private init(_ form: Form, _ digest: Digest) {
    pack = form.pack
    revision = form.revision
    series = form.series
    round = form.round
    assessor = form.assessor.id
    name = form.assessor.name
    contact = form.contact
    due = form.due
    deleteBy = form.deleteBy
    showsTotal = form.showsTotal
    papers = form.papers
    schemes = Dictionary(
      form.schemes.map { ($0.rubric.rubric.qualification, $0.rubric) },
      uniquingKeysWith: { first, _ in first })
    scripts = form.scripts
    withdrawn = form.withdrawn ?? []
    answers = form.answers ?? []
    exemplars = form.exemplars ?? []
    self.digest = digest
    key = form.returnSeed.flatMap { ReturnKey(seed: $0) }
  }

  /// The JSON of a pack.
  private struct Form: Decodable {
    struct Owner: Decodable {
      let id: Identifier
      let name: String
    }

    struct Scheme: Decodable {
      let rubric: PackRubric

      init(from decoder: any Decoder) throws { rubric = try PackRubric(Rubric(from: decoder)) }
    }

    let format: Int
    let pack: Identifier
    let revision: Int
    let series: String
    let round: String?
    let assessor: Owner
    let contact: String?
    let due: String?
    let deleteBy: String?
    let returnSeed: Data?
    let showsTotal: Bool
    let papers: [Paper]
    let schemes: [Scheme]
    let scripts: [Script]
    let withdrawn: [PagePack.Withdrawn]?
    let answers: [PagePack.Answer]?
    let exemplars: [Example]?
  }
}

/// A block of a script or case study as a terminal shows it.
package struct TextBlock: Sendable, Decodable {
  package let kind: String
  package let level: Int?
  package let number: Int?
  package let runs: [Run]?
  package let rows: [[[TextBlock]]]?

  /// A piece of text, or a mark between pieces.
  package struct Run: Sendable, Decodable {
    package let text: String?
    /// Whether the word limit falls here.
    package let limit: Bool?
    package let picture: String?
    package let missing: String?
  }
}
