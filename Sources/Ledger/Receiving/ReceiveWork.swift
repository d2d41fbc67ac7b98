import Archive
import Assessment
import Documents
import Findings
import Foundation

/// Judges one thing that comes in and keeps it, before anything of it becomes true.
struct ReceiveWork: Sendable {
  let context: ReceiveContext
  /// A folder of this piece of work alone, which need not be there yet.
  let folder: URL
  /// What the very same is known to be, by the entry for which it was received.
  var known: [Int: SettledResponse] = [:]
  /// When the very same was first received.
  var earlier = FirstReceived()

  func arrival(
    of incoming: Incoming, kept: KeptOriginals
  ) throws -> Arrival {
    let stated = context.act.machineTime == nil ? "office" : "stated"
    let (incoming, choices) = chosen(of: incoming)
    var arrival = Arrival(
      original: kept.original, originals: kept.each, name: incoming.name,
      received: incoming.received ?? context.act.time,
      clock: incoming.received == nil ? stated : "platform", findings: [],
      replaces: incoming.replaces)
    keepTime(of: &arrival, incoming, whose: incoming.person.flatMap(context.person))
    arrival.origin = incoming.origin
    arrival.isTimeKnown = incoming.isTimeKnown
    arrival.findings = choices + incoming.originFindings(isTimeKnown: arrival.isTimeKnown)
    if let opened = try opened(incoming, &arrival) {
      if opened.isArchive {
        try take(package: opened, into: &arrival)
      } else {
        try take(documents: opened, into: &arrival)
      }
    }
    arrival.draft = try draft(of: arrival, incoming)
    return arrival
  }

  private func take(package incoming: Incoming, into arrival: inout Arrival) throws {
    let staging = folder.appending(path: "package")
    try FileManager.default.createDirectory(
      at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = incoming.files[0].path
    let inspection = try inspectSubmission(
      path: path, staging: staging.path, limits: context.limits)
    arrival.findings += inspection.findings.map { $0.about(incoming.name) }
    arrival.content = inspection.contentDigest
    var record = inspection.record
    if context.isSalvaging, inspection.verdict == .refused {
      let salvage = try salvage(incoming.name, at: path, &arrival)
      record = record ?? salvage?.record
    }
    let person = incoming.person ?? record?.participant.text
    guard let person else { return nobody(incoming, &arrival) }
    arrival.findings += context.otherParticipant(record, than: incoming)
    let wanted = record?.qualification?.code ?? record?.assessment.text ?? incoming.assessment
    arrival.person = context.person(person)
    keepTime(of: &arrival, incoming, whose: arrival.person)
    let found = context.entry(of: person, assessment: wanted, subject: incoming.name)
    arrival.findings += found.findings
    guard let entry = found.value, let force = context.inForce(for: entry) else { return }
    arrival.entry = entry.id
    if inspection.verdict == .refused || arrival.isSettled(known, asPackage: true) { return }
    if inspection.assessment?.text != entry.assessment {
      arrival.findings.append(.otherAssessment(incoming.name, entry.assessment))
    }
    let files = inspection.files.compactMap { file in
      file.path.map { ResponseFile(path: $0, name: file.name) }
    }
    let check = checkResponse(files, for: force.assessment, side: .office)
    arrival.findings += check.findings
    arrival.record = inspection.record
    finish(entry, force, check, &arrival)
  }

  private func take(documents incoming: Incoming, into arrival: inout Arrival) throws {
    guard let person = incoming.person else { return nobody(incoming, &arrival) }
    arrival.person = context.person(person)
    keepTime(of: &arrival, incoming, whose: arrival.person)
    let found = context.entry(
      of: person, assessment: incoming.assessment, subject: incoming.name)
    arrival.findings += found.findings
    guard let entry = found.value, let force = context.inForce(for: entry),
      let participant = Identifier(entry.person)
    else { return }
    arrival.entry = entry.id
    if arrival.isSettled(known, asPackage: false) { return }
    let files = incoming.files.map { ResponseFile(path: $0.path, name: $0.name.fileName) }
    var request = PackageRequest(
      files: files, participant: participant, qualification: entry.qualification,
      attempt: entry.attempt)
    request.handedIn = arrival.handedIn
    request.ownWorkElsewhere =
      arrival.handedIn?.ownWork ?? "as the document was handed in to the office"
    let outcome = try preparePackage(
      request, for: force.assessment.taking(typed: incoming), side: .office)
    arrival.findings += outcome.findings
    guard let package = outcome.package else { return }
    arrival.content = package.contentDigest
    // Most of what is handed in is deflated already.
    try package.write(
      to: context.store.url(of: package.contentDigest).path, replacing: true,
      context.store.syncing, .least)
    arrival.record = package.record
    finish(entry, force, outcome.check, &arrival)
  }

  /// What the same person handed in before was in time then; a platform says itself when it came.
  private func keepTime(
    of arrival: inout Arrival, _ incoming: Incoming, whose person: Identifier?
  ) {
    guard incoming.origin == nil, incoming.received == nil,
      let earlier = earlier.by(person?.text)
    else { return }
    (arrival.received, arrival.clock) = (earlier.time, earlier.clock)
  }

  private func nobody(_ incoming: Incoming, _ arrival: inout Arrival) {
    guard arrival.findings.verdict != .refused else { return }
    arrival.findings.append(
      Finding(
        "nobody-known", .held, incoming.name, "cannot be matched to a person",
        remedy: "name the file in a list for --match, or say whose it is with --on-behalf"))
  }

  /// What stands against a response besides its files, and its clean copies.
  private func finish(
    _ entry: EntryRecord, _ force: AssessmentInForce, _ check: ResponseCheck,
    _ arrival: inout Arrival
  ) {
    arrival.words = check.words
    arrival.format = check.files.first?.reading.format?.rawValue
    arrival.findings += check.paperFindings(of: force.assessment, in: context.papers)
    if arrival.isTimeKnown { arrival.judge(entry, force.assessment.window) }
    arrival.judge(entry)
    guard arrival.findings.verdict != .refused else { return }
    let decided = context.decisions[entry.id] ?? [:]
    let masks = NameMasks(
      of: entry, caseStudy: force.caseStudy, readings: check.files.map(\.reading),
      accepted: Set(decided.filter { $0.value == .accept }.keys)
    ).masks
    for file in check.files {
      arrival.names += NameRow.rows(of: namePlaces(of: masks, in: file.reading))
      copy(file, masks, &arrival)
    }
    arrival.judgeNames(decided)
  }

  private func copy(_ file: ResponseCheck.File, _ masks: [Mask], _ arrival: inout Arrival) {
    guard let format = file.reading.format else { return }
    do {
      let (copy, bytes) = try cleanCopy(of: file.document, as: format, masks: masks)
      arrival.findings += copy.findings.map { $0.about(file.name) }
      arrival.copies.append((try context.clean.keep(bytes), copy.format.rawValue))
    } catch {
      arrival.findings.append(
        Finding(
          "no-clean-copy", .held, file.name, "has no copy for assessors: \(error)",
          remedy: "ask for the response in another format, and receive that"))
    }
  }
}

extension Arrival {
  /// The time that is held against the close: what takes the place of a response in time is in time.
  fileprivate func letIn(by close: Instant) -> Instant {
    guard let replaces, replaces.lateSeconds == 0 else { return received }
    return min(received, close)
  }

  /// Judges the time of record by the window and the late rule.
  fileprivate mutating func judge(_ entry: EntryRecord, _ window: SubmissionWindow) {
    let judgement = window.judge(received, extension: entry.extendedUntil)
    switch judgement.state {
    case .open: break
    case _ where replaces != nil:
      // The office decided that it counts as what it takes the place of.
      lateSeconds = replaces?.lateSeconds ?? 0
    case .early:
      findings.append(
        Finding(
          "window-not-open", .held, name, "came before the window opens, \(judgement.opensAt)",
          remedy: "check the time of record, or decide that it counts"))
    case .late:
      lateSeconds = judgement.by
      let severity: Finding.Severity = window.late == .accept ? .warning : .held
      findings.append(
        Finding(
          "late", severity, name, "came after the close, within grace",
          remedy: window.late == .accept
            ? "nothing has to be done: it is flagged as late"
            : "decide whether it counts; 'npq record extension' lets it through"))
    case .closed:
      lateSeconds = judgement.by
      findings.append(
        Finding(
          "window-closed", .held, name, "came after the close, \(judgement.closesAt)",
          remedy: "if there is an extension, record it with 'npq record extension' and receive "
            + "the file again"))
    }
  }

  /// Judges whether the entry still stands.
  fileprivate mutating func judge(_ entry: EntryRecord) {
    if entry.facts.withdrawn || entry.facts.deferred {
      let state = entry.facts.withdrawn ? "withdrawn" : "deferred"
      findings.append(
        Finding(
          "entry-\(state)", .held, name, "is for an entry that is \(state)",
          remedy: "ask the person, and put the record right first"))
    }
  }
}

extension Arrival {
  /// What is said of names in the text, and whether words that were asked about are there again.
  fileprivate mutating func judgeNames(_ decided: [String: NameDecision]) {
    guard !names.isEmpty else { return }
    if names.contains(where: { decided[$0.words] == .ask }) { findings.append(.nameInText(name)) }
    let times = names.map(\.times).reduce(0, +)
    findings.append(
      Finding(
        "names-masked", .note, name,
        "names its writer \(times == 1 ? "once" : "\(times) times"); the copy for assessors does not",
        remedy: "npq triage lists the places, for you to accept, mask or ask about"))
  }
}

extension Finding {
  /// The finding with the file's own name before its subject.
  fileprivate func about(_ name: String) -> Finding {
    let whole = subject.isEmpty || subject == name ? name : "\(name): \(subject)"
    return Finding(code, severity, whole, message, remedy: remedy)
  }

  /// That words stand in a response which its writer is asked to take out.
  static func nameInText(_ name: String) -> Finding {
    Finding(
      "name-in-text", .held, name, "holds words that tell who wrote it, which are not to be masked",
      remedy: "its writer is asked to send it without them; npq triage shows them")
  }

  fileprivate static func otherAssessment(_ name: String, _ id: String) -> Finding {
    Finding(
      "other-assessment", .held, name, "was made for another assessment than \(id)",
      remedy: "ask the person which assessment it answers")
  }
}

extension ReceiveWork {
  /// What the receipt says, whatever becomes of the arrival.
  private func draft(of arrival: Arrival, _ incoming: Incoming) throws -> Receipt.Facts? {
    guard let clock = Receipt.Clock(rawValue: arrival.clock) else { return nil }
    let entry = arrival.entry.flatMap { id in
      context.entries.of(arrival.person?.text ?? "").first { $0.id == id }
    }
    let paper = entry.flatMap { entry in
      context.inForce[entry.assessment].map { force in
        Receipt.Paper(
          of: force.assessment, qualification: entry.qualification, attempt: entry.attempt,
          received: arrival.isTimeKnown
            ? arrival.letIn(by: entry.extendedUntil ?? force.assessment.window.closesAt) : nil,
          extension: entry.extendedUntil)
      }
    }
    var facts = Receipt.Facts(
      participant: arrival.person, paper: paper, received: arrival.knownTime, clock: clock,
      originals: arrival.originals, files: try arrival.record?.files ?? kept(incoming, arrival),
      method: DocumentReading.method, contentDigest: arrival.content,
      verdict: arrival.findings.verdict)
    facts.handedIn = arrival.handedIn
    return facts
  }

  /// The files as they came, where no package says more of them.
  private func kept(_ incoming: Incoming, _ arrival: Arrival) throws -> [SubmissionRecord.File] {
    try zip(incoming.files, arrival.originals).map { file, digest in
      let url = context.store.url(of: digest)
      return SubmissionRecord.File(
        name: file.name.fileName,
        bytes: try url.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0,
        sha256: digest, words: nil)
    }
  }
}

extension String {
  /// The last component of a relative path.
  fileprivate var fileName: String {
    let parts = utf8.split(separator: UInt8(ascii: "/"))
    return parts.last.map { String(Substring($0)) } ?? self
  }
}
