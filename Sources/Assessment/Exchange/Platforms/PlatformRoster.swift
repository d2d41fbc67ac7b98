/// Finds the participant whom a platform means: by its number, a login, an address or a number of
/// the provider, never by name.
package struct PlatformRoster: Sendable {
  /// One person as the roster has them.
  package struct Person: Sendable {
    package let id: Identifier
    package let details: [String: String]

    package init(id: Identifier, details: [String: String]) {
      self.id = id
      self.details = details
    }
  }

  /// What a platform's person came to.
  package enum Match: Sendable, Hashable {
    case one(Identifier)
    case none
    /// Several people share what it says.
    case several([Identifier])
    /// One identifier says one person, another says another.
    case contradiction([Identifier])
  }

  package let people: [Person]
  private var numbers: [String: Set<Identifier>] = [:]
  private var logins: [String: Set<Identifier>] = [:]
  private var emails: [String: Set<Identifier>] = [:]
  private var others: [String: Set<Identifier>] = [:]
  private let names: [PersonName]
  /// Where in the list the people stand whose name has a part, or all the letters.
  private var sharing: [String: [Int]] = [:]

  package init(_ people: [Person]) {
    self.people = people
    names = people.map { PersonName($0.details["name"] ?? "") }
    for (index, name) in names.enumerated() {
      for key in Set(name.parts + [name.letterKey]) { sharing[key, default: []].append(index) }
    }
    for person in people {
      let details = person.details
      Self.add(details["lms_id"], person.id, to: &numbers)
      for login in [details["lms_login"], details["email"]] {
        Self.add(login, person.id, to: &logins)
      }
      for email in [details["email"], details["lms_login"]] {
        Self.add(email, person.id, to: &emails)
      }
      for other in [person.id.text, details["dfe_id"], details["trn"]] {
        Self.add(other, person.id, to: &others)
      }
    }
  }

  /// The platform's numbers that the roster knows.
  package var knownNumbers: Set<String> { Set(people.compactMap { $0.details["lms_id"] }) }
  /// The logins that the roster knows, in lower case.
  package var knownLogins: Set<String> {
    Set(people.compactMap { $0.details["lms_login"]?.lowercased() })
  }

  /// Whom a platform means.
  package func find(_ person: PlatformPerson) -> Match {
    let sets =
      [
        numbers[Self.key(person.number)], logins[Self.key(person.login)],
        emails[Self.key(person.email)],
      ].compactMap(\.self)
      + person.others.compactMap { others[Self.key($0)] }
      // Where people log in by the provider's own id.
      + [person.login].compactMap { others[Self.key($0)] }
    guard let first = sets.first else { return .none }
    let common = sets.dropFirst().reduce(first) { $0.intersection($1) }
    if common.count == 1, let id = common.first { return .one(id) }
    if common.count > 1 { return .several(common.sorted()) }
    return .contradiction(sets.reduce(into: Set()) { $0.formUnion($1) }.sorted())
  }

  /// At most three people whose names are like one, the likest first.
  package func near(_ name: String?) -> [Person] {
    guard let name, !name.isEmpty else { return [] }
    let wanted = PersonName(name)
    let sharing = Set((wanted.parts + [wanted.letterKey]).flatMap { self.sharing[$0] ?? [] })
    let candidates = sharing.isEmpty ? Array(names.indices) : Array(sharing)
    let ranked = candidates.compactMap { index in
      wanted.distance(to: names[index]).map { (distance: $0, index: index) }
    }
    return ranked.sorted { ($0.distance, $0.index) < ($1.distance, $1.index) }.prefix(3)
      .map { people[$0.index] }
  }

  private static func add(
    _ text: String?, _ id: Identifier, to index: inout [String: Set<Identifier>]
  ) {
    guard let text, !text.isEmpty else { return }
    index[key(text), default: []].insert(id)
  }

  private static func key(_ text: String?) -> String { text?.trimmedBlanks.lowercased() ?? "" }
}
