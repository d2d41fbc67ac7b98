package import Findings

/// Reads a return of the marking page: strict JSON in a closed schema, of at most 20 MB.
///
/// It says of which pack it is; `judge` then holds it against what that pack holds.
package func readReturn(_ bytes: [UInt8], name: String) -> Judged<MarkReturn> {
  guard bytes.count <= Limit.Text.marks else {
    return refused(name, 1, "is larger than any return of a marking page")
  }
  do throws(StrictJSON.Flaw) {
    return Judged(try MarkReturn(try StrictJSON(bytes), bytes), [])
  } catch {
    return refused(name, error.line, error.reason)
  }
}

/// The returns in a file: a page that holds several packs writes one after the other.
///
/// Each begins at the start of a line as the page writes it; a return is signed by itself.
package func returns(in bytes: [UInt8]) -> [[UInt8]] {
  let opening = Array("\n{\"return\":1,".utf8)
  var parts: [[UInt8]] = []
  var start = 0
  for place in bytes.indices
  where bytes[place] == opening[0] && bytes[place...].starts(with: opening) {
    parts.append(Array(bytes[start...place]))
    start = place + 1
  }
  parts.append(Array(bytes[start...]))
  return parts.filter { part in part.contains { !" \t\r\n".utf8.contains($0) } }
}

private func refused(_ name: String, _ line: Int, _ reason: String) -> Judged<MarkReturn> {
  Judged(
    nil,
    [
      Finding(
        "return-malformed", .refused, "\(name) line \(line)", reason,
        remedy:
          "save the file from the marking page again, and send it without opening it elsewhere"
      )
    ])
}

extension MarkReturn {
  private static let keys = [
    "return", "tool", "pack", "packDigest", "revision", "assessor", "exported", "finished",
    "schemes", "rows",
  ]
  private static let rowKeys = [
    "script", "revision", "marks", "comments", "comment", "note", "flags", "later",
    "cleared",
  ]

  fileprivate init(_ json: StrictJSON, _ bytes: [UInt8]) throws(StrictJSON.Flaw) {
    try json.requireKeys(Self.keys, optional: ["signature"])
    guard json["return"]?.number == 1 else { throw json.flaw("is not a return of format 1") }
    guard let pack = json["pack"]?.text.flatMap({ Identifier($0) }) else {
      throw json.flaw("names no pack")
    }
    guard let digest = json["packDigest"]?.text.flatMap({ Digest(hex: $0) }) else {
      throw json.flaw("lacks the digest of its pack")
    }
    guard json["tool"]?.text != nil, json["assessor"]?.text != nil, json["exported"]?.text != nil,
      json["revision"]?.number != nil, let finished = json["finished"]?.flag
    else { throw json.flaw("has a text where a number belongs, or the other way round") }
    var schemes: [String: Digest] = [:]
    for member in json["schemes"]?.members ?? [] {
      guard let digest = member.value.text.flatMap({ Digest(hex: $0) }) else {
        throw member.value.flaw("has a mark scheme without its digest")
      }
      schemes[member.key] = digest
    }
    guard let items = json["rows"]?.items else { throw json.flaw("has no rows") }
    var rows: [Row] = []
    for item in items { rows.append(try Self.row(item)) }
    self.init(
      pack: pack, packDigest: digest, schemes: schemes, rows: rows, isFinished: finished,
      bytes: bytes)
  }

  private static func row(_ json: StrictJSON) throws(StrictJSON.Flaw) -> Row {
    try json.requireKeys(["script", "revision"], optional: rowKeys)
    var row = Row(line: json.line)
    guard let script = json["script"]?.text, let revision = json["revision"]?.number, revision >= 0
    else { throw json.flaw("has a row without script or revision") }
    (row.script, row.revision) = (script, revision)
    for member in try json.object("marks") {
      guard let value = member.value.number else {
        throw member.value.flaw("has a mark that is no whole number")
      }
      row.marks.append((try criterion(member), value))
    }
    for member in try json.object("comments") {
      guard let text = member.value.text else {
        throw member.value.flaw("has a comment that is no text")
      }
      row.comments.append((try criterion(member), text))
    }
    row.comment = try json.string("comment")
    row.note = try json.string("note")
    row.flags = try json.texts("flags")
    row.cleared = try json.texts("cleared")
    if let later = json["later"], later.flag == nil { throw later.flaw("has a bad \"later\"") }
    return row
  }

  /// A criterion's identifier; the names of other columns are none.
  private static func criterion(_ member: StrictJSON.Member) throws(StrictJSON.Flaw) -> String {
    let reserved = MarkColumns.first + MarkColumns.last + [MarkColumns.rubric, MarkColumns.cleared]
    guard Identifier(member.key) != nil, !reserved.contains(member.key) else {
      throw member.value.flaw("names a criterion \"\(member.key.prefix(64).description.escaped)\"")
    }
    return member.key
  }
}

extension StrictJSON {
  fileprivate func flaw(_ reason: String) -> Flaw { Flaw(line: line, reason: reason) }

  fileprivate func requireKeys(_ required: [String], optional: [String]) throws(Flaw) {
    guard let members else { throw flaw("is no object") }
    for member in members where !required.contains(member.key) && !optional.contains(member.key) {
      throw member.value.flaw(
        "has a key \"\(member.key.prefix(64).description.escaped)\" that we do not know")
    }
    for key in required where self[key] == nil { throw flaw("lacks \"\(key)\"") }
  }

  fileprivate func object(_ key: String) throws(Flaw) -> [Member] {
    guard let found = self[key] else { return [] }
    guard let members = found.members else { throw found.flaw("has \"\(key)\" as no object") }
    return members
  }

  fileprivate func texts(_ key: String) throws(Flaw) -> [String] {
    guard let found = self[key] else { return [] }
    guard let items = found.items else { throw found.flaw("has \"\(key)\" as no list") }
    var texts: [String] = []
    for item in items {
      guard let text = item.text else { throw item.flaw("has no text in \"\(key)\"") }
      texts.append(text)
    }
    return texts
  }

  fileprivate func string(_ key: String) throws(Flaw) -> String {
    guard let found = self[key] else { return "" }
    guard let text = found.text else { throw found.flaw("has \"\(key)\" as no text") }
    return text
  }
}
