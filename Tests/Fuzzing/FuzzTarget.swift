import Findings

@testable import Archive
@testable import Assessment
@testable import Documents
@testable import Sealing
@testable import Sheets

/// A reader of what strangers send, given bytes that mean nothing.
///
/// None may crash, run away with time or memory, or throw what it does not declare. Documents and
/// bags take their parts in the form of `Parted`, so that a change to a byte of the input is a change
/// to a part and not a wrong checksum.
enum FuzzTarget: String, CaseIterable, Sendable {
  case age, allocation, answers, archive, assessment, bag, csv, docx, exports, inflate, marks, odt
  case pack, pdf, picture, ratings, receipt, returned, roster, rubric, salvage, scheme, signify
  case text, web, xlsx

  func run(_ bytes: [UInt8]) {
    switch self {
    case .age: Self.age(bytes)
    case .allocation: Self.allocation(bytes)
    case .answers: Self.answers(bytes)
    case .archive: Self.archive(bytes)
    case .assessment: _ = readAssessment(String(decoding: bytes, as: UTF8.self), name: "a.yaml")
    case .bag: Self.bag(Parted(bytes))
    case .csv: Self.csv(bytes)
    case .docx: Self.document(bytes, "docx")
    case .exports: Self.exports(Parted(bytes))
    case .inflate: Self.inflated(bytes)
    case .marks: if let pack = MadePack.contents { Self.marks(bytes, pack) }
    case .odt: Self.document(bytes, "odt")
    case .pack: Self.pack(bytes)
    case .pdf: Self.portable(bytes)
    case .picture: _ = cleanPicture(bytes)
    case .ratings: _ = readAgreementTable(bytes, name: "r.csv")
    case .receipt: _ = Receipt.read(bytes)
    case .returned: if let pack = MadePack.contents { Self.returned(bytes, pack) }
    case .roster: Self.roster(bytes)
    case .rubric: _ = readRubric(String(decoding: bytes, as: UTF8.self), name: "r.yaml")
    case .salvage: Self.salvage(bytes)
    case .scheme: Self.scheme(bytes)
    case .signify: Self.signify(bytes)
    case .text: Self.text(bytes)
    case .web: Self.web(bytes)
    case .xlsx: Self.workbook(Parted(bytes))
    }
  }

  private static func archive(_ bytes: [UInt8]) {
    let limits = ArchiveLimits()
    let report = try? checkContainer(bytes: bytes, limits: limits)
    do throws(ArchiveError) {
      var reader = try ZipReader(bytes: bytes, limits: limits)
      precondition(report?.findings.verdict != .refused, "what is refused is opened")
      while let entry = try reader.next() {
        let content = try reader.readAll()
        precondition(content.count == entry.bytes, "an entry has another size than it says")
      }
    } catch {
      _ = "\(error)"
    }
  }

  /// What the strict reader takes, the lenient one finds too, byte for byte.
  private static func salvage(_ bytes: [UInt8]) {
    let limits = ArchiveLimits()
    guard var damaged = try? SalvageReader(bytes: bytes, limits: limits) else { return }
    var saved: [String: [[UInt8]]] = [:]
    for index in damaged.members.indices {
      var content: [UInt8] = []
      guard (try? damaged.read(index, { content += $0 })) != nil else { continue }
      precondition(damaged.members[index].problem == nil, "what cannot be had was read")
      saved[damaged.members[index].name, default: []].append(content)
    }
    guard damaged.isComplete, var whole = try? ZipReader(bytes: bytes, limits: limits) else {
      return
    }
    while let entry = try? whole.next() {
      guard let content = try? whole.readAll() else { return }
      precondition(
        entry.kind == .folder || saved[entry.name]?.contains(content) == true,
        "an entry of a whole archive is not found")
    }
  }

  private static func bag(_ parted: Parted) {
    let archive = storedZip(parted.parts)
    for profile in [BagProfile.anyBag, .submission] {
      guard let reader = try? ZipReader(bytes: archive, limits: ArchiveLimits()),
        let bag = try? readBag(from: reader, as: profile)
      else { continue }
      _ = judgeBag(bag.contents, as: profile)
      guard let record = bag.contents.tags[Array("submission.json".utf8)] else { continue }
      _ = SubmissionRecord.read(record).value?.faults(against: bag.contents.files)
    }
  }

  /// What is read and written again is read as the same.
  private static func csv(_ bytes: [UInt8]) {
    guard let sheet = readCSV(bytes, name: "x.csv", required: []).value, !sheet.header.isEmpty
    else { return }
    let rows = sheet.rows.map { row in row.cells.map(CSVCell.text) + ["."] }
    let header = (0...sheet.header.count).map { "c\($0)" }
    let full = rows.map { $0 + Array(repeating: ".", count: header.count - $0.count) }
    guard
      let again = readCSV(writeCSV(header: header, rows: full), name: "y.csv", required: []).value
    else { preconditionFailure("what was written is not read") }
    precondition(again.rows.count == sheet.rows.count, "rows are lost")
    for (before, after) in zip(sheet.rows, again.rows) {
      let kept = after.cells.prefix(before.cells.count)
      precondition(kept.elementsEqual(before.cells) { $0 == $1 }, "a cell is not what it was")
    }
  }

  /// A workbook is read within its limits, and what was read is written and read as the same.
  private static func workbook(_ parted: Parted) {
    let judged = readTables(storedZip(parted.parts), name: "x.xlsx", required: [])
    precondition(judged.value != nil || judged.findings.verdict == .refused, "unread for no reason")
    for sheet in judged.value ?? [] {
      let rows = sheet.rows.prefix(50).map { row in
        row.cells.map { WorkbookCell.text($0) } + [.text(".")]
      }
      let width = rows.map(\.count).max() ?? 0
      let columns = (0...width).map { WorkbookSheet.Column("c\($0)", width: 9) }
      guard let bytes = try? writeWorkbook([.init(name: "x", columns: columns, rows: rows)])
      else { continue }
      let again = readTable(bytes, name: "y.xlsx", required: []).value
      precondition(again?.rows.count == rows.count, "rows are lost")
      for (before, after) in zip(sheet.rows, again?.rows ?? []) {
        let kept = after.cells.prefix(before.cells.count)
        precondition(kept.elementsEqual(before.cells) { $0 == $1 }, "a cell is not what it was")
      }
    }
  }

  private static func marks(_ bytes: [UInt8], _ pack: PackContents) {
    check(readMarkSheet(bytes, name: "marks.csv", pack: pack).value ?? [], pack)
  }

  private static func returned(_ bytes: [UInt8], _ pack: PackContents) {
    let read = readReturn(bytes, name: "marks.json")
    guard let answer = read.value else {
      precondition(!read.findings.isEmpty, "unread and no reason given")
      return
    }
    check(judge(answer, name: "marks.json", pack: pack).value ?? [], pack)
  }

  private static func check(_ rows: [ScriptMarks], _ pack: PackContents) {
    for row in rows {
      precondition(pack.scripts[row.script] != nil, "a script that is not in the pack")
      for (criterion, mark) in row.marks {
        let levels = pack.scripts[row.script].flatMap { pack.rubrics[$0] }?.rubric.criteria
          .first { $0.id == criterion }?.levels
        precondition(levels?.contains { $0.marks == mark } == true, "a mark that no level gives")
      }
    }
  }

  private static func document(_ bytes: [UInt8], _ kind: String) {
    let reading = readDocument(storedZip(Parted(bytes).parts), name: "response.\(kind)")
    precondition(reading.format != nil || !reading.findings.isEmpty, "unread and no reason given")
  }

  private static func text(_ bytes: [UInt8]) {
    _ = readDocument(bytes, name: "response.txt")
    _ = readDocument(bytes, name: "response.md")
  }

  /// Everything that our own code does with a PDF; poppler's programs are not ours.
  private static func portable(_ bytes: [UInt8]) {
    _ = Content(bytes)
    let names = PortableNames(bytes)
    _ = (names.findings(subject: "x"), names.traces)
    let text = String(decoding: bytes, as: UTF8.self)
    _ = PortableFacts(text).findings(subject: "x")
    _ = PortablePages(text).paragraphs
  }

  private static func age(_ bytes: [UInt8]) {
    let keys = AgeKeys(
      identities: MadeKeys.identity.map { [$0] } ?? [], passphrase: Passphrase("of no use"),
      maximumWorkFactor: 8)
    _ = try? unsealed(bytes, with: keys)
    let text = String(decoding: bytes, as: UTF8.self)
    _ = try? AgeRecipient.list(text)
    _ = try? AgeIdentity.list(text)
  }

  private static func signify(_ bytes: [UInt8]) {
    _ = try? Signature(bytes)
    _ = try? VerificationKey(publicText: bytes)
    _ = try? SigningKey(secretText: bytes)
  }
}
