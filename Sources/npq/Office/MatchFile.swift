import Archive
import Assessment
import Foundation
import Ledger
import Sheets

/// A list for `--match` with what could not be matched to a person: half filled, for a person to
/// complete and feed back.
struct MatchFile {
  private var rows: [[CSVCell]] = []

  /// Gathers what a plan could not place, with people whose names are near.
  init(_ plan: ExportPlan) {
    var seen: Set<String> = []
    for export in plan.exports {
      for planned in export.handIns where planned.person == nil {
        guard seen.insert(planned.handIn.key).inserted else { continue }
        let near = plan.roster.near(planned.handIn.person.name).map { person in
          [person.id.text, person.details["name"], person.details["email"]]
            .compactMap(\.self).joined(separator: " ")
        }
        rows.append([
          .text(planned.handIn.key), .text(""), .text(near.joined(separator: "; ")),
          .text(said(of: planned.handIn.person)), .text(export.place.name),
        ])
      }
    }
  }

  /// How many responses it asks about.
  var count: Int { rows.count }

  /// Writes the list; personal data, for the office alone.
  func write(to url: URL) throws {
    let header = ["file", "participant", "near", "platform_says", "export"]
    try writeWhole(
      writeCSV(header: header, rows: rows, byteOrderMark: true), to: url.path, replacing: true)
  }
}

/// What a platform says of a person, in one cell.
private func said(of person: PlatformPerson) -> String {
  [
    person.name, person.number.map { "number \($0)" }, person.login.map { "login \($0)" },
    person.email,
  ].compactMap(\.self).joined(separator: ", ")
}
