import Archive
import Assessment
package import Findings
import Foundation
import GRDB
import Sheets

/// A release that was made.
package struct ReleaseOutcome: Sendable {
  package let number: Int
  package let plan: ReleasePlan
}

extension Ledger {
  /// Releases what is ready in a group, by an officer, on the list of a digest.
  ///
  /// What is held by rule is listed and stays. Nothing goes out where the officer is not named, the
  /// list is not the one that was looked at, or feedback names an assessor.
  package func release(
    _ group: ReleaseGroup, list digest: String, act: Act
  ) throws -> Judged<ReleaseOutcome> {
    let read = template(.result)
    guard let template = read.value else { return Judged(nil, read.findings) }
    let check = try feedbackCheck()
    let series = try name()
    // The plan is shown and its files are written yet.
    defer { letGoOfWork() }
    return try step(act) { database in
      // Rows are only put at the end here; the plan of a whole country needs the room.
      try database.hold(megabytes: 16)
      var plan = try database.releasePlan(group, at: act.time)
      let faults =
        try database.faults(of: plan, list: digest, act) + check.faults(in: plan.ready)
      guard faults.isEmpty else { return Judged(nil, read.findings + faults) }
      let letters = ResultLetters(
        template: template,
        papers: Dictionary(
          uniqueKeysWithValues: try database.assessments().map {
            ($0.assessment.id.text, $0.assessment)
          }), series: series, now: act.time)
      let (number, event) = try database.insert(plan, group, letters, act)
      plan.letGoOfList()
      // With what the letters were made in, on each core.
      giveBackFreedMemory()
      // The entries of the plan: to read them all again would hold them twice.
      let places = Dictionary(
        uniqueKeysWithValues: plan.lines.indices.lazy.map { (plan.lines[$0].entry.id, $0) })
      let missing = try database.writePayloads(
        ofRelease: number, at: act.time, entry: { places[$0].map { plan.lines[$0].entry } }
      ) { event }
      return Judged(
        ReleaseOutcome(number: number, plan: plan), read.findings + missing)
    }
  }
}

extension Database {
  fileprivate func faults(
    of plan: ReleasePlan, list digest: String, _ act: Act
  ) throws -> [Finding] {
    var findings: [Finding] = []
    if !(try officers()).contains(act.actor) {
      findings.append(
        Finding(
          "officer-unknown", .refused, act.actor, "is not named as one who may release results",
          remedy: "say who you are with --as; npq import officers names those who may"))
    }
    let own = plan.list.digest.description
    let given = digest.lowercased()
    if given.utf8.count < 8 || !own.utf8.starts(with: given.utf8) {
      findings.append(
        Finding(
          "list-differs", .refused, given,
          "is not the digest of the list as it stands, \(own.prefix(16))…",
          remedy: "look through the list anew, and give its digest"))
    }
    return findings
  }

  fileprivate func insert(
    _ plan: ReleasePlan, _ group: ReleaseGroup, _ letters: ResultLetters, _ act: Act
  ) throws -> (number: Int, event: Int) {
    let number = try nextNumber(of: "release")
    // Each letter is made twice, for its digest and for its row: all at once they fill a hundred
    // megabytes for a whole country.
    var proofs: [String] = []
    try letters.made(of: plan) { lines, letters in
      proofs += zip(lines, letters).map { line, letter in
        "\(Digest(of: Array(letter.text.utf8)))  \(line.entry.script)\n"
      }
    }
    let count = proofs.count
    let manifest = proofs.sorted().joined()
    proofs = []
    var facts = [
      "release": "\(number)", "list": plan.list.digest.description, "results": "\(count)",
      "held": "\(plan.held.count)", "letters": Digest(of: Array(manifest.utf8)).description,
    ]
    facts["qualification"] = group.qualification
    facts["cohort"] = group.cohort
    facts["partner"] = group.partner
    let event = try append(NewEvent(facts: facts), act)
    try executeRepeated(
      sql: """
        INSERT INTO release (number, officer, list, digest, held, time, event)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        number, act.actor, String(decoding: plan.list.bytes, as: UTF8.self),
        plan.list.digest.description,
        String(decoding: plan.heldTable, as: UTF8.self), act.time.seconds, event,
      ])
    let statement = try cachedStatement(
      sql: """
        INSERT INTO released (release, entry, outcome, rule, total, maximum, pass_at, subject,
          letter, event) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    try letters.made(of: plan) { lines, letters in
      for (line, letter) in zip(lines, letters) {
        let row = line.candidate.row
        let rubric = row.entry.scheme.rubric
        try statement.execute(arguments: [
          number, line.entry.id, row.decision.outcome.rawValue, row.decision.rule.rawValue,
          row.decision.total?.description, rubric.maximum, rubric.passingTotal, letter.subject,
          letter.text, event,
        ])
      }
    }
    return (number, event)
  }
}

extension ReleasePlan {
  /// The bytes of `held.csv`: who is held by rule, and why.
  package var heldTable: [UInt8] {
    writeCSV(
      header: [
        "assessment", "qualification", "participant", "name", "attempt", "rule", "reason",
      ],
      rows: held.flatMap { line, holds in
        holds.map { hold in
          [
            .text(line.entry.assessment), .text(line.entry.qualification.code),
            .text(line.entry.person), .text(line.entry.name), .number(line.entry.attempt),
            .text(hold.rule.rawValue), .text(hold.words),
          ]
        }
      })
  }
}

extension FeedbackCheck {
  /// What may not go out: approved feedback in which an assessor of today's list is named.
  fileprivate func faults(in lines: some Sequence<ReleaseLine>) -> [Finding] {
    lines.compactMap { line in
      guard case .approved(let text) = line.candidate.feedback, namesAssessor(text) else {
        return nil
      }
      return Finding(
        "feedback-names-assessor", .refused, line.entry.script,
        "names an assessor or a marking pack in its feedback",
        remedy: "npq review, take the name out, and approve it anew")
    }
  }
}
