import Assessment
import Foundation
import GRDB

/// Fills letters in from what is recorded.
struct LetterFields {
  let ledger: Ledger
  let series: String
  let now: Instant
  let day: CivilDate?

  /// To those whose response waits for them: what is the matter, in a teacher's words.
  func requests(again: Bool, _ template: LetterTemplate) throws -> [OutgoingLetter] {
    let asked = try ledger.lastMessages(.request).entries
    let waiting = try ledger.waitingReceipts()
    return try people { standing in
      guard standing.state == .needsAttention, let held = waiting[standing.entry.id],
        again || held.event > asked[standing.entry.id] ?? 0
      else { return nil }
      let reasons = held.receipt.reasons
      return [
        "receipt": .text(held.receipt.number), "reasons": .list(reasons),
        "again": .flag(held.receipt.facts.waits.contains(where: \.sendAgain)),
      ]
    } letters: {
      template.letter($0)
    }
  }

  /// To those from whom nothing has come.
  func reminders(again: Bool, _ template: LetterTemplate) throws -> [OutgoingLetter] {
    let reminded = try ledger.lastMessages(.reminder).entries
    let windows = Dictionary(
      uniqueKeysWithValues: try ledger.assessments().map {
        ($0.assessment.id.text, $0.assessment.window)
      })
    return try people { standing in
      let entry = standing.entry
      guard standing.state == .expected || standing.state == .notSubmitted,
        again || reminded[entry.id] == nil, let window = windows[entry.assessment]
      else { return nil }
      let closes = entry.extendedUntil ?? window.closesAt
      return [
        "closes": .text(spoken(closes, in: window.zone)), "open": .flag(now <= closes),
        "over": .flag(now > closes),
      ]
    } letters: {
      template.letter($0)
    }
  }

  /// To those whose receipts no longer stand.
  func corrections(
    _ lost: [Int: [String]], _ restored: [Int: [String]], _ template: LetterTemplate
  ) throws -> [OutgoingLetter] {
    try people { standing in
      let lost = lost[standing.entry.id] ?? []
      let restored = restored[standing.entry.id] ?? []
      guard !lost.isEmpty || !restored.isEmpty else { return nil }
      var fields: [String: LetterField] = ["receipts": .list(lost), "restored": .list(restored)]
      if standing.entry.facts.received,
        let counts = try ledger.response(named: standing.entry.script)?.receipt
      {
        fields["counts"] = .text(counts)
      }
      return fields
    } letters: {
      template.letter($0)
    }
  }

  /// To those whose results are looked at again.
  func reopenings(
    _ reopened: [Int: ReleaseRecord], _ template: LetterTemplate
  ) throws -> [OutgoingLetter] {
    try people { standing in
      reopened[standing.entry.id].map {
        ["released": .text(spoken($0.released.civil(in: "Europe/London").day))]
      }
    } letters: {
      template.letter($0)
    }
  }

  /// To assessors who have markings still to do.
  func chasers(again: Bool, _ template: LetterTemplate) throws -> [OutgoingLetter] {
    let contact = try ledger.assessments().compactMap(\.assessment.contact).first
    return try ledger.loads().filter { $0.done < $0.given }.map { load in
      var fields: [String: LetterField] = [
        "name": .text(load.name), "given": .number(load.given), "done": .number(load.done),
        "todo": .number(load.given - load.done), "packs": .list(load.packs),
        "series": .text(series),
      ]
      fields["contact"] = contact.map { .text($0) }
      if let day = day ?? load.due.flatMap({ CivilDate($0) }) {
        fields["by"] = .text(spoken(day))
        fields["over"] = .flag(now.civil(in: "Europe/London").day > day)
      }
      return OutgoingLetter(
        person: load.assessor, email: load.email ?? "", partner: "",
        file: "\(load.assessor).txt", letter: template.letter(fields), assessor: load.assessor)
    }
  }

  /// A letter for each entry that has fields of its own.
  private func people(
    _ own: (Standing) throws -> [String: LetterField]?,
    letters: ([String: LetterField]) -> LetterText
  ) throws -> [OutgoingLetter] {
    let papers = Dictionary(
      uniqueKeysWithValues: try ledger.assessments().map {
        ($0.assessment.id.text, $0.assessment)
      })
    return try ledger.standings(at: now).compactMap { standing in
      guard let own = try own(standing) else { return nil }
      let entry = standing.entry
      var fields: [String: LetterField] = [
        "name": .text(entry.name), "qualification": .text(entry.qualification.code),
        "assessment": .text(papers[entry.assessment]?.title ?? ""), "series": .text(series),
      ]
      fields["contact"] = papers[entry.assessment]?.contact.map { .text($0) }
      fields["by"] = day.map { .text(spoken($0)) }
      let letter = letters(fields.merging(own) { _, own in own })
      return OutgoingLetter(
        person: entry.person, email: entry.details["email"] ?? "",
        partner: entry.details["partner"] ?? "",
        file: "\(entry.person)-\(entry.qualification.code).txt", letter: letter, entry: entry.id)
    }
  }
}

extension Ledger {
  /// The receipt of what waits last for each entry, with the event that received it.
  func waitingReceipts() throws -> [Int: (receipt: Receipt, event: Int)] {
    try queue.read { database in
      let sql = """
        SELECT submission.entry, submission.event, receipt.body FROM submission
        JOIN receipt ON receipt.submission = submission.id
        WHERE submission.standing = 'held' AND submission.entry IS NOT NULL ORDER BY submission.id
        """
      var waiting: [Int: (receipt: Receipt, event: Int)] = [:]
      for row in try Row.fetchAll(database, sql: sql) {
        let body: String = row["body"]
        waiting[row["entry"]] = (
          try JSONDecoder().decode(Receipt.self, from: Data(body.utf8)), row["event"]
        )
      }
      return waiting
    }
  }
}
