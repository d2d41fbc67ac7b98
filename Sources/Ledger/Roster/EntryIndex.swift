import Assessment
import GRDB

/// All entries as they stand at a moment, by their numbers: each is held once, which a dictionary of
/// a whole country's would hold in twice the room.
struct EntryIndex {
  private let entries: [EntryRecord]
  private let places: [Int: Int]

  init(_ entries: [EntryRecord]) {
    self.entries = entries
    places = Dictionary(
      uniqueKeysWithValues: entries.indices.lazy.map { (entries[$0].id, $0) })
  }

  subscript(id: Int) -> EntryRecord? { places[id].map { entries[$0] } }
}

extension Database {
  func entryIndex(at now: Instant) throws -> EntryIndex { EntryIndex(try entries(at: now)) }
}
