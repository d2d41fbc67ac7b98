import Assessment
import Findings
import Sheets
import Testing

private func rows() throws -> [ResultRow] {
  let two = DecisionPolicy(markings: 2)
  var pair = try entry(
    [try marking("2 2 2", by: "A1"), try marking("3 2 2", by: "A2")], policy: two)
  pair.participant = try id("P2")
  var missing = try entry([], standing: .notSubmitted)
  missing.participant = try id("P10")
  missing.script = nil
  var resit = try entry([try marking("2 1 2", by: "A1")])
  resit.attempt = 2
  return [
    ResultRow(pair), ResultRow(resit), ResultRow(missing),
    ResultRow(try entry([try marking("3 3 0", by: "A1")], holds: ["=cmd, \"integrity\""])),
  ]
}

@Suite struct ResultLists {
  @Test func `results.csv has its columns, in one order, and runs nothing`() throws {
    let digest = try scheme().digest
    let expected = [
      "assessment,qualification,participant,attempt,outcome,total,maximum,pass_at,reason,rubric",
      "spring,NPQLT,P1,1,withheld,6,10,6,\"'=cmd, \"\"integrity\"\"\",\(digest)",
      "spring,NPQLT,P1,2,did-not-meet-standard,5,10,6,\"5 of 10, 6 needed; attempt 2 of 2: an earlier one is not known here\",\(digest)",
      "spring,NPQLT,P10,1,not-submitted,,10,6,the window is over and no response came,\(digest)",
      "spring,NPQLT,P2,1,passed,6.5,10,6,\"two markings of 6 and 7, both pass, average 6.5 of 10, 6 needed\",\(digest)",
      "",
    ]
    #expect(
      String(decoding: writeResults(try rows(), by: .participant), as: UTF8.self)
        == expected.joined(separator: "\r\n"))
    #expect(
      writeResults(try rows(), by: .participant)
        == writeResults(try rows().reversed(), by: .participant))
  }

  @Test func `a list by script code names nobody, and one by name holds no code`() throws {
    let code = try code("P1").text
    let byScript = String(decoding: writeResults(try rows(), by: .script), as: UTF8.self)
    #expect(byScript.contains("spring,NPQLT,\(code),1,withheld"))
    #expect(!byScript.contains("P1,") && !byScript.contains("P10") && !byScript.contains("P2,"))
    let byName = String(decoding: writeResults(try rows(), by: .participant), as: UTF8.self)
    #expect(!byName.contains(code))
  }

  @Test func `the list is incomplete while anything is missing, and it balances`() throws {
    let all = try rows()
    #expect(verdict(of: all) == .done)
    #expect(verdict(of: all + [ResultRow(try entry([]))]) == .incomplete)
    #expect(balance(of: all).values.reduce(0, +) == all.count)
    #expect(balance(of: all)[.withheld] == 1 && balance(of: all)[.pending] == nil)
  }
}
