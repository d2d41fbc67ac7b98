/// A file name in Blackboard's export of an assignment:
/// `<assignment>_<login>_attempt_<stamp>[_<file>]`, and for each attempt a note, `….txt`.
///
/// Titles and logins may hold underscores, so that the name alone does not say where the login
/// begins; the note of the attempt does.
struct BlackboardName {
  /// Title and login together.
  let front: String
  /// `2027-03-15-21-41-03`.
  let stamp: String
  /// The name of the file; nil for the note.
  let file: String?

  init?(_ name: String) {
    let parts = name.parted(by: "_attempt_")
    for place in parts.indices.dropFirst() {
      let rest = Array(parts[place...].joined(separator: "_attempt_").utf8)
      let stamp = String(decoding: rest.prefix(19), as: UTF8.self)
      guard Self.isStamp(stamp) else { continue }
      let after = String(decoding: rest.dropFirst(19), as: UTF8.self)
      guard after == ".txt" || after.hasPrefix("_") && after.utf8.count > 1 else { continue }
      front = parts[..<place].joined(separator: "_attempt_")
      self.stamp = stamp
      file = after == ".txt" ? nil : String(after.dropFirst())
      return
    }
    return nil
  }

  private static func isStamp(_ text: String) -> Bool {
    let parts = text.parted(by: "-")
    return parts.count == 6 && parts.allSatisfy(\.isDigits)
      && parts.map(\.utf8.count) == [4, 2, 2, 2, 2, 2]
  }

  /// The stamp as a time; it is the server's civil time.
  func time(zone: String) -> PlatformTime {
    let parts = stamp.parted(by: "-")
    let text = parts[..<3].joined(separator: "-") + " " + parts[3...].joined(separator: ":")
    return PlatformTime(
      text: stamp, instant: Instant(civil: text, in: zone), hasSeconds: true)
  }

  /// The login: a known one with which the front ends, else what follows its last underscore.
  func login(among known: Set<String>) -> String {
    let parts = front.parted(by: "_")
    for place in parts.indices.dropFirst() {
      let candidate = parts[place...].joined(separator: "_")
      if known.contains(candidate.lowercased()) { return candidate }
    }
    return parts.last ?? front
  }
}

/// What Blackboard writes about an attempt: who, when, what was typed, which files.
struct BlackboardNote {
  private(set) var name: String?
  private(set) var login: String?
  private(set) var submitted: String?
  /// Text that was typed; empty where there is none.
  private(set) var text = ""
  /// The names that the files had, by their names in the export.
  private(set) var originals: [String: String] = [:]

  init(_ bytes: [UInt8]) {
    let note = String(decoding: bytes, as: UTF8.self)
    var section: String?
    var original: String?
    var typed: [String] = []
    for line in note.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let text = String(line).trimmedBlanks
      if let heading = Self.sections.first(where: { text.hasPrefix($0) }) {
        section = heading
        take(heading, text.after(heading))
      } else if section == "Submission Field:" {
        typed.append(String(line))
      } else if text.hasPrefix("Original filename:") {
        original = text.after("Original filename:")
      } else if text.hasPrefix("Filename:"), let known = original {
        originals[text.after("Filename:")] = known
      }
    }
    let whole = typed.joined(separator: "\n").trimmedBlanks
    text = whole.hasPrefix("There is no student submission text data") ? "" : whole
  }

  private static let sections = [
    "Name:", "Assignment:", "Date Submitted:", "Current Grade:", "Current Mark:",
    "Override Grade:", "Submission Field:", "Comments:", "Files:",
  ]

  /// `Name: Siobhán O'Brien-Ng (sobrienng)`, and the first line of the others.
  private mutating func take(_ heading: String, _ value: String) {
    if heading == "Date Submitted:" { submitted = value }
    guard heading == "Name:", value.hasSuffix(")"),
      let open = value.utf8.lastIndex(of: UInt8(ascii: "("))
    else { return }
    name = String(value[..<open]).trimmedBlanks
    login = String(value[value.utf8.index(after: open)...].dropLast()).trimmedBlanks
  }
}

extension String {
  /// Without the blanks and line breaks around it.
  var trimmedBlanks: String {
    var scalars = unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  fileprivate func after(_ mark: String) -> String {
    String(decoding: Array(utf8.dropFirst(mark.utf8.count)), as: UTF8.self).trimmedBlanks
  }
}

/// Reads an export of Blackboard; each attempt is a response of its own.
func readBlackboard(_ members: [ExportMember], _ context: ExportContext) -> PlatformExport {
  var export = PlatformExport(.blackboard)
  var notes: [String: BlackboardNote] = [:]
  var names: [Int: BlackboardName] = [:]
  for (index, member) in members.enumerated() {
    let path = ExportPath(member.path)
    guard !path.climbs, let name = BlackboardName(path.name) else { continue }
    names[index] = name
    if name.file == nil, let text = context.texts[index] {
      notes[name.front + "\n" + name.stamp] = BlackboardNote(text)
    }
  }
  var places: [String: Int] = [:]
  for (index, name) in names.sorted(by: { $0.key < $1.key }) {
    let note = notes[name.front + "\n" + name.stamp]
    if name.file == nil, note?.text.isEmpty ?? true {
      export.besides.insert(index)
      continue
    }
    let shown = ExportPath(members[index].path).name
    let file = HandInFile(
      kind: name.file == nil ? .attemptNote : .document,
      name: name.file.map { note?.originals[shown] ?? $0 } ?? "text.txt", source: .member(index))
    export.add(file, to: name.front, attempt: name.stamp, in: &places) {
      var handIn = HandIn(
        key: name.front,
        person: PlatformPerson(
          login: note?.login ?? name.login(among: context.logins), name: note?.name))
      handIn.time = name.time(zone: context.zone)
      return handIn
    }
  }
  return export
}
