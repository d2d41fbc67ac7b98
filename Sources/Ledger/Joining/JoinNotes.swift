import Assessment
import Findings
import GRDB

/// What a person should know of a join though nothing has to be decided: who has more to mark now
/// than they can, and what went to one assessor twice.
struct JoinNotes {
  private let own: Database
  /// The entries whose plan, and those whose result, each copy changed.
  private var planned: [Set<Int>] = [[], []]
  private var released: [Set<Int>] = [[], []]
  private var changed: [Set<Int>] = [[], []]
  private var packed: [Set<Int>] = [[], []]

  /// What a released result rests on.
  private static let behindResults: Set = [
    "allocation", "exception", "fact", "submission", "resolution", "definitive",
  ]

  init(_ own: Database, _ ours: Branch, _ replay: inout Replay) throws {
    self.own = own
    for (side, branch) in [ours, replay.branch].enumerated() {
      try branch.eachChange { change in
        guard change.record != "entry", let number = change.entry,
          let entry = try side == 0 ? number : replay.map.number(of: number, in: "entry")
        else { return }
        switch change.record {
        case "allocation": planned[side].insert(entry)
        case "pack_script": packed[side].insert(entry)
        case "released": released[side].insert(entry)
        default: break
        }
        if Self.behindResults.contains(change.record) { changed[side].insert(entry) }
      }
    }
  }

  func findings(at now: Instant) throws -> [Finding] {
    try overloaded() + twicePacked() + differing(at: now)
  }

  private func overloaded() throws -> [Finding] {
    guard planned.allSatisfy({ !$0.isEmpty }) else { return [] }
    let sql = "SELECT assessor, count(*) AS given FROM allocation GROUP BY assessor"
    let given = Dictionary(
      uniqueKeysWithValues: try Row.fetchAll(own, sql: sql).map {
        ($0["assessor"] as String, $0["given"] as Int)
      })
    return try own.assessors().compactMap { assessor in
      guard let count = given[assessor.id], count > assessor.capacity else { return nil }
      return Finding(
        "join-load", .warning, assessor.id,
        "has \(spoken(count, "marking")) from both copies together, and a limit of "
          + "\(assessor.capacity)",
        remedy: "npq allocate shares out what nobody has begun, and npq distribute tells it")
    }
  }

  private func twicePacked() throws -> [Finding] {
    let both = packed[0].intersection(packed[1])
    var packs: [String: Set<String>] = [:]
    var scripts: [String: Int] = [:]
    for entry in both.sorted() {
      let sql = """
        SELECT pack.assessor, pack.purpose, group_concat(pack.id) AS packs FROM pack_script
        JOIN pack ON pack.id = pack_script.pack WHERE entry = ?
        GROUP BY pack.assessor, pack.purpose, submission HAVING count(*) > 1
        """
      for row in try Row.fetchAll(own, sql: sql, arguments: [entry]) {
        let assessor: String = row["assessor"]
        packs[assessor, default: []]
          .formUnion((row["packs"] as String).split(separator: ",").map(String.init))
        scripts[assessor, default: 0] += 1
      }
    }
    return scripts.sorted { $0.key < $1.key }.map { assessor, count in
      Finding(
        "join-packs", .warning, assessor,
        "has \(spoken(count, "script")) in more than one pack: "
          + packs[assessor, default: []].sorted().joined(separator: ", "),
        remedy: "ask for one return: marks of both are kept, and two that differ are a clash")
    }
  }

  /// A released result is never changed by a join: where it would come out otherwise now, that is
  /// said.
  private func differing(at now: Instant) throws -> [Finding] {
    let behind = released[0].intersection(changed[1])
      .union(released[1].intersection(changed[0]))
    guard !behind.isEmpty else { return [] }
    return try own.releasePlan(ReleaseGroup(), at: now).lines.filter {
      behind.contains($0.entry.id) && $0.differsFromRelease
    }.map { line in
      Finding(
        "join-released", .held, line.entry.script,
        "was released as \(line.entry.release?.outcome.rawValue ?? ""), which holds, and would now "
          + "be \(line.candidate.row.decision.outcome.rawValue): the other copy changed what is "
          + "behind it",
        remedy: "npq reopen, if that is right; npq publish then writes to the participant")
    }
  }
}
