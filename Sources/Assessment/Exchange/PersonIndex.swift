import Sheets

/// Finds a person by any identifier that the roster holds.
package struct PersonIndex: Sendable {
  /// What a text came to.
  package enum Match: Sendable, Hashable {
    case one(Identifier)
    case none
    /// Several people; in the order of their ids.
    case several([Identifier])
  }

  private var exact: Set<Identifier> = []
  private var others: [String: Identifier] = [:]
  /// What is another identifier of more than one, which little is: most have a set of one otherwise.
  private var shared: [String: Set<Identifier>] = [:]

  package init() {}

  /// Adds a person with what else they are known by: DfE id, TRN, e-mail, platform id and login.
  package mutating func add(_ id: Identifier, knownAs identifiers: [String?] = []) {
    exact.insert(id)
    for text in identifiers.compactMap(\.self) + [id.text] {
      let key = Self.key(text)
      guard let known = others[key] else {
        others[key] = id
        continue
      }
      if known != id { shared[key, default: [known]].insert(id) }
    }
  }

  /// An own id wins over any other identifier; the rest are compared without case and blanks.
  package func find(_ text: String) -> Match {
    if let id = Identifier(text), exact.contains(id) { return .one(id) }
    let key = Self.key(text)
    if let several = shared[key] { return .several(several.sorted()) }
    return others[key].map(Match.one) ?? .none
  }

  private static func key(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.lowercased().unicodeScalars.filter { !$0.properties.isWhitespace }))
  }
}

extension RowReader {
  /// The person in a column, by any identifier; any well-formed id where no index is given.
  mutating func person(_ column: String, in index: PersonIndex?, roster: String) -> Identifier? {
    guard let text = required(column) else { return nil }
    guard let index else { return identifier(text, column) }
    switch index.find(text) {
    case .one(let id): return id
    case .none:
      find(
        "roster-unknown-person",
        "the column \"\(title(column))\" names \(text.shownPerson) who is not among the \(roster)",
        remedy: "correct it, or import the \(roster) first")
    case .several(let ids):
      find(
        "roster-ambiguous-person",
        "the column \"\(title(column))\" may mean any of \(ids.map(\.text).joined(separator: ", "))",
        remedy: "write the id of the one that is meant")
    }
    return nil
  }
}

extension String {
  /// An identifier as a message may hold it: a name, an address or a TRN stays in its file.
  fileprivate var shownPerson: String {
    let isNumber =
      utf8.count == 7 && utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    let isPlain = Identifier(self) != nil && !isNumber && !utf8.contains(UInt8(ascii: "@"))
    return isPlain ? "\"\(excerpt)\"," : "somebody"
  }
}
