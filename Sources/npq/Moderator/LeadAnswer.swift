import Findings
import Foundation

/// A lead's list.
struct LeadAnswer: Encodable {
  struct Assessor: Encodable {
    let assessor, name: String
    let given, done: Int
    let daysOver: Int?
    let packs, unfinished: [String]
    /// Markings of others on the same scripts; of these within tolerance, and on the same side.
    let compared, within, sameSide: Int
    /// How many marks more than others they give on average.
    let differs: Double
    let standing: [String]
    let seeds: Int
    let drifts: [String]
  }

  struct Sample: Encodable {
    let number: Int
    /// Whether it was drawn from the scripts of just these assessors.
    let isTheirs: Bool
    let outcome: String?
    /// Those of its scripts that they marked.
    let scripts: [SampleAnswer.Script]
  }

  let lead, name: String
  let assessors: [Assessor]
  /// Open ones.
  let queries: [ListQueries.Payload.Query]
  let samples: [Sample]
  /// How many wait for a decision, by the command that takes it.
  let waiting: [String: Int]
  var findings: [Finding] = []

  enum CodingKeys: String, CodingKey { case lead, name, assessors, queries, samples, waiting }
}

extension LeadAnswer {
  var text: String {
    let count = assessors.count == 1 ? "1 assessor" : "\(assessors.count) assessors"
    let who = name == lead ? name : "\(name) (\(lead))"
    var parts = ["\(who.escaped) leads \(count)\n\n" + assessorTable + "\n" + packTable]
    parts.append(queries.isEmpty ? "no query of theirs is open" : "open queries\n" + queryTable)
    parts += samples.map(text)
    let open = ["agree", "third", "adjudicate", "sample", "standardise"].compactMap { verb in
      waiting[verb].flatMap { count in
        count == 0 ? nil : "  \(count)  npq moderate \(verb) --lead \(quoted) --sheet FILE.xlsx"
      }
    }
    parts.append(
      open.isEmpty ? "nothing waits for a decision" : "to decide\n" + open.joined(separator: "\n"))
    return parts.joined(separator: "\n")
  }

  private var quoted: String {
    lead.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "'") && $0 < 0x7f }
      ? lead : "'\(lead.escaped)'"
  }

  private var assessorTable: String {
    var table = TextTable(
      [
        "assessor", "name", "given", "done", "to do", "over", "compared", "within", "same side",
        "differs", "seeds", "standing",
      ], numbers: [2, 3, 4, 5, 6, 7, 8, 9, 10])
    for one in assessors {
      let differs = one.differs > 0 ? "+\(one.differs)" : "\(one.differs)"
      table.add([
        one.assessor, one.name, "\(one.given)", "\(one.done)", "\(one.given - one.done)",
        one.daysOver.map { "\($0) d" } ?? "", "\(one.compared)",
        one.compared == 0 ? "" : "\(one.within)", one.compared == 0 ? "" : "\(one.sameSide)",
        one.compared == 0 ? "" : differs, "\(one.seeds)",
        (one.standing + (one.drifts.isEmpty ? [] : ["drifts"])).joined(separator: ", "),
      ])
    }
    return table.text
  }

  private var packTable: String {
    var table = TextTable(["assessor", "packs", "not finished"])
    for one in assessors where !one.packs.isEmpty {
      table.add([
        one.assessor, one.packs.joined(separator: " "), one.unfinished.joined(separator: " "),
      ])
    }
    return assessors.allSatisfy(\.packs.isEmpty) ? "no pack has gone out to them\n" : table.text
  }

  private var queryTable: String {
    var table = TextTable(
      ["query", "days", "script", "assessor", "flag", "owner"], numbers: [0, 1])
    for query in queries {
      table.add([
        "\(query.number)", "\(query.days)", query.script, query.assessor, query.flag, query.owner,
      ])
    }
    return table.text
  }

  private func text(_ sample: Sample) -> String {
    var table = TextTable(
      ["script", "marked by", "result", "total", "reader", "read", "as"], numbers: [3, 5])
    for script in sample.scripts {
      table.add([
        script.script, script.assessors.joined(separator: ", "), script.outcome,
        script.total ?? "", script.reader ?? "", script.readTotal ?? "",
        (script.read ?? "") + (script.isUpheld == false ? " (differs)" : ""),
      ])
    }
    return "sample \(sample.number)\(sample.isTheirs ? ", of their scripts alone" : "")"
      + "\(sample.outcome.map { ": \($0)" } ?? ", not decided yet")\n" + table.text
  }
}
