import Assessment
import Findings
import Foundation
import Ledger

/// What the lists say of each file: whose it is, and when it was handed in.
struct ReadLists {
  let ledger: Ledger

  func read(match: String?, times: String?) throws -> Judged<[String: HandedInRow]> {
    let people = try ledger.personIndex()
    let zone = try ledger.assessments().first?.assessment.window.zone ?? "Europe/London"
    var findings: [Finding] = []
    var rows: [String: HandedInRow] = [:]
    for path in Set([match, times].compactMap { $0 }).sorted() {
      let read = readBytes(path) {
        readHandedIn($0, name: $1, participants: people, zone: zone)
      }
      findings += read.findings
      for row in read.value?.rows ?? [] {
        var whole = rows[row.file] ?? HandedInRow(line: row.line, file: row.file)
        if path == match { whole.participant = row.participant }
        if path == match { whole.assessment = row.assessment }
        if path == times { whole.received = row.received }
        rows[row.file] = whole
      }
    }
    return Judged(rows, findings)
  }
}

/// Joins files with what the lists say of them.
struct ReceiveSearch {
  let lists: ReceiveLists
  /// What exports account for, which is not missing because no file has its name.
  let accounted: Set<String>

  /// What is to be received, in the order of names; and what is listed but not there.
  func incoming(_ files: [(path: String, name: String)]) -> Judged<[Incoming]> {
    var findings: [Finding] = []
    var used: Set<String> = []
    var groups: [String: Incoming] = [:]
    for file in files {
      let row = lists.rows[file.name] ?? lists.rows[URL(filePath: file.path).lastPathComponent]
      if let row { used.insert(row.file) }
      let whose = lists.person ?? row?.participant?.text
      let wanted = lists.assessment ?? row?.assessment
      // One person's documents of one moment are one response; packages stand alone.
      let alone = [".zip", ".age"].contains { file.name.lowercased().hasSuffix($0) }
      let together = whose != nil && row?.received != nil && !alone
      let key =
        together
        ? "\(whose ?? "")\n\(wanted ?? "")\n\(row?.received?.seconds ?? 0)" : file.path
      var group =
        groups[key]
        ?? Incoming(files: [], person: whose, assessment: wanted, received: row?.received)
      group.files.append(file)
      groups[key] = group
    }
    let missing = Set(lists.rows.keys).subtracting(used).subtracting(accounted)
    findings += missing.sorted().map {
      Finding(
        "listed-without-file", .warning, $0, "stands in the list, but there is no such file",
        remedy: "ask for the file before anyone is told that nothing came")
    }
    let sorted = groups.values.sorted { left, right in
      (left.received?.seconds ?? .max, left.files[0].name)
        < (right.received?.seconds ?? .max, right.files[0].name)
    }
    return Judged(sorted, findings)
  }
}
