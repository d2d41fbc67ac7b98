import Assessment
import Findings
import Foundation
import Testing

private let samples = URL(filePath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appending(path: "Samples")

private func bytes(_ path: String) throws -> [UInt8] {
  Array(try Data(contentsOf: samples.appending(path: path)))
}

@Suite struct SampleRosters {
  @Test func `the rosters of the sample series are read without a fault`() throws {
    var assessments: [Identifier: [Qualification]] = [:]
    for name in ["leadership", "specialist"] {
      let file = "series/assessments/\(name).yaml"
      let text = String(decoding: try bytes(file), as: UTF8.self)
      let assessment = try #require(readAssessment(text, name: file).value)
      assessments[assessment.id] = assessment.qualifications
    }
    let participants = readParticipants(
      try bytes("series/participants.csv"), name: "participants.csv", assessments: assessments)
    let people = try #require(participants.value)
    let assessors = readAssessors(try bytes("series/assessors.csv"), name: "assessors.csv")
    let markers = try #require(assessors.value)
    let interests = readInterests(
      try bytes("series/interests.csv"), name: "interests.csv",
      participants: PersonIndex(people.rows), assessors: PersonIndex(markers.rows))
    #expect(participants.findings.isEmpty && people.rows.count > 10)
    #expect(assessors.findings.isEmpty && markers.rows.count > 3)
    #expect(interests.findings.isEmpty && interests.value?.rows.count == 3)
    let index = PersonIndex(people.rows)
    for row in people.rows {
      for known in [row.email, row.trn, row.lmsID?.text].compactMap(\.self) {
        #expect(index.find(known) == .one(row.id))
      }
    }
    let extensions = readExtensions(
      try bytes("stories/late/extensions.csv"), name: "extensions.csv", participants: index,
      assessments: Array(assessments.keys))
    #expect(extensions.findings.map(\.message) == [] && extensions.value?.rows.isEmpty == false)
  }
}

extension PersonIndex {
  /// The people of a participants' roster.
  fileprivate init(_ rows: [ParticipantRow]) {
    self.init()
    for row in rows {
      add(
        row.id,
        knownAs: [row.dfeID?.text, row.trn, row.email, row.lmsID?.text, row.lmsLogin?.text])
    }
  }

  /// The people of an assessors' roster.
  fileprivate init(_ rows: [AssessorRow]) {
    self.init()
    for row in rows { add(row.id, knownAs: [row.email]) }
  }
}
