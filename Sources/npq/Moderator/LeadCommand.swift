import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq moderate lead`: what a lead has to know of their assessors.
struct LeadCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lead", abstract: "A lead's assessors: progress, agreement, drift, what waits.",
    discussion: """
      Who leads whom stands in the column 'lead' of the assessors' list, as an identifier or a \
      name. Without a name it lists all leads. With one it shows each of their assessors: what is \
      marked, how often others come within tolerance of it on the same scripts, how they stand on \
      the standard and on the seeds; their open queries, their packs, the samples of their scripts; \
      and what waits for a decision. --lead of 'agree', 'third', 'adjudicate', 'sample' and \
      'standardise' takes up just that, and their --sheet writes it for the lead to fill in.

        npq moderate lead --series ~/npq/spring-2027
        npq moderate lead "Jo Head" --series ~/npq/spring-2027
        npq moderate adjudicate --lead "Jo Head" --sheet jo.xlsx
      """)

  @Argument(help: "The lead: identifier or name, as in the roster.") var lead: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.openToRead()
    var teams = try ledger.teams()
    if let lead {
      let found = try ledger.team(of: lead)
      guard let team = found.value else {
        return try output.refuse("moderate lead", found.findings)
      }
      teams = [team]
    }
    let reading = try LeadReading(ledger, at: series.clock.now)
    let answers = try teams.map { try reading.answer(of: $0) }
    let text =
      if teams.isEmpty {
        "nobody has a lead: name them in the column 'lead' of the assessors' list"
      } else if lead == nil {
        Self.overview(answers)
      } else {
        answers.map(\.text).joined(separator: "\n")
      }
    try output.finish(
      "moderate lead", .done, answers.flatMap(\.findings),
      payload: Payload(leads: answers), text: text)
  }

  private static func overview(_ answers: [LeadAnswer]) -> String {
    var table = TextTable(
      ["lead", "name", "assessors", "given", "done", "queries", "drift", "to decide"],
      numbers: [2, 3, 4, 5, 6, 7])
    for one in answers {
      table.add([
        one.lead, one.name, "\(one.assessors.count)",
        "\(one.assessors.reduce(0) { $0 + $1.given })",
        "\(one.assessors.reduce(0) { $0 + $1.done })", "\(one.queries.count)",
        "\(one.assessors.count { !$0.drifts.isEmpty })",
        "\(one.waiting.values.reduce(0, +))",
      ])
    }
    return table.text + "npq moderate lead NAME shows one of them"
  }

  struct Payload: Encodable {
    let leads: [LeadAnswer]
  }
}
