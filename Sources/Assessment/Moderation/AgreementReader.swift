package import Findings
import Sheets

/// Reads a table of ratings: the first column names the unit, each other column is a rater, a blank
/// cell is a rating that is missing.
///
/// `level` nil takes numbers as distances and words as names (as an order if `categories` lists
/// them). With `categories` a rating outside them is refused. The value is nil where anything is
/// refused: statistics of half a table would mislead.
package func readAgreementTable(
  _ bytes: [UInt8], name: String, level: AgreementLevel? = nil, categories: [String]? = nil
) -> Judged<(table: AgreementTable, level: AgreementLevel)> {
  if let plain = readPlainTable(bytes, name, level: level, categories) { return plain }
  let read = readTable(bytes, name: name, required: [])
  // Tables written by pandas and R leave the first column's name blank; it is read by its place.
  var findings = read.findings.filter {
    $0.code != "sheet-unnamed-column" || !$0.message.hasPrefix("column 1 ")
  }
  guard let sheet = read.value, findings.verdict == .accepted else { return Judged(nil, findings) }
  let reader = AgreementReader(sheet: sheet)
  findings += AgreementReader.unitFindings(of: sheet)
  let chosen = reader.categories(level: level, listed: categories)
  findings += chosen.findings
  guard let chosen = chosen.value else { return Judged(nil, findings) }
  findings += reader.strangers(to: chosen, in: sheet)
  guard findings.verdict == .accepted, let table = reader.table(of: chosen) else {
    return Judged(nil, findings)
  }
  return Judged((table, chosen.level), findings + table.idleFindings)
}

/// Reads a table about whose cells nothing is to be said, which is quickly done; nil where it is
/// another.
private func readPlainTable(
  _ bytes: [UInt8], _ name: String, level: AgreementLevel?, _ categories: [String]?
) -> Judged<(table: AgreementTable, level: AgreementLevel)>? {
  guard let plain = PlainTable(bytes) else { return nil }
  let reader = AgreementReader(name: name, plain: plain)
  let chosen = reader.categories(level: level, listed: categories)
  guard let value = chosen.value, !value.places.contains(-1), let table = reader.table(of: value)
  else { return nil }
  return Judged((table, value.level), chosen.findings + table.idleFindings)
}

extension AgreementTable {
  fileprivate var idleFindings: [Finding] {
    idle.map {
      Finding(
        "agreement-idle-rater", .note, $0, "rated nothing and is left out",
        remedy: "nothing has to be done if that is right")
    }
  }
}

/// The cells of a sheet, each different text once.
struct AgreementReader {
  /// As findings name the sheet.
  let name: String
  /// The columns of the raters.
  let raters: [Int]
  /// What the raters are called.
  let titles: [String]
  /// The different texts in the cells of raters.
  let texts: [String]
  /// The text of each cell, row by row; -1 where it is blank.
  let codes: [Int32]

  init(name: String, plain: PlainTable) {
    self.name = name
    raters = Array(plain.header.indices.dropFirst())
    titles = Array(plain.header.dropFirst())
    texts = plain.texts
    codes = plain.codes
  }

  init(sheet: Sheet) {
    let raters = sheet.header.indices.dropFirst().filter { !sheet.header[$0].isEmpty }
    var seen: [String: Int32] = [:]
    var texts: [String] = []
    var codes: [Int32] = []
    codes.reserveCapacity(sheet.rows.count * raters.count)
    for row in sheet.rows {
      for column in raters {
        guard column < row.cells.count else {
          codes.append(-1)
          continue
        }
        let cell = row.cells[column]
        if let code = seen[cell] {
          codes.append(code)
          continue
        }
        let text = cell.trimmed
        let code = text.isEmpty ? -1 : seen[text] ?? Int32(texts.count)
        if code == texts.count { texts.append(text) }
        seen[text] = code
        seen[cell] = code
        codes.append(code)
      }
    }
    name = sheet.name
    self.raters = raters
    titles = raters.map { sheet.header[$0].trimmed }
    self.texts = texts
    self.codes = codes
  }

  /// The table, by the category of each different text.
  func table(of chosen: Chosen) -> AgreementTable? {
    AgreementTable(
      raters: titles, categories: chosen.list,
      cells: codes.map { $0 < 0 ? -1 : chosen.places[Int($0)] })
  }

  /// A unit in two rows, which is mostly a slip.
  static func unitFindings(of sheet: Sheet) -> [Finding] {
    var seen: Set<String> = []
    seen.reserveCapacity(sheet.rows.count)
    var twice: [(unit: String, row: SheetRow)] = []
    for row in sheet.rows {
      let unit = row.cells.first?.trimmed ?? ""
      if !seen.insert(unit).inserted { twice.append((unit, row)) }
    }
    guard let first = twice.first else { return [] }
    let words =
      first.unit.isEmpty ? "has no name for its unit" : "names \(first.unit.excerpt) again"
    let more = twice.count > 1 ? ", and so do \(twice.count - 1) rows more" : ""
    return [
      Finding(
        "agreement-unit-twice", .warning, "\(sheet.name) \(first.row.place())",
        "the row \(words)\(more); each row counts as a unit of its own",
        remedy: "put all ratings of a unit into one row, a column for each rater")
    ]
  }

  /// Names the cells whose text is none of the categories.
  func strangers(to chosen: Chosen, in sheet: Sheet) -> [Finding] {
    let (list, places) = (chosen.list, chosen.places)
    guard !raters.isEmpty, places.contains(-1) else { return [] }
    let bad = codes.indices.filter { codes[$0] >= 0 && places[Int(codes[$0])] < 0 }
    let what = list.listed ? "none of the categories" : "not a number"
    let remedy =
      list.listed
      ? "correct it, or add it to --categories"
      : "leave the cell blank where there is no rating, and write a full stop in decimals; "
        + "names of categories need --level nominal"
    var findings = bad.prefix(20).map { place in
      let row = sheet.rows[place / raters.count]
      let rater = sheet.header[raters[place % raters.count]]
      return Finding(
        "agreement-not-a-rating", .refused, "\(sheet.name) \(row.place(of: rater))",
        "\(rater.excerpt) gave \"\(texts[Int(codes[place])].excerpt)\", which is \(what)",
        remedy: remedy)
    }
    if bad.count > 20 {
      findings.append(
        Finding(
          "agreement-not-a-rating", .refused, sheet.name,
          "\(bad.count - 20) more cells hold what is \(what)", remedy: remedy))
    }
    return findings
  }
}
