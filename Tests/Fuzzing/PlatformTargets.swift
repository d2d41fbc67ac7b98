import Archive
import Findings
import Foundation

@testable import Assessment
@testable import Documents
@testable import Sealing
@testable import Sheets

/// What comes from other systems: exports, tables and mark schemes.
extension FuzzTarget {
  private static let zone = "Europe/London"

  /// Every file of an export is one person's, or named as nobody's.
  static func exports(_ parted: Parted) {
    let members = parted.parts.map { ExportMember(path: $0.name, bytes: $0.bytes.count) }
    let guess = platform(of: members, numbers: ["12"])
    for platform in Platform.allCases {
      let wanted = membersToRead(platform, members)
      let context = ExportContext(
        name: "export.zip", zone: zone,
        texts: Dictionary(uniqueKeysWithValues: wanted.map { ($0, parted.parts[$0].bytes) }),
        numbers: ["12"], logins: ["ada"])
      let export = readExport(platform, members, context)
      var owners = export.besides
      for file in export.handIns.flatMap(\.files) {
        guard case .member(let number) = file.source else { continue }
        precondition(members.indices.contains(number), "a file that is not there")
        precondition(owners.insert(number).inserted, "a file belongs to two people")
        precondition(!ExportPath(members[number].path).climbs, "a path that climbs is followed")
        _ = typedText(file.kind, parted.parts[number].bytes)
      }
      precondition(
        owners.isDisjoint(with: export.strays(of: members))
          && owners.count + export.strays(of: members).count == members.count, "a file is lost")
      if platform == guess { precondition(platform != .answers, "answers are no export") }
      for member in members {
        _ = feedbackPath(platform, besides: member.path, name: "feedback.txt")
      }
    }
  }

  /// Each row in which something was typed is somebody's.
  static func answers(_ bytes: [UInt8]) {
    _ = platformTable(bytes, name: "a.csv", zone: zone)
    let judged = readAnswers(bytes, name: "a.csv", zone: zone)
    precondition(judged.value != nil || judged.findings.verdict == .refused, "unread, and why not")
    guard let export = judged.value else { return }
    var joined = export
    for handIn in export.handIns {
      precondition(handIn.files.count == 1, "a row is one response")
      joined.join([PlatformListing(person: handIn.person, place: "a.csv line 2", key: handIn.key)])
    }
    precondition(joined.handIns.count == export.handIns.count, "a response is lost")
  }

  static func roster(_ bytes: [UInt8]) {
    var people = PersonIndex()
    if let ada = Identifier("ada") { people.add(ada, knownAs: ["ada@x.example", "1234567"]) }
    let assessments = Identifier("spring").map { [$0: [Qualification.npqlt, .npqsl]] } ?? [:]
    _ = readParticipants(bytes, name: "p.csv", assessments: assessments)
    _ = readAssessors(bytes, name: "a.csv")
    _ = readHandedIn(bytes, name: "h.csv", participants: people, zone: zone)
    _ = readDfEAnswers(bytes, name: "d.csv", participants: people)
    _ = readOfficers(bytes, name: "o.csv")
  }

  static func allocation(_ bytes: [UInt8]) {
    _ = readAllocationScripts(bytes, name: "s.csv")
    _ = readAllocationAssessors(bytes, name: "a.csv")
    _ = readAllocationInterests(bytes, name: "i.csv")
    _ = readAllocationPlan(bytes, name: "p.csv")
    _ = readAllocationByHand(bytes, name: "h.csv")
  }

  /// The first byte chooses the format; what was read can be written, and read again as the same.
  static func scheme(_ bytes: [UInt8]) {
    let formats = RubricFormat.allCases.filter { $0 != .yaml && $0 != .xlsx }
    guard let first = bytes.first, let date = CivilDate(year: 2027, month: 1, day: 1) else {
      return
    }
    let format = formats[Int(first) % formats.count]
    let judged = readExchangedRubric(Array(bytes.dropFirst()), name: "r", as: format)
    guard let rubric = judged.value else {
      precondition(judged.findings.verdict == .refused, "unread, and why not")
      return
    }
    guard let written = rubric.written(as: format, on: date, name: "r").value else { return }
    let again = readExchangedRubric(written, name: "r", as: format)
    precondition(again.value != nil, "what was written is not read: \(again.findings)")
    precondition(
      again.value?.criteria.map { $0.levels.map(\.marks) }
        == rubric.criteria.map { $0.levels.map(\.marks) }, "marks are not what they were")
  }

  /// Text of a page, in no more than a few times its length.
  static func web(_ bytes: [UInt8]) {
    let text = webText(bytes)
    precondition(text.count <= 64 + bytes.count * 24, "a page grows without bound")
    precondition(String(validating: text, as: UTF8.self) != nil, "text that is no text")
    _ = typedText(.attemptNote, bytes)
  }

  /// An opened pack can be marked, whatever stands in it.
  static func pack(_ bytes: [UInt8]) {
    if let text = SealedText.find(in: Data(bytes)) {
      _ = SealedText.isSealed(text)
      _ = openContent(of: text)
    }
    guard let opened = OpenedPack.read(bytes, name: "pack").value else { return }
    for script in opened.scripts {
      guard let rubric = opened.rubric(of: script) else { continue }
      _ = rubric.maximum
      _ = rubric.passingTotal
      let lowest = rubric.criteria.map { ($0.id, $0.levels.first?.marks ?? 0) }
      let result = MarkingResult(
        Dictionary(lowest) { first, _ in first }, by: opened.assessor, rubric: rubric)
      _ = rubric.isBorderline(result?.total ?? 0)
    }
    _ = readMarkSheet(MadePack.sheet, name: "m.csv", pack: opened.contents)
  }

  /// The first bytes choose the limit, which holds.
  static func inflated(_ bytes: [UInt8]) {
    let limit = bytes.first.map { 1 << (Int($0) % 20) } ?? 0
    let output = Archive.inflate(zlib: bytes.dropFirst(), limit: limit)
    precondition(output?.count ?? 0 <= limit, "more than the limit")
  }
}
