package import Archive
package import Assessment
package import Findings
package import Foundation
import GRDB

/// What became of an export.
package struct ExportOutcome: Sendable {
  package let name: String
  package let platform: Platform
  package let outcomes: [ReceiveOutcome]
  package let findings: [Finding]
}

extension Ledger {
  /// Receives what a plan holds, export by export, so that only one lies unpacked at a time.
  package func receive(
    _ plan: ExportPlan, lists: [URL], with keys: ReceivingKeys, salvaging: Bool = false,
    limits: ArchiveLimits = ArchiveLimits(), act: Act
  ) throws -> [ExportOutcome] {
    let kept = Store(folder: folder.appending(path: "store"))
    let listDigests = try lists.map { try kept.keep(file: $0.path) }
    try kept.sync()
    return try plan.exports.map { export in
      let staging = try workingFolder()
      let staged = try export.place.stage(export.wanted, in: staging.url)
      let incoming = try export.incoming(staged.paths, in: staging.url)
      let outcomes = try receive(
        incoming, with: keys, salvaging: salvaging, limits: limits, act: act)
      if outcomes.contains(where: { $0.result != .unchanged }) {
        try record(export, lists: listDigests, act: act)
      }
      return ExportOutcome(
        name: export.place.name, platform: export.export.platform, outcomes: outcomes,
        findings: staged.findings)
    }
  }

  /// The participants with what platforms may know them by.
  package func platformRoster() throws -> PlatformRoster {
    try queue.read { database in
      let rows = try Row.fetchAll(database, sql: "SELECT id, details FROM person ORDER BY id")
      return PlatformRoster(
        try rows.compactMap { row in
          let text: String = row["details"]
          let details = try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
          return Identifier(row["id"] as String).map {
            PlatformRoster.Person(id: $0, details: details)
          }
        })
    }
  }

  /// The numbers by which platforms know the participants.
  package func platformNumbers() throws -> Set<String> {
    try queue.read { database in
      let sql = "SELECT json_extract(details, '$.lms_id') AS number FROM person"
      return try String.fetchSet(database, sql: sql + " WHERE number IS NOT NULL")
    }
  }

  /// Records that an export was taken in, by its digest, with the lists that went with it.
  private func record(_ export: PlannedExport, lists: [Digest], act: Act) throws {
    var facts = [
      "platform": export.export.platform.rawValue, "files": "\(export.place.members.count)",
      "responses": "\(export.handIns.count)",
    ]
    if let path = export.place.archive {
      facts["export"] = try Digest(ofFile: URL(filePath: path)).description
    }
    if !lists.isEmpty { facts["lists"] = lists.map(\.description).joined(separator: " ") }
    _ = try step(act) { try $0.append(NewEvent(facts: facts), act) }
  }
}

extension PlannedExport {
  /// The members that are to be read: those of responses, and strays.
  fileprivate var wanted: Set<Int> {
    var wanted = Set(strays)
    for planned in handIns {
      wanted.formUnion(planned.handIn.files.compactMap(\.member))
    }
    return wanted
  }

  /// What is to be received: each response, and each stray for itself.
  fileprivate func incoming(_ paths: [Int: String], in staging: URL) throws -> [Incoming] {
    var incoming: [Incoming] = []
    for (number, planned) in handIns.enumerated() {
      if let one = try one(planned, paths, in: staging, number: number) { incoming.append(one) }
    }
    incoming += strays.compactMap { index in
      paths[index].map { Incoming(files: [($0, "\(place.name): \(place.members[index].path)")]) }
    }
    return incoming
  }

  private func one(
    _ planned: PlannedHandIn, _ paths: [Int: String], in staging: URL, number: Int
  ) throws -> Incoming? {
    var incoming = Incoming(
      files: [], person: planned.person, assessment: planned.assessment, received: planned.received)
    var originals: [String] = []
    var isTyped = false
    for (part, file) in planned.handIn.files.enumerated() {
      let made = staging.appending(path: "typed-\(number)-\(part)")
      switch file.source {
      case .made(let original, let text):
        let kept = made.path + ".csv"
        try Data(original).write(to: URL(filePath: kept))
        try Data(text).write(to: made)
        originals.append(kept)
        incoming.files.append((made.path, TypedName.answers))
        isTyped = true
      case .member(let index):
        guard let path = paths[index] else { continue }
        originals.append(path)
        if file.kind == .document {
          incoming.files.append((path, file.name))
        } else if let bytes = FileManager.default.contents(atPath: path),
          let text = typedText(file.kind, [UInt8](bytes))
        {
          try Data(text).write(to: made)
          incoming.files.append((made.path, TypedName.page))
          isTyped = true
        }
      }
    }
    guard !originals.isEmpty else { return nil }
    // Pictures alone are no text; they are received as what they are.
    if incoming.files.isEmpty {
      incoming.files = zip(originals, planned.handIn.files).map { ($0, $1.name) }
    }
    if isTyped || originals.count != incoming.files.count { incoming.cameAs = originals }
    incoming.origin = PlatformOrigin(
      platform: export.platform, export: place.name, handIn: planned.handIn,
      path: planned.paths.first ?? "", isTyped: isTyped, findings: planned.findings)
    return incoming
  }
}
