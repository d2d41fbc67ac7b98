/// How many rows of one kind were added, changed or removed.
package struct ChangeCount: Sendable, Hashable, Codable {
  /// What a row is: the table of the record.
  package let record: String
  /// `added`, `changed` or `removed`.
  package let kind: String
  package let count: Int

  /// Counts each row once, however often it changed.
  struct Tally {
    private var rows: [String: [Change.Kind: Set<String>]] = [:]

    mutating func add(_ change: Change) {
      rows[change.record, default: [:]][change.kind, default: []].insert(change.key)
    }

    var counts: [ChangeCount] {
      rows.flatMap { record, kinds in
        kinds.map { ChangeCount(record: record, kind: $0.rawValue, count: $1.count) }
      }.sorted { ($0.record, $0.kind) < ($1.record, $1.kind) }
    }
  }

  static func count(_ changes: [Change]) -> [ChangeCount] {
    var tally = Tally()
    for change in changes { tally.add(change) }
    return tally.counts
  }

  /// The rows in words: `1 response`, `3 marks or comments`.
  package var words: String {
    let (one, many) = Self.nouns[record] ?? (record, record + "s")
    return "\(count) \(count == 1 ? one : many)"
  }

  private static let nouns = [
    "agreement": ("rule that fired", "rules that fired"),
    "allocation": ("marking", "markings"), "approval": ("decision of a lead", "decisions of leads"),
    "carried": ("entry taken over", "entries taken over"),
    "carried_away": ("entry carried away", "entries carried away"),
    "common_script": ("script that many mark", "scripts that many mark"),
    "copy": ("clean copy", "clean copies"),
    "departure": ("leaving or return", "leavings and returns"),
    "definitive": ("definitive script", "definitive scripts"),
    "definitive_mark": ("definitive mark", "definitive marks"),
    "dfe_payload": ("payload for the DfE", "payloads for the DfE"),
    "released": ("released result", "released results"),
    "dfe_answer": ("answer of the DfE", "answers of the DfE"),
    "earlier_attempt": ("earlier attempt", "earlier attempts"),
    "earlier_marker": ("earlier assessor", "earlier assessors"),
    "entry": ("entry", "entries"), "exception": ("exception", "exceptions"),
    "feedback": ("approved feedback", "approved feedbacks"),
    "join_clash": ("clash of a join", "clashes of a join"),
    "join_settlement": ("clash settled", "clashes settled"),
    "fact": ("mark or comment", "marks or comments"),
    "message": ("letter", "letters"), "pack_key": ("key of a pack", "keys of packs"),
    "query": ("query", "queries"), "query_act": ("act on a query", "acts on queries"),
    "pack_script": ("script in a pack", "scripts in packs"),
    "resolution": ("decision of a person", "decisions of people"),
    "sample_assessor": ("assessor of a sample", "assessors of samples"),
    "sample_outcome": ("outcome of a sample", "outcomes of samples"),
    "sample_script": ("script in a sample", "scripts in samples"),
    "returned": ("returned sheet", "returned sheets"), "submission": ("response", "responses"),
  ]
}
