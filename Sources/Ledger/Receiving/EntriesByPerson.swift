/// The entries of a series, found by their people: in no more room than the entries take, since a
/// whole country has many.
struct EntriesByPerson: Sendable {
  /// In the order of the people's identifiers.
  private(set) var all: [EntryRecord]

  /// Takes entries as the record gives them, in the order of identifiers.
  init(inOrder entries: [EntryRecord]) { all = entries }

  /// The entries of one person.
  func of(_ person: String) -> ArraySlice<EntryRecord> {
    let start = first { !Self.precedes($0.person, person) }
    return all[start...].prefix { $0.person == person }
  }

  /// Puts an entry in the place of the one that it was.
  mutating func replace(_ entry: EntryRecord) {
    let own = of(entry.person)
    guard let place = own.firstIndex(where: { $0.id == entry.id }) else { return }
    all[place] = entry
  }

  /// The first place from which on something is so, of what is so from some place on.
  private func first(where isSo: (EntryRecord) -> Bool) -> Int {
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if isSo(all[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// As the record compares them: byte by byte.
  private static func precedes(_ left: String, _ right: String) -> Bool {
    left.utf8.lexicographicallyPrecedes(right.utf8)
  }
}
