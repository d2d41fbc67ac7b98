import Archive
import Assessment
import Foundation
import Ledger
import Sheets

/// A whole made-up series on the disk: assessments, rosters, and what people hand in.
struct DemoSeries {
  let folder: URL
  let participants, assessors: Int
  let draw: UInt64

  /// What was written, for the answer.
  struct Counts: Encodable {
    var participants = 0
    var assessors = 0
    var responses = 0
    var missing = 0
    var late = 0
    var resubmitted = 0
    var hostile = 0
  }

  /// Writes everything; the responses five hundred people at a time, on all cores.
  func write(watch: Watch) throws -> Counts {
    watch.tell(0, of: participants)
    for name in ["assessments", "responses"] {
      try FileManager.default.createDirectory(
        at: folder.appending(path: name), withIntermediateDirectories: true)
    }
    for paper in DemoPaper.all {
      try save(Array(paper.yaml.utf8), "assessments/\(paper.id).yaml")
      try save(Array(paper.caseStudy(draw: draw).utf8), "assessments/\(paper.caseStudyName)")
    }
    try save(assessorTable, "assessors.csv")
    try save(Array("name\nHead\n".utf8), "officers.csv")
    var counts = Counts(participants: participants, assessors: assessors)
    var roster: [[CSVCell]] = []
    var received: [[CSVCell]] = []
    for start in stride(from: 0, to: participants, by: 500) {
      let numbers = Array(start..<min(start + 500, participants))
      for made in try onAllCores(
        numbers, { try handIn(DemoPerson($0, draw: draw, schools: schools)) })
      {
        roster.append(made.roster)
        received += made.received
        counts.add(made)
      }
      watch.tell(roster.count, of: participants)
    }
    let columns = [
      "id", "dfe_id", "trn", "email", "name", "qualification", "cohort", "school", "urn", "trust",
      "partner", "delivery_partner_id",
    ]
    try save(writeCSV(header: columns, rows: roster), "participants.csv")
    try save(writeCSV(header: ["file", "participant", "time"], rows: received), "received.csv")
    return counts
  }

  private var schools: Int { max(5, participants / 12) }

  func save(_ bytes: [UInt8], _ name: String) throws {
    try writeWhole(bytes, to: folder.appending(path: name).path, replacing: false, mode: 0o644)
  }
}

extension DemoSeries {
  /// The rows of one person, and what became of their response.
  struct HandedIn {
    let roster: [CSVCell]
    var received: [[CSVCell]] = []
    let fate: DemoPerson.Fate
  }

  private func handIn(_ person: DemoPerson) throws -> HandedIn {
    var made = HandedIn(
      roster: [
        person.id, person.dfeId, person.trn, person.email, person.name, person.qualification.code,
        "2026", person.school.name, person.school.urn, person.school.trust, person.school.partner,
        person.school.partnerId,
      ].map { .text($0) },
      fate: person.fate)
    guard person.fate != .missing else { return made }
    let target = folder.appending(path: "responses")
    // Who replaces a response does so half an hour later.
    for attempt in 0...(person.fate == .resubmitted ? 1 : 0) {
      let response = DemoResponse(person, draw: draw, attempt: attempt)
      if person.fate == .hostile {
        try response.writeHostile(into: target)
      } else {
        try response.write(into: target)
      }
      let came = Instant(seconds: Self.opens.seconds + person.came + Int64(attempt * 1_800))
      made.received.append([.text(response.name), .text(person.id), .text("\(came)")])
    }
    return made
  }

  /// The minute in which the window opens.
  private static let opens = Instant(seconds: 1_804_464_060)

  /// Half of the assessors mark every qualification, the others one group; a sixth work at a school.
  private var assessorTable: [UInt8] {
    let rows = (0..<assessors).map { number -> [CSVCell] in
      let person = DemoPerson(number, draw: draw ^ 0xA55E_5504, schools: schools)
      let works = number % 6 == 0
      let isForAll = number % 2 == 1 || assessors < 12
      let marks = (isForAll ? DemoPaper.all : [DemoPaper.all[number / 2 % 2]]).flatMap(
        \.qualifications)
      let id = "a\(padded(number + 1, 4))"
      return [
        .text(id), .text(person.name), .text("\(id)@example.net"),
        .text(marks.map(\.code).joined(separator: ";")),
        .number(max(4, participants * 3 / max(1, assessors) + 4)),
        .text(works ? person.school.name : ""), .text(works ? person.school.urn : ""),
        .text(works ? person.school.trust : ""),
      ]
    }
    return writeCSV(
      header: ["id", "name", "email", "qualifications", "capacity", "school", "urn", "trust"],
      rows: rows)
  }
}

extension DemoSeries.Counts {
  fileprivate mutating func add(_ made: DemoSeries.HandedIn) {
    responses += made.received.count
    switch made.fate {
    case .missing: missing += 1
    case .late: late += 1
    case .resubmitted: resubmitted += 1
    case .hostile: hostile += 1
    case .ordinary, .overLimit, .named: break
    }
  }
}
