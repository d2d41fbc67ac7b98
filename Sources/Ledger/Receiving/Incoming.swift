import Archive
package import Assessment
import Findings
import Foundation
import Sealing

/// One thing to be received: a package, or the documents of one person.
package struct Incoming: Sendable {
  /// Where the files lie, with the names that people know them by.
  package var files: [(path: String, name: String)]
  /// Whose it is, where a list or the office says so.
  package var person: String?
  /// The assessment or qualification, where a list says so.
  package var assessment: String?
  /// The time of record; nil for the office's own clock.
  package var received: Instant?
  /// What the export of a platform says of it; nil for what came otherwise.
  package var origin: PlatformOrigin?
  /// Where what came in lies, where the files were made of it.
  package var cameAs: [String]?
  /// The response whose place it takes by the office's decision.
  package var replaces: Replacement?

  package init(
    files: [(path: String, name: String)], person: String? = nil, assessment: String? = nil,
    received: Instant? = nil
  ) {
    self.files = files
    self.person = person
    self.assessment = assessment
    self.received = received
  }

  /// Whether it was sealed for the office with age.
  package var isSealed: Bool { files.count == 1 && files[0].name.lowercased().hasSuffix(".age") }

  /// Whether it is a package; documents that are ZIPs inside have endings of their own.
  package var isArchive: Bool { files.count == 1 && files[0].name.lowercased().hasSuffix(".zip") }

  /// The names together, as one subject.
  var name: String { files.map(\.name).joined(separator: ", ") }
}

/// Everything that judging an arrival depends on, as it stood when receiving began.
struct ReceiveContext: Sendable {
  var entries: EntriesByPerson
  let people: PersonIndex
  let inForce: [String: AssessmentInForce]
  let store: Store
  let clean: Store
  /// Where what was saved of damaged packages is kept.
  let held: URL
  /// A private folder for files on their way.
  let staging: URL
  let act: Act
  /// Opens what was sealed for the office.
  let office: AgeIdentity?
  /// Whether whole files are to be saved from damaged packages.
  let isSalvaging: Bool
  /// The words of each paper, by assessment.
  let papers: [String: PaperWords]
  /// What a person decided about words in the responses of an entry.
  let decisions: [Int: [String: NameDecision]]
  /// What one package may ask of this machine.
  let limits: ArchiveLimits

  /// The person in the roster whom an identifier names; nil where that is nobody, or several.
  func person(_ text: String) -> Identifier? {
    guard case .one(let id) = people.find(text) else { return nil }
    return id
  }

  /// The assessment of an entry, with what its person is allowed beyond the rules for all.
  func inForce(for entry: EntryRecord) -> AssessmentInForce? {
    inForce[entry.assessment].map { item in
      AssessmentInForce(
        assessment: item.assessment.adjusted(by: entry.adjustment), rubrics: item.rubrics,
        caseStudy: item.caseStudy)
    }
  }

  /// The entry of a person that something can be for; one in the wanted assessment, or the only
  /// one.
  func entry(of person: String, assessment: String?, subject: String) -> Judged<EntryRecord> {
    let known = self.person(person)
    let all = known.map { entries.of($0.text) } ?? []
    guard let id = known, !all.isEmpty else {
      return Judged(
        nil,
        [
          Finding(
            "unknown-person", .held, subject,
            "comes from \(person.escaped), who is not in the roster",
            remedy: "import the person, or say whose it is with --on-behalf")
        ])
    }
    let wanted = all.filter { entry in
      guard let assessment else { return true }
      return entry.assessment == assessment
        || Qualification(named: assessment) == entry.qualification
    }
    if wanted.count == 1 { return Judged(wanted.first) }
    let message =
      wanted.isEmpty
      ? "is for \((assessment ?? "").escaped), in which \(id) has no entry"
      : "may be for any of \(wanted.count) entries of \(id)"
    return Judged(
      nil,
      [
        Finding(
          wanted.isEmpty ? "other-assessment" : "several-entries", .held, subject, message,
          remedy: "say which in the list's column \"assessment\"")
      ])
  }
}
