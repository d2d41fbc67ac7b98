import Assessment
import Findings
import Ledger

/// Draws a sample of each group of scripts, and gives it to readers.
struct SampleDraw {
  let command: SampleCommand
  let step: PlannedStep

  /// One group: the scripts of one qualification in one assessment.
  struct Group {
    let assessment: String
    let qualification: Qualification
    let policy: SamplePolicy
    let purpose: String
    let sample: DrawnSample
  }

  /// What is drawn from, of one script: those of a national series with all their markings would
  /// fill half a gigabyte.
  private struct Candidate: Sendable {
    let assessment: Identifier
    let qualification: Qualification
    let sampled: SampleScript?

    init(_ row: ResultRow) {
      assessment = row.entry.assessment
      qualification = row.entry.qualification
      sampled = row.sampled
    }
  }

  func run() throws {
    let placing = command.placing(.sample, in: step)
    let draw = placing.draw()
    let team = try command.lead.team(in: step.ledger)
    guard let choice = team.value else {
      return try step.refuse("moderate sample", team.findings)
    }
    let (groups, findings) = try groups(of: choice, draw: draw)
    guard !groups.isEmpty else {
      return try step.finish(
        "moderate sample", .done, findings, payload: Payload(draw: draw, samples: []),
        text: "no marked script to draw from, or the assessments ask for no sample")
    }
    let codes = Set(groups.flatMap { $0.sample.scripts.map(\.script.text) })
    let placed = try placing.place(try unread(codes), draw: draw)
    guard placed.value != nil else {
      return try step.finish(
        "moderate sample", .refused, findings + placed.findings,
        payload: Payload(draw: draw, samples: []), text: "nothing was drawn")
    }
    let act = command.series.act("moderate sample")
    let numbers = try groups.map { group in
      try step.ledger.record(
        sample: group.sample, of: group.assessment, group.qualification, by: group.policy,
        purpose: group.purpose, draw: draw, from: choice.ids, act: act)
    }
    let drawn = try step.ledger.samples().filter { numbers.contains($0.number) }
    let answers = try zip(drawn, step.ledger.scripts(of: drawn, at: command.series.clock.now))
      .map { SampleAnswer($0, $1) }
    try step.finish(
      "moderate sample", .done, findings + placed.findings,
      payload: Payload(draw: draw, samples: answers),
      text: answers.map(\.text).joined(separator: "\n\n") + "\nnext: npq distribute --for sample",
      recorded: true)
  }

  struct Payload: Encodable {
    let draw: UInt64
    let samples: [SampleAnswer]
  }

  /// The scripts that nobody reads for a sample yet.
  private func unread(_ codes: Set<String>) throws -> Set<String> {
    let read = try step.ledger.entries(at: command.series.clock.now, with: codes)
      .filter { $0.isMarked(in: .sample) }.map(\.script)
    return codes.subtracting(read)
  }

  private func groups(
    of team: TeamChoice, draw: UInt64
  ) throws -> (groups: [Group], findings: [Finding]) {
    let ledger = step.ledger
    let rows = try ledger.results(at: command.series.clock.now) { [only = command.only] row in
      row.entry.standing == .submitted && only.holds(row.entry.qualification) && team.holds(row)
        ? Candidate(row) : nil
    }
    let earlier = try ledger.samples()
    var groups: [Group] = []
    var findings: [Finding] = []
    for item in try ledger.assessments() {
      let moderation = item.assessment.rules.moderation ?? .earlier
      guard let policy = try command.policy(moderation.sample) else { continue }
      for qualification in item.assessment.qualifications {
        let mine = rows.filter {
          $0.assessment == item.assessment.id && $0.qualification == qualification
        }
        let scripts = mine.compactMap(\.sampled)
        let name = "\(item.assessment.id) \(qualification.code)"
        if scripts.count < mine.count {
          findings.append(
            Finding(
              "sample-incomplete", .warning, name,
              "\(mine.count - scripts.count) of \(mine.count) scripts have no result by their "
                + "marks yet, and were not drawn from",
              remedy: "draw again when all marks are in"))
        }
        guard !scripts.isEmpty else { continue }
        let number = Set(earlier.map(\.purpose)).count { $0.hasPrefix("\(name) sample ") } + 1
        let purpose = "\(name) sample \(number)"
        groups.append(
          Group(
            assessment: item.assessment.id.text, qualification: qualification, policy: policy,
            purpose: purpose,
            sample: drawSample(of: scripts, by: policy, draw: draw, purpose: purpose)))
      }
    }
    return (groups, findings)
  }
}
