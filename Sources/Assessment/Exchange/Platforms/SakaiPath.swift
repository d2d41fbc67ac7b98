import Findings
import Sheets

/// A file in Sakai's export of an assignment: `<root>/<Last, First(login)>/…`.
///
/// Responses lie in `Submission attachment(s)/`; text that was typed beside it in
/// `<folder>_submissionText.html`; comments, feedback and the time stand there too.
struct SakaiPath {
  /// `Last, First(login)`.
  let key: String
  let name: String
  let login: String
  /// What it is of the response; nil for what is none of it.
  let kind: HandInFile.Kind?
  let file: String

  init?(_ path: ExportPath) {
    guard !path.climbs else { return nil }
    for (index, part) in path.parts.dropLast().enumerated() {
      guard part.hasSuffix(")"), let open = part.utf8.lastIndex(of: UInt8(ascii: "(")) else {
        continue
      }
      let login = String(part[part.utf8.index(after: open)...].dropLast())
      let rest = Array(path.parts[(index + 1)...])
      // "Submission attachment(s)" has the form of a person too.
      guard login != "s", !login.isEmpty, Self.isKnown(rest) else { continue }
      key = part
      name = String(part[..<open]).trimmedBlanks
      self.login = login
      kind = Self.kind(of: rest)
      file = path.name
      return
    }
    return nil
  }

  /// What a file below a person's folder is of the response.
  private static func kind(of rest: [String]) -> HandInFile.Kind? {
    if rest.count > 1 {
      return rest[0].lowercased().hasPrefix("submission attachment") ? .document : nil
    }
    return rest[0].hasSuffix("submissionText.html") ? .webPage : nil
  }

  /// Whether Sakai puts such a file below a person's folder.
  private static func isKnown(_ rest: [String]) -> Bool {
    guard let first = rest.first else { return false }
    if rest.count > 1 { return first.lowercased().hasSuffix("attachment(s)") }
    return ["comments.txt", "timestamp.txt"].contains(first)
      || first.hasSuffix("submissionText.html") || first.hasSuffix("feedbackText.html")
  }
}

/// Reads an export of Sakai with its list `grades.csv`.
func readSakai(_ members: [ExportMember], _ context: ExportContext) -> PlatformExport {
  var export = PlatformExport(.sakai)
  var places: [String: Int] = [:]
  var times: [String: PlatformTime] = [:]
  for (index, member) in members.enumerated() {
    let whole = ExportPath(member.path)
    guard let path = SakaiPath(whole) else {
      if whole.name == "grades.csv" {
        export.besides.insert(index)
        let list = context.texts[index].map {
          sakaiListings($0, name: whole.name, zone: context.zone)
        }
        export.listings += list ?? []
      }
      continue
    }
    guard let kind = path.kind else {
      export.besides.insert(index)
      if whole.name == "timestamp.txt", let bytes = context.texts[index] {
        let text = String(decoding: bytes, as: UTF8.self).trimmedBlanks
        times[path.key] = PlatformTime(sakai: text, zone: context.zone)
      }
      continue
    }
    let name = kind == .webPage ? "text.html" : path.file
    let file = HandInFile(kind: kind, name: name, source: .member(index))
    export.add(file, to: path.key, in: &places) {
      HandIn(key: path.key, person: PlatformPerson(login: path.login, name: path.name))
    }
  }
  for index in export.handIns.indices {
    export.handIns[index].time = times[export.handIns[index].key]
  }
  return export
}

extension PlatformTime {
  /// `20270315214103000`, which is universal time, or what other versions write in words.
  fileprivate init(sakai text: String, zone: String) {
    let digits = Array(text.utf8)
    guard text.isDigits, digits.count >= 14 else {
      self.init(text, zone: zone)
      return
    }
    let at = { (range: Range<Int>) in String(decoding: digits[range], as: UTF8.self) }
    let moment =
      "\(at(0..<4))-\(at(4..<6))-\(at(6..<8))T\(at(8..<10)):\(at(10..<12)):\(at(12..<14))Z"
    self.init(text: text, instant: Instant(rfc3339: moment), hasSeconds: true)
  }
}

/// The lines of Sakai's `grades.csv`, whose titles follow a line about the assignment.
private func sakaiListings(_ bytes: [UInt8], name: String, zone: String) -> [PlatformListing] {
  let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  let start = lines.firstIndex { line in
    String(decoding: line, as: UTF8.self).lowercased().contains("display id")
  }
  guard let start,
    let sheet = readCSV(
      Array(lines[start...].joined(separator: [UInt8(ascii: "\n")])), name: name, required: []
    ).value
  else { return [] }
  return sheet.rows.map { row in
    let time = (row["Submission date"] ?? row["Submission Date"]).map {
      PlatformTime($0, zone: zone)
    }
    return PlatformListing(
      person: PlatformPerson(
        login: row["Display ID"], others: [row["ID"]].compactMap(\.self),
        name: [row["First Name"], row["Last Name"]].compactMap(\.self).joined(separator: " ")),
      handedIn: sheet.has("Submission date") ? time != nil : nil, time: time,
      place: "\(name) line \(row.line + start)", key: row["Display ID"])
  }
}
