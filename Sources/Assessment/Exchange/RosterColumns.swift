import Findings
import Sheets

/// Which columns a roster knows, and by which other names systems export them.
struct RosterColumns {
  let known: [String]
  let required: [String]
  let aliases: [String: String]
  /// Names under which other systems have a column, which stand for it where no other does.
  var elsewhere: [String: String] = [:]

  /// Column names are compared in lower case, with blanks, hyphens and full stops as `_`.
  static func key(_ title: String) -> String {
    let bytes = title.lowercased().utf8.map { byte in
      " -.".utf8.contains(byte) ? UInt8(ascii: "_") : byte
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func canonical(_ title: String) -> String? {
    let key = Self.key(title)
    return known.contains(key) ? key : aliases[key]
  }
}

/// A sheet with its columns under the names that npq knows.
struct RosterTable {
  let sheet: Sheet
  let titles: [String: String]
  /// By the name that npq knows, where a column stands.
  let places: [String: Int]
  let extra: [String]

  static func read(
    _ bytes: [UInt8], name: String, columns: RosterColumns
  ) -> Judged<RosterTable> {
    let judged = readTable(bytes, name: name, required: [])
    guard let sheet = judged.value else { return Judged(nil, judged.findings) }
    return read(sheet, judged.findings, name: name, columns: columns)
  }

  /// Names the columns of a sheet; `findings` are those of reading it.
  static func read(
    _ sheet: Sheet, _ findings: [Finding], name: String, columns: RosterColumns
  ) -> Judged<RosterTable> {
    var findings = findings
    var titles: [String: String] = [:]
    var extra: [String] = []
    for title in sheet.header where !title.isEmpty {
      guard let column = columns.canonical(title) else {
        extra.append(title)
        continue
      }
      if let other = titles.updateValue(title, forKey: column) {
        findings.append(
          Finding(
            "roster-column-twice", .refused, name,
            "the columns \"\(other.escaped)\" and \"\(title.escaped)\" both mean \(column)",
            remedy: "keep one of them, or rename the other"))
      }
    }
    for title in extra {
      guard let column = columns.elsewhere[RosterColumns.key(title)], titles[column] == nil else {
        continue
      }
      titles[column] = title
      extra.removeAll { $0 == title }
    }
    for column in columns.required where titles[column] == nil {
      findings.append(.missingColumn(name, column, header: sheet.header))
    }
    let usable = findings.allSatisfy { !Self.stops.contains($0.code) }
    return Judged(
      usable
        ? RosterTable(
          sheet: sheet, titles: titles, places: titles.compactMapValues(sheet.place), extra: extra)
        : nil, findings)
  }

  private static let stops: Set<String> = ["roster-column-twice", "sheet-missing-column"]

  /// Reads each row; `body` returns nil where it found a fault.
  func roster<Row>(
    _ findings: inout [Finding], body: (inout RowReader) -> Row?
  ) -> Roster<Row> {
    var roster = Roster<Row>(
      rows: [], refused: findings.filter { $0.code == "sheet-ragged-row" }.count,
      extraColumns: extra)
    for row in sheet.rows {
      var reader = RowReader(table: self, row: row)
      let value = body(&reader)
      findings += reader.findings
      if let value, reader.findings.verdict == .accepted {
        roster.rows.append(value)
      } else {
        roster.refused += 1
      }
    }
    return roster
  }
}
