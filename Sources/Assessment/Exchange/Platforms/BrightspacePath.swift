/// A file in Brightspace's export of an assignment, as third-party readers describe it.
///
/// In folders `[<assignment>/]<digits>-<digits> - <name> - <date>/<file>`, flat
/// `<digits>-<digits> - [<number> - ]<name> - <date> - <file>`; the time in the date has no colon
/// and no zone. A name or a file name may hold ` - ` itself, so the date is looked for first.
struct BrightspacePath {
  /// Everything before the date.
  let key: String
  let name: String
  /// The numbers at the front, of which one is the person's.
  let numbers: [String]
  let date: String
  let file: String

  init?(_ path: ExportPath) {
    guard !path.climbs else { return nil }
    for (index, part) in path.parts.enumerated() {
      guard let front = Self.front(of: part) else { continue }
      let isFolder = index + 1 < path.parts.count
      guard isFolder || !front.rest.isEmpty else { continue }
      key = front.key
      numbers = front.numbers
      name = front.name
      date = front.date
      file = isFolder ? path.name : front.rest
      return
    }
    return nil
  }

  private struct Front {
    var key: String
    var numbers: [String]
    var name: String
    var date: String
    var rest: String
  }

  private static func front(of part: String) -> Front? {
    let pieces = part.parted(by: " - ").flatMap { $0.parted(by: "- ") }
    guard pieces.count >= 3 else { return nil }
    let ids = pieces[0].parted(by: "-")
    guard ids.count == 2, ids.allSatisfy(\.isDigits),
      let place = pieces.indices.dropFirst(2).first(where: { isDate(pieces[$0]) })
    else { return nil }
    var names = Array(pieces[1..<place])
    var numbers = ids
    if names.count > 1, names[0].isDigits { numbers.insert(names.removeFirst(), at: 0) }
    let name = names.joined(separator: " - ")
    return Front(
      key: pieces[0] + " - " + name, numbers: numbers, name: name, date: pieces[place],
      rest: pieces[(place + 1)...].joined(separator: " - "))
  }

  private static func isDate(_ text: String) -> Bool {
    let words = DateWords(text)
    return words.day != nil && words.month != nil && words.year != nil && words.hour != nil
  }
}

/// Reads an export of Brightspace; several responses of one person differ only in their time.
func readBrightspace(_ members: [ExportMember], _ context: ExportContext) -> PlatformExport {
  var export = PlatformExport(.brightspace)
  var places: [String: Int] = [:]
  for (index, member) in members.enumerated() {
    let whole = ExportPath(member.path)
    guard let path = BrightspacePath(whole) else {
      if whole.name == "index.html" { export.besides.insert(index) }
      continue
    }
    let time = PlatformTime(path.date, zone: context.zone)
    let seconds = time.instant.map { String($0.seconds) } ?? path.date
    let file = HandInFile(kind: .document, name: path.file, source: .member(index))
    export.add(file, to: path.key, attempt: seconds, in: &places) {
      let known = path.numbers.first { context.numbers.contains($0) }
      var handIn = HandIn(
        key: path.key, person: PlatformPerson(number: known ?? path.numbers[0], name: path.name))
      handIn.time = time
      return handIn
    }
  }
  return export
}
