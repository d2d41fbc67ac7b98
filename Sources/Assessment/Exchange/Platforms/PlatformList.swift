package import Findings
import Sheets

/// A platform's own list of people: who they are, and often who handed in and when.
package struct PlatformList: Sendable {
  package let platform: Platform
  package let name: String
  package let listings: [PlatformListing]
  package let findings: [Finding]
}

/// What a table that lies beside exports is.
package enum PlatformTable: Sendable {
  case list(PlatformList)
  case answers
  /// It is for another reader, or a document.
  case other
}

/// Tells a platform's list, or a table of answers, by its columns.
package func platformTable(_ bytes: [UInt8], name: String, zone: String) -> PlatformTable {
  let read = readCSV(bytes, name: name, required: [])
  guard let sheet = read.value else { return .other }
  if let worksheet = MoodleWorksheet(sheet) {
    return .list(
      PlatformList(
        platform: .moodle, name: name, listings: worksheet.listings(zone: zone),
        findings: read.findings))
  }
  if let book = CanvasGradebook(sheet) {
    return .list(
      PlatformList(
        platform: .canvas, name: name, listings: book.listings(),
        findings: read.findings.filter { $0.severity == .refused }))
  }
  return holdsAnswers(sheet) ? .answers : .other
}

extension PlatformExport {
  /// Adds what the platform's list knows of each person and of each time.
  package mutating func join(_ listings: [PlatformListing]) {
    var byKey: [String: PlatformListing] = [:]
    for listing in listings { if let key = listing.key { byKey[key] = listing } }
    for index in handIns.indices {
      guard
        let key = handIns[index].listing ?? handIns[index].person.number
          ?? handIns[index].person.login,
        let listing = byKey[key]
      else { continue }
      handIns[index].person = handIns[index].person.joined(with: listing.person)
      handIns[index].time = handIns[index].time ?? listing.time
    }
  }
}
