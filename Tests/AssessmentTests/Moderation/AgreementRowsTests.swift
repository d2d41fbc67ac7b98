import Findings
import Testing

@testable import Assessment

@Suite struct AgreementRowsOfTables {
  /// Marks of so many units by two raters, with gaps.
  static func table(_ units: Int, marks: Int, raters: Int = 2) throws -> AgreementTable {
    let names = (0..<raters).map { "R\($0)" }
    let ratings = (0..<units).map { unit in
      (0..<raters).map { rater -> Double? in
        let mark = (unit * 7 + rater * unit % 5) % marks
        return (unit + rater) % 11 == 0 ? nil : Double(mark)
      }
    }
    return try #require(AgreementTable(raters: names, ratings: ratings))
  }

  /// Few rows are counted in places of their own, of many only those that are there.
  @Test(arguments: [(3, 2), (4, 6), (40, 4), (100, 2)])
  func `rows are the table, each row once`(marks: Int, raters: Int) throws {
    let table = try Self.table(500, marks: marks, raters: raters)
    let rows = AgreementRows(table)
    var counts: [[Int32]: Int] = [:]
    for unit in 0..<table.units { counts[Array(table.row(unit)), default: 0] += 1 }
    #expect(rows.indices.count == counts.count)
    #expect(rows.units.reduce(0, +) == table.units)
    for row in rows.indices { #expect(counts[Array(rows[row])] == rows.units[row]) }
    let order = rows.indices.map { Array(rows[$0]) }
    #expect(order == order.sorted { $0.lexicographicallyPrecedes($1) })
  }

  @Test func `a table read as it lies and one with a remark say the same`() throws {
    let plain = (0..<300).map { "S\($0),\($0 % 4),\($0 * 3 % 4)" }
    let lines = ["unit,A,B"] + plain
    // Blanks beside a mark are taken off, by the slower reader.
    let spaced = ["unit,A,B"] + plain.map { $0.replacing(",", with: ", ") }
    let reports = try [lines, spaced].map { lines in
      let text = lines.joined(separator: "\n") + "\n"
      let read = readAgreementTable(Array(text.utf8), name: "r.csv")
      #expect(read.findings.map(\.code) == [])
      let (table, level) = try #require(read.value)
      return agreement(of: table, level: level, resamples: 100, draw: 7)
    }
    #expect(reports[0].statistics == reports[1].statistics)
    #expect(reports[0].statistics.count > 15)
  }
}
