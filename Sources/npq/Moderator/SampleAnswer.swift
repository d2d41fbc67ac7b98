import Assessment
import Findings
import Ledger

/// A sample as people see it: what was asked and drawn, its power, and what its readers found.
struct SampleAnswer: Encodable {
  struct Script: Encodable {
    let script, why, outcome: String
    /// Whose markings count.
    let assessors: [String]
    let total, reader, readTotal, read: String?
    let isUpheld: Bool?
    let isChanged: Bool
  }

  struct Power: Encodable {
    /// So many results, this share of all rounded up, are wrong.
    let wrong, wrongPercent: Int
    /// The chance to find at least one, in thousandths, cut.
    let chancePerMille: Int
  }

  let number: Int
  let assessment, qualification, rule, purpose: String
  let draw: UInt64
  /// From whose scripts it was drawn; empty where from all.
  let from: [String]
  let scripts, asked, drawn, besides: Int
  let power: [Power]
  let list: [Script]
  let read, upheld: Int
  let outcome: String?

  init(_ sample: SampleRecord, _ scripts: [SampledScript]) {
    number = sample.number
    assessment = sample.assessment
    qualification = sample.qualification.code
    rule = sample.policy.words
    purpose = sample.purpose
    draw = sample.draw
    from = sample.assessors
    self.scripts = sample.population
    asked = sample.asked
    let drawn = sample.scripts.count { $0.why.hasPrefix(DrawnSample.atRandom) }
    self.drawn = drawn
    besides = sample.scripts.count - drawn
    power = [1, 2, 5, 10].map { percent in
      let chance = samplePower(drawn: drawn, of: sample.population, wrongPercent: percent)
      let wrong = wrongScripts(percent, of: sample.population)
      return Power(wrong: wrong, wrongPercent: percent, chancePerMille: Int(chance * 1000))
    }
    list = scripts.map { item in
      Script(
        script: item.script, why: item.why, outcome: item.row.decision.outcome.rawValue,
        assessors: item.row.complete.map(\.assessor.text),
        total: item.row.decision.total?.description, reader: item.reader,
        readTotal: item.read.map { "\($0.total)" },
        read: item.read.map { $0.passes ? "pass" : "no pass" }, isUpheld: item.isUpheld,
        isChanged: item.isChanged)
    }
    read = scripts.count { $0.read != nil }
    upheld = scripts.count { $0.isUpheld == true }
    outcome = sample.outcome?.word
  }

  var text: String {
    var table = TextTable(
      ["script", "why", "result", "total", "reader", "read", "as"], numbers: [3, 5])
    for script in list {
      table.add([
        script.script, script.why, script.outcome, script.total ?? "", script.reader ?? "",
        script.readTotal ?? "",
        (script.read ?? "") + (script.isUpheld == false ? " (differs)" : "")
          + (script.isChanged ? " (marks changed since)" : ""),
      ])
    }
    let whose = from.isEmpty ? "" : " of \(from.joined(separator: ", "))"
    var lines = [
      "sample \(number): \(assessment) \(qualification), \(scripts) scripts\(whose)",
      "rule: \(rule); asked \(asked), drawn \(drawn), \(besides) besides",
      "chance to hold a wrong result: \(chances)",
      "draw \(draw); smallest first: printf '\(draw)\\n\(purpose)\\n%s' SCRIPT | sha256sum",
      "", table.text,
    ]
    if read > 0 { lines.append("read \(read) of \(list.count); \(upheld) results upheld") }
    if let outcome { lines.append("outcome: \(outcome)") }
    return lines.joined(separator: "\n")
  }

  /// How likely it is to hold a wrong result, if so many are wrong.
  var chances: String {
    var chances: [String] = []
    for item in power where chances.isEmpty || item.wrong != power[0].wrong {
      chances.append("\(percent(item.chancePerMille)) if \(item.wrong) of \(scripts) are wrong")
    }
    return chances.joined(separator: ", ")
  }

  /// The scripts whose readers come to the other side of a pass, with whose markings those are.
  var otherSide: String {
    list.filter { $0.isUpheld == false }.map { script in
      "\(script.script) (\(script.assessors.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private func percent(_ perMille: Int) -> String { "\(perMille / 10).\(perMille % 10)%" }
}
