import Archive
import Assessment
import Findings
import Foundation

/// The folder of an opened marking pack: what it is, and what stands in its sheets.
struct PackPlace {
  let folder: URL
  let pack: OpenedPack

  /// Reads the pack of a folder, or of the folder in which a sheet lies.
  static func find(_ path: String) -> Judged<PackPlace> {
    var folder = URL(filePath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      return Judged(
        nil, [Finding("not-found", .refused, path, "is not there", remedy: "check the name")])
    }
    if !isFolder.boolValue { folder.deleteLastPathComponent() }
    let file = folder.appending(path: PackFolder.page)
    guard let data = FileManager.default.contents(atPath: file.path) else {
      return Judged(
        nil,
        [
          Finding(
            "no-pack-beside", .refused, path,
            "no opened pack is here: \(PackFolder.page) is missing",
            remedy: "open the pack with npq open PACK -o DIR, and put the sheet into that folder")
        ])
    }
    let read = OpenedPack.read([UInt8](data), name: file.path)
    return Judged(read.value.map { PackPlace(folder: folder, pack: $0) }, read.findings)
  }

  /// The names of the sheets that the folder may hold, CSV by qualification.
  func sheetName(for qualification: Qualification) -> String {
    markSheetName(for: qualification, of: Set(pack.schemes.keys))
  }

  /// Every sheet of marks in the folder.
  var sheets: [URL] {
    let names = pack.schemes.keys.map(sheetName).sorted() + [PackFolder.workbook]
    return names.map { folder.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
  }

  /// What stands in some sheets together; a script in two of them has to be the same in both.
  func rows(in sheets: [URL]) -> (judged: Judged<[ScriptMarks]>, later: Set<ScriptCode>) {
    var rows: [ScriptMarks] = []
    var homes: [ScriptCode: (row: ScriptMarks, file: String)] = [:]
    var findings: [Finding] = []
    var later: Set<ScriptCode> = []
    for sheet in sheets {
      let file = sheet.lastPathComponent
      guard let data = FileManager.default.contents(atPath: sheet.path) else {
        findings.append(
          Finding("not-readable", .refused, file, "cannot be read", remedy: "check who may read it")
        )
        continue
      }
      let read = readMarkSheet([UInt8](data), name: file, pack: pack.contents)
      later.formUnion(scriptsForLater([UInt8](data), name: file))
      // What is unfinished is told once, of all sheets together.
      findings += read.findings.filter { !["marks-not-begun", "marks-in-part"].contains($0.code) }
      for row in read.value ?? [] {
        if let other = homes[row.script] {
          if !row.saysTheSame(as: other.row) {
            findings.append(.contradictoryFiles(row, file, other.file))
          }
        } else {
          homes[row.script] = (row, file)
          rows.append(row)
        }
      }
    }
    return (Judged(rows, findings), later)
  }

  /// The return that left last; nothing where none did.
  func lastReturn() -> Judged<[ScriptMarks]> {
    let file = folder.appending(path: PackFolder.lastReturn)
    guard let data = FileManager.default.contents(atPath: file.path) else { return Judged([]) }
    let read = Assessment.readReturn([UInt8](data), name: file.lastPathComponent)
    guard let answer = read.value else { return Judged(nil, read.findings) }
    let judged = judge(answer, name: file.lastPathComponent, pack: pack.contents)
    return Judged(judged.value, judged.findings.filter { $0.severity == .refused })
  }
}
