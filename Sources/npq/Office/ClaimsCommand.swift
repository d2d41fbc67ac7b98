import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sheets

/// `npq claims`: what each assessor marked, for payment.
struct ClaimsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "claims", abstract: "What each assessor marked, by role, for payment.",
    discussion: """
      Each marking counts once, when every criterion has a mark, in the role in which it was \
      given out: first, second or third marking, or extra where the script was moved to another \
      assessor since. What does not count is listed with the reason by --each. Rates are yours.

        npq claims --csv --series ~/npq/spring-2027 >claims.csv
      """)

  @Flag(help: "As CSV, for a spreadsheet.") var csv = false
  @Flag(help: "A row for each marking, and why one does not count.") var each = false
  @Option(help: "Only markings completed on this day or later, as 2027-04-01.") var from: String?
  @Option(help: "Only markings completed on this day or before.") var to: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    for day in [from, to].compactMap({ $0 }) where CivilDate(day) == nil {
      throw ValidationError("'\(day)' is no day: write it as 2027-04-12")
    }
  }

  func run() throws {
    let all = try series.openToRead().claims().filter { claim in
      // What is not complete belongs to no period yet.
      guard from != nil || to != nil else { return true }
      guard claim.counts, let day = claim.completed else { return false }
      return (from ?? day) <= day && day <= (to ?? day)
    }
    let (header, rows) = each ? Self.markings(all) : Self.totals(all)
    let numbers = each ? [] : Set(4..<header.count)
    let text: String
    if csv {
      let cells = rows.map { row in
        row.enumerated().map { place, cell -> CSVCell in
          numbers.contains(place) ? .number(Int(cell) ?? 0) : .text(cell)
        }
      }
      text = String(decoding: writeCSV(header: header, rows: cells), as: UTF8.self)
    } else {
      var table = TextTable(header, numbers: numbers)
      for row in rows { table.add(row) }
      text = table.text
    }
    try output.finish("claims", .done, [], payload: Payload(markings: all), text: text)
  }

  struct Payload: Encodable {
    let markings: [Claim]
  }

  private static func markings(_ claims: [Claim]) -> (header: [String], rows: [[String]]) {
    (
      ["assessor", "name", "script", "qualification", "role", "completed", "not counted since"],
      claims.map { claim in
        [
          claim.assessor, claim.name, claim.script, claim.qualification, claim.role,
          claim.counts ? claim.completed ?? "" : "", claim.excluded ?? "",
        ]
      }
    )
  }

  /// A row for each assessor and role.
  private static func totals(_ claims: [Claim]) -> (header: [String], rows: [[String]]) {
    let groups = Dictionary(grouping: claims) { "\($0.assessor)\n\($0.role)" }
    let people = Dictionary(grouping: claims, by: \.assessor).keys.sorted()
    let rows = people.flatMap { person in
      Claim.roles.compactMap { role -> [String]? in
        guard let group = groups["\(person)\n\(role)"], let first = group.first else { return nil }
        let counted = group.count(where: \.counts)
        return [
          person, first.name, first.email ?? "", role, "\(counted)", "\(group.count - counted)",
        ]
      }
    }
    return (["assessor", "name", "email", "role", "markings", "not counted"], rows)
  }
}
