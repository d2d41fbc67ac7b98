package import Assessment
package import Foundation
import GRDB
package import Sealing

/// An assessment with everything that is in force for it, as `init` records it.
package struct AssessmentInForce: Sendable {
  /// The paper, its window and its policy.
  package let assessment: CaseStudyAssessment
  /// The mark scheme of each qualification.
  package let rubrics: [Qualification: Rubric]
  /// The text of the case study, from which names are told apart.
  package let caseStudy: String?
  /// Marked examples for assessors, in Markdown.
  package let exemplars: [Exemplar]

  package init(
    assessment: CaseStudyAssessment, rubrics: [Qualification: Rubric], caseStudy: String?,
    exemplars: [Exemplar] = []
  ) {
    self.assessment = assessment
    self.rubrics = rubrics
    self.caseStudy = caseStudy
    self.exemplars = exemplars
  }
}

/// What a series keeps of its keys, which stand elsewhere.
package struct SeriesKeyNotes: Sendable {
  /// The fingerprint of the key that signs for the series.
  package let fingerprint: String
  /// The folder of the keys where it is not the usual one.
  package let place: String?

  package init(fingerprint: String, place: String?) {
    self.fingerprint = fingerprint
    self.place = place
  }
}

extension Ledger {
  /// The folders of a series, beside its database.
  static let folders = [
    "store", "clean", PreparedScripts.folderName, "held", "packs", "returns", "send", "out",
  ]

  /// Makes the folders of a series that are not there.
  static func makeFolders(in folder: URL) throws {
    for name in folders {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    }
  }

  /// Makes the record of a new series in a folder that is there.
  package static func create(
    in folder: URL, name: Identifier, assessments: [AssessmentInForce], keys: SeriesKeyNotes,
    signing: SigningKey? = nil, act: Act
  ) throws -> Ledger {
    try makeFolders(in: folder)
    let ledger = try Ledger(creatingIn: folder)
    if let signing { ledger.signHeads(with: signing) }
    try ledger.step(act) { database in
      try database.set("origin", to: name.text)
      try database.set("signing-key", to: keys.fingerprint)
      if let place = keys.place { try database.set("keys", to: place) }
      // No identifier holds a colon, so that no assessment has this name.
      var facts = ["key:signing": keys.fingerprint]
      for item in assessments {
        let digest = Digest(of: try canonicalJSON(item.assessment))
        facts[item.assessment.id.text] = digest.description
      }
      let event = try database.append(NewEvent(subject: name.text, facts: facts), act)
      for item in assessments { try database.insert(item, event: event) }
    }
    return ledger
  }

  /// The assessments in force, in the order of their identifiers.
  package func assessments() throws -> [AssessmentInForce] {
    try queue.read { try $0.assessments() }
  }

  /// The name of the series.
  package func name() throws -> String {
    try queue.read { try $0.setting("origin") ?? "" }
  }

  /// What the series keeps of its keys; nil where it was made without.
  package func keyNotes() throws -> SeriesKeyNotes? {
    try queue.read { database in
      let place = try database.setting("keys")
      return try database.setting("signing-key").map {
        SeriesKeyNotes(fingerprint: $0, place: place)
      }
    }
  }
}

extension Database {
  func setting(_ key: String) throws -> String? {
    try String.fetchOne(
      cachedStatement(sql: "SELECT value FROM setting WHERE key = ?"), arguments: [key])
  }

  fileprivate func set(_ key: String, to value: String) throws {
    try executeRepeated(
      sql: "INSERT INTO setting (key, value) VALUES (?, ?)", arguments: [key, value])
  }

  fileprivate func insert(_ item: AssessmentInForce, event: Int) throws {
    let body = String(decoding: try canonicalJSON(item.assessment), as: UTF8.self)
    try executeRepeated(
      sql: """
        INSERT INTO assessment (id, body, case_study, exemplars, event) VALUES (?, ?, ?, ?, ?)
        """,
      arguments: [
        item.assessment.id.text, body, item.caseStudy,
        String(decoding: try canonicalJSON(item.exemplars), as: UTF8.self), event,
      ])
    for (qualification, rubric) in item.rubrics {
      try executeRepeated(
        sql: "INSERT INTO rubric (assessment, qualification, digest, body) VALUES (?, ?, ?, ?)",
        arguments: [
          item.assessment.id.text, qualification.code, try rubric.digest().description,
          String(decoding: try canonicalJSON(rubric), as: UTF8.self),
        ])
    }
  }

  func assessments() throws -> [AssessmentInForce] {
    let decoder = JSONDecoder()
    return try Row.fetchAll(self, sql: "SELECT * FROM assessment ORDER BY id").map { row in
      let body: String = row["body"]
      let assessment = try decoder.decode(CaseStudyAssessment.self, from: Data(body.utf8))
      var rubrics: [Qualification: Rubric] = [:]
      for row in try Row.fetchAll(
        self, sql: "SELECT body FROM rubric WHERE assessment = ?", arguments: [row["id"] as String]
      ) {
        let text: String = row["body"]
        let rubric = try decoder.decode(Rubric.self, from: Data(text.utf8))
        rubrics[rubric.qualification] = rubric
      }
      return AssessmentInForce(
        assessment: assessment, rubrics: rubrics, caseStudy: row["case_study"],
        exemplars: try decoder.decode(
          [Exemplar].self, from: Data((row["exemplars"] as String).utf8)))
    }
  }
}
