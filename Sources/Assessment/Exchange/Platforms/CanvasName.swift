/// A file name in Canvas' export of an assignment (lib/content_zipper.rb).
///
/// `<name>[_LATE]_<user>_<attachment>_<file>`, where the name has only word characters, and for
/// text and links that were typed `<name>[_LATE]_<user>_text.html` and `…_link.html`; anonymous
/// `[LATE_]anon_<id>_<attachment>_<file>`.
struct CanvasName {
  /// `<name>_<user>`, which a list for `--match` may hold.
  let key: String
  let name: String
  let user: String
  let isLate: Bool
  let isAnonymous: Bool
  let kind: HandInFile.Kind
  let file: String

  /// The numbers are those that the roster knows: they tell a user's number from one in a name.
  init?(_ name: String, numbers: Set<String>) {
    let parts = name.parted(by: "_")
    if let anonymous = Self.anonymous(parts) {
      self = anonymous
      return
    }
    let places = parts.indices.dropFirst().filter { Self.isUser(parts, at: $0) }
    guard let place = places.first(where: { numbers.contains(parts[$0]) }) ?? places.first
    else { return nil }
    var front = parts[..<place]
    let isLate = front.count > 1 && front.last == "LATE"
    if isLate { front = front.dropLast() }
    self.init(
      name: front.joined(separator: "_"), user: parts[place], isLate: isLate, isAnonymous: false,
      rest: Array(parts[(place + 1)...]))
  }

  private init(
    name: String, user: String, isLate: Bool, isAnonymous: Bool, rest: [String]
  ) {
    let isTyped = rest.count == 1
    key = name + "_" + user
    self.name = name
    self.user = user
    self.isLate = isLate
    self.isAnonymous = isAnonymous
    kind = isTyped ? .webPage : .document
    file = isTyped ? rest[0] : rest.dropFirst().joined(separator: "_")
  }

  /// Two numbers and a file name, or a number and the name of typed text.
  private static func isUser(_ parts: [String], at place: Int) -> Bool {
    guard parts[place].isDigits, place + 1 < parts.count else { return false }
    if place + 2 == parts.count { return isTyped(parts[place + 1]) }
    return parts[place + 1].isDigits && !parts[(place + 2)...].joined().isEmpty
  }

  /// `text.html`, `link.html`; of equal names the later ones get a number.
  private static func isTyped(_ name: String) -> Bool {
    name.hasSuffix(".html") && (name.hasPrefix("text") || name.hasPrefix("link"))
  }

  private static func anonymous(_ parts: [String]) -> CanvasName? {
    let isLate = parts.first == "LATE"
    let rest = Array(parts.dropFirst(isLate ? 1 : 0))
    guard rest.count >= 3, rest[0] == "anon", !rest[1].isEmpty else { return nil }
    let isTyped = rest.count == 3 && Self.isTyped(rest[2])
    guard isTyped || rest.count >= 4 && rest[2].isDigits else { return nil }
    return CanvasName(
      name: "anon", user: rest[1], isLate: isLate, isAnonymous: true,
      rest: Array(rest.dropFirst(2)))
  }
}

/// Reads an export of Canvas, which says who, but not when.
func readCanvas(_ members: [ExportMember], _ context: ExportContext) -> PlatformExport {
  var export = PlatformExport(.canvas)
  var places: [String: Int] = [:]
  for (index, member) in members.enumerated() {
    let path = ExportPath(member.path)
    guard !path.climbs, let name = CanvasName(path.name, numbers: context.numbers) else { continue }
    let file = HandInFile(kind: name.kind, name: name.file, source: .member(index))
    export.add(file, to: name.key, in: &places) {
      HandIn(
        key: name.key,
        person: PlatformPerson(
          number: name.isAnonymous ? nil : name.user, name: name.isAnonymous ? nil : name.name))
    }
    if name.isLate, let place = places[name.key + "\n"] { export.handIns[place].saysLate = true }
  }
  return export
}
