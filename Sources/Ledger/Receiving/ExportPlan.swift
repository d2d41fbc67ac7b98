package import Assessment
package import Findings
import Foundation

/// What the office says of files besides what an export says: whose, what for, and when.
package struct ReceiveLists: Sendable {
  /// By what each row calls a file or a person.
  package var rows: [String: HandedInRow]
  /// Whose all of it is.
  package var person: String?
  /// The assessment or qualification that all of it is for.
  package var assessment: String?

  package init(rows: [String: HandedInRow], person: String? = nil, assessment: String? = nil) {
    self.rows = rows
    self.person = person
    self.assessment = assessment
  }

  /// What they say of a response, by any of the names that it goes by.
  func row(of handIn: HandIn, _ paths: [String]) -> HandedInRow? {
    let names =
      [handIn.key]
      + [handIn.person.number, handIn.person.login, handIn.person.email]
      .compactMap(\.self) + paths
      + paths.compactMap {
        $0.utf8.split(separator: UInt8(ascii: "/")).last.map { String(Substring($0)) }
      }
    return names.lazy.compactMap { rows[$0] }.first
  }
}

/// One response of an export, with everything that is known of it before it is opened.
package struct PlannedHandIn: Sendable {
  package let handIn: HandIn
  /// Where its files lie in the export.
  package let paths: [String]
  package let person: String?
  let assessment: String?
  let received: Instant?
  let findings: [Finding]
  /// What the platform's person came to in the roster.
  package let match: PlatformRoster.Match
  /// What the office's own list calls it; nil where that says nothing of it.
  package let listed: String?
}

/// An export with its responses matched to people.
package struct PlannedExport: Sendable {
  package let place: ExportPlace
  package let export: PlatformExport
  package let handIns: [PlannedHandIn]
  /// Members that fit no rule, by number.
  package let strays: [Int]
}

/// What is to be received of exports, and how they stand to the platforms' own lists.
package struct ExportPlan: Sendable {
  package private(set) var exports: [PlannedExport] = []
  package private(set) var findings: [Finding] = []
  package let roster: PlatformRoster
  private(set) var lists: ReceiveLists
  package let zone: String

  package init(roster: PlatformRoster, lists: ReceiveLists, zone: String) {
    self.roster = roster
    self.lists = lists
    self.zone = zone
  }

  /// Reads exports and matches who is in them.
  ///
  /// A list of a platform goes for all its exports: numbers are the same in all of them.
  package mutating func read(
    _ places: [(place: ExportPlace, platform: Platform)], lists platformLists: [PlatformList],
    answers: [(place: ExportPlace, export: PlatformExport)]
  ) throws {
    var read = answers
    for (place, platform) in places {
      let texts = try place.texts(of: membersToRead(platform, place.members))
      let context = ExportContext(
        name: place.name, zone: zone, texts: texts, numbers: roster.knownNumbers,
        logins: roster.knownLogins)
      read.append((place, readExport(platform, place.members, context)))
    }
    var listings: [Platform: [PlatformListing]] = [:]
    for list in platformLists {
      findings += list.findings
      listings[list.platform, default: []] += list.listings
    }
    for item in read { listings[item.export.platform, default: []] += item.export.listings }
    for var item in read {
      item.export.join(listings[item.export.platform] ?? [])
      findings += item.place.findings + item.export.findings
      exports.append(plan(item.place, item.export))
    }
    for (platform, all) in listings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      findings += reconciled(platform, all)
    }
  }

  /// Lets go of the office's lists, which are needed no more once all is read.
  package mutating func letGoOfLists() { lists.rows = [:] }

  private func plan(_ place: ExportPlace, _ export: PlatformExport) -> PlannedExport {
    var counts: [String: Int] = [:]
    for handIn in export.handIns { counts[handIn.key, default: 0] += 1 }
    var latest: [String: Int] = [:]
    for (index, handIn) in export.handIns.enumerated() { latest[handIn.key] = index }
    let planned = export.handIns.enumerated().map { index, handIn in
      let attempts = counts[handIn.key, default: 1]
      let later = latest[handIn.key] == index ? nil : attempts
      return plan(handIn, export.platform, place, laterAttempts: later)
    }
    return PlannedExport(
      place: place, export: export, handIns: planned, strays: export.strays(of: place.members))
  }

  private func plan(
    _ handIn: HandIn, _ platform: Platform, _ place: ExportPlace, laterAttempts: Int?
  ) -> PlannedHandIn {
    let paths = handIn.files.compactMap(\.member).map { place.members[$0].path }
    let row = lists.row(of: handIn, paths)
    var match = roster.find(handIn.person)
    if let stated = lists.person ?? row?.participant?.text, let id = Identifier(stated) {
      match = .one(id)
    }
    var person: String?
    if case .one(let id) = match { person = id.text }
    let name = handIn.files.map(\.name).joined(separator: ", ")
    var findings = [match.finding(name)].compactMap(\.self)
    if let attempts = laterAttempts {
      findings.append(
        Finding(
          "earlier-attempt", .note, name, "is one of \(attempts) attempts, and not the last",
          remedy: "nothing has to be done: all are kept, and the last before the close counts"))
    }
    let received = handIn.time?.instant ?? row?.received
    if handIn.saysLate, received == nil {
      findings.append(
        Finding(
          "says-late", .note, name, "is marked as late by \(platform.title), which gives no time",
          remedy: "it is not judged by that; give the times in a list with --times"))
    }
    return PlannedHandIn(
      handIn: handIn, paths: paths, person: person,
      assessment: lists.assessment ?? row?.assessment, received: received, findings: findings,
      match: match, listed: row?.file)
  }

  /// Holds the list of a platform against its exports.
  private func reconciled(_ platform: Platform, _ listings: [PlatformListing]) -> [Finding] {
    let mine = exports.filter { $0.export.platform == platform }
    let handIns = mine.flatMap(\.handIns)
    var people: Set<Identifier> = []
    var files: [(name: String, id: Identifier)] = []
    for handIn in handIns {
      guard case .one(let id) = handIn.match else { continue }
      if people.insert(id).inserted { files.append((handIn.paths.first ?? handIn.handIn.key, id)) }
    }
    let unmatched = handIns.filter { $0.person == nil }
      .flatMap { planned in
        let person = planned.handIn.person
        return [planned.handIn.listing, person.number, person.login].compactMap(\.self)
      }
    return reconcile(
      listings.map { ($0, roster.find($0.person)) }, handedIn: people,
      unmatchedKeys: Set(unmatched), files: files)
  }
}

extension PlatformRoster.Match {
  /// Why nobody, or not one alone, was found.
  fileprivate func finding(_ name: String) -> Finding? {
    switch self {
    case .one, .none: nil
    case .several(let ids):
      Finding(
        "platform-ambiguous", .held, name,
        "may be of any of \(ids.prefix(5).map(\.text).joined(separator: ", ")), who share what the "
          + "platform says",
        remedy: "say whose it is in a list for --match")
    case .contradiction(let ids):
      Finding(
        "platform-contradiction", .held, name,
        "is of different people by its number, login and address: "
          + ids.prefix(5).map(\.text).joined(separator: ", "),
        remedy: "correct the roster, or say whose it is in a list for --match")
    }
  }
}
