package import Findings
import Sheets

/// Reads a list of people who leave or move to a later window: `participant` and any of
/// `assessment`, `category`, `authoriser` and `reason`.
package func readLeavers(
  _ bytes: [UInt8], name: String, participants: PersonIndex?
) -> Judged<Roster<EntryRow<Bool>>> {
  EntryList<Bool>(
    bytes: bytes, name: name, participants: participants,
    columns: RosterColumns(known: [], required: [], aliases: [:])
  ).read { _ in true }
}
