import Assessment
import Findings
import Foundation
import GRDB

/// Holds responses that two copies took in apart against the rules that one copy would have kept:
/// the same again is nothing, a late one does not take the place of one on time, and one that came
/// when marking had begun waits for a person.
struct JoinResponses {
  let own: Database
  /// What each copy took in and gave out, with the numbers of this record.
  let mine, other: Side

  struct Side {
    /// The responses that came in.
    var submissions: Set<Int> = []
    /// The entries of which packs went out.
    var packed: Set<Int> = []
  }

  private struct Response {
    let id, entry: Int
    let person, script, original, name, findings, digest: String
    let received: Int64
    let isLate: Bool

    init(_ row: Row) {
      id = row["id"]
      entry = row["entry"]
      person = row["person"]
      script = row["script"]
      original = row["original"]
      name = row["name"]
      findings = row["findings"]
      digest = row["digest"]
      received = row["received"]
      isLate = row["late_seconds"] > 0
    }
  }

  init(_ own: Database, _ ours: Branch, _ replay: inout Replay) throws {
    self.own = own
    var sides = [Side(), Side()]
    for (index, branch) in [ours, replay.branch].enumerated() {
      try branch.eachChange(of: ["submission", "pack_script"]) { change in
        guard change.kind == .added, let row = try change.row() else { return }
        let table = change.record == "submission" ? "submission" : "entry"
        guard case .number(let number)? = row[table == "submission" ? "id" : "entry"] else {
          return
        }
        let here = try index == 0 ? number : replay.map.number(of: number, in: table)
        guard let here else { return }
        if table == "submission" {
          sides[index].submissions.insert(here)
        } else {
          sides[index].packed.insert(here)
        }
      }
    }
    mine = sides[0]
    other = sides[1]
  }

  /// Settles what is there twice, holds what has to wait, and names what is held.
  func settle() throws -> [Finding] {
    let apart = try accepted().filter {
      mine.submissions.contains($0.id) || other.submissions.contains($0.id)
    }
    var findings: [Finding] = []
    var gone: Set<Int> = []
    for (_, all) in Dictionary(grouping: apart, by: \.entry).sorted(by: { $0.key < $1.key }) {
      for response in twice(all) {
        gone.insert(response.id)
        try own.executeRepeated(
          sql: "UPDATE submission SET standing = 'settled' WHERE id = ?", arguments: [response.id])
      }
    }
    let left = apart.filter { !gone.contains($0.id) }
    let files = Dictionary(grouping: left, by: \.original)
    let onTime = Set(try accepted().filter { !$0.isLate }.map(\.entry))
    for response in left {
      let isMine = mine.submissions.contains(response.id)
      let began = (isMine ? other : mine).packed.contains(response.entry)
      if began, try stays(of: response.entry, left) != response.id {
        findings.append(try hold(response, Self.begun(response.name), response.script))
      } else if response.isLate, onTime.contains(response.entry) {
        findings.append(try hold(response, Self.late(response.name), response.script))
      } else if let first = files[response.original]?.first(where: {
        isAnothers($0, than: response)
      }),
        (first.received, first.digest) < (response.received, response.digest)
      {
        findings.append(try hold(response, Self.same(response.name), response.script))
      }
    }
    return findings
  }

  /// Which response of an entry goes on being marked, where both copies gave out one of their own:
  /// that of the assessors in the plan that holds, else the first.
  private func stays(of entry: Int, _ left: [Response]) throws -> Int? {
    guard mine.packed.contains(entry), other.packed.contains(entry) else { return nil }
    let given = try Set(
      Int.fetchAll(
        own,
        sql: """
          SELECT pack_script.submission FROM pack_script JOIN pack ON pack.id = pack_script.pack
          JOIN allocation ON allocation.entry = pack_script.entry
            AND allocation.assessor = pack.assessor
          WHERE pack_script.entry = ?
          """, arguments: [entry]))
    let own = left.filter { $0.entry == entry }
    return (own.first { given.contains($0.id) } ?? own.first)?.id
  }

  private func accepted() throws -> [Response] {
    try Row.fetchAll(
      own,
      sql: """
        SELECT submission.*, entry.person, entry.script, event.digest FROM submission
        JOIN entry ON entry.id = submission.entry JOIN event ON event.number = submission.event
        WHERE standing = 'accepted' ORDER BY received, event.digest
        """
    ).map(Response.init)
  }

  /// Of the same file, received in both copies, all but the one that counts: the one that is with
  /// assessors, else the first.
  private func twice(_ all: [Response]) -> [Response] {
    Dictionary(grouping: all, by: \.original).values.flatMap { same -> [Response] in
      guard Set(same.map { mine.submissions.contains($0.id) }).count == 2 else { return [] }
      let kept = same.first {
        (mine.submissions.contains($0.id) ? mine : other).packed.contains($0.entry)
      }
      let stays = kept ?? same[0]
      return same.filter { $0.id != stays.id }
    }
  }

  private func isAnothers(_ left: Response, than right: Response) -> Bool {
    left.person != right.person
      && mine.submissions.contains(left.id) != mine.submissions.contains(right.id)
  }

  private func hold(
    _ response: Response, _ finding: Finding, _ script: String
  ) throws -> Finding {
    let known = try JSONDecoder().decode([Finding].self, from: Data(response.findings.utf8))
    try own.executeRepeated(
      sql: "UPDATE submission SET standing = 'held', findings = ? WHERE id = ?",
      arguments: [
        String(decoding: try canonicalJSON(known + [finding]), as: UTF8.self), response.id,
      ])
    // The name of a file may name its writer: outside the record the script's code stands for it.
    return Finding(
      finding.code, finding.severity, script, finding.message, remedy: finding.remedy)
  }

  private static func begun(_ name: String) -> Finding {
    Finding(
      "marking-has-begun", .held, name, "came when marking had begun in the other copy",
      remedy: "decide which one counts; the script that is with assessors stays as it is")
  }

  private static func late(_ name: String) -> Finding {
    Finding(
      "late-replacement", .held, name,
      "came late, and a response handed in on time is there already",
      remedy: "the one on time counts unless a person decides otherwise")
  }

  private static func same(_ name: String) -> Finding {
    Finding(
      "same-file-two-people", .held, name, "is byte for byte what another participant handed in",
      remedy: "find out whose it is before either is marked")
  }
}
