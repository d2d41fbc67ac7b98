import Assessment
import Ledger

/// What readers outside the count came to, beside what stands.
struct ReadingsAnswer: Encodable {
  struct Script: Encodable {
    let script, qualification, outcome, reader: String
    let total, readTotal, read: String?
    let isUpheld: Bool?
  }

  let list: [Script]
  let read, upheld: Int
  /// The mean of the readers' totals less the totals that stand, in hundredths of a mark.
  let meanDifferenceHundredths: Int?

  init(_ readings: [ScriptReading]) {
    list = readings.map { item in
      Script(
        script: item.script, qualification: item.entry.qualification.code,
        outcome: (item.entry.release?.outcome ?? item.row.decision.outcome).rawValue,
        reader: item.reader.text, total: item.row.decision.total?.description,
        readTotal: item.read.map { "\($0.total)" },
        read: item.read.map { $0.passes ? "pass" : "no pass" }, isUpheld: item.isUpheld)
    }
    read = readings.count { $0.read != nil }
    upheld = readings.count { $0.isUpheld == true }
    let apart = readings.compactMap { item -> Int? in
      guard let read = item.read, let total = item.row.decision.total else { return nil }
      return 100 * (read.total * total.markings - total.sum) / total.markings
    }
    meanDifferenceHundredths = apart.isEmpty ? nil : apart.reduce(0, +) / apart.count
  }

  var text: String {
    var table = TextTable(
      ["script", "qualification", "result", "total", "reader", "read", "as"], numbers: [3, 5])
    for script in list {
      table.add([
        script.script, script.qualification, script.outcome, script.total ?? "", script.reader,
        script.readTotal ?? "",
        (script.read ?? "") + (script.isUpheld == false ? " (differs)" : ""),
      ])
    }
    guard read > 0 else { return "\(table.text)\nread 0 of \(list.count)" }
    let mean = meanDifferenceHundredths.map { ", \(signed($0)) marks from the totals on average" }
    return "\(table.text)\nread \(read) of \(list.count); \(upheld) results upheld\(mean ?? "")"
  }

  private func signed(_ hundredths: Int) -> String {
    let size = hundredths.magnitude
    let sign = hundredths < 0 ? "-" : "+"
    return "\(sign)\(size / 100).\(size % 100 < 10 ? "0" : "")\(size % 100)"
  }
}
