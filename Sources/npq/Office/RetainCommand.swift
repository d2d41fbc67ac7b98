import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// `npq retain`: what may no longer be kept.
struct RetainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "retain",
    abstract: "List what is past the day until which it is kept, and erase it.",
    discussion: """
      How long that is says keep-until of the assessment file, counted from the close of a person's \
      last window, or --days in its place; where the file says nothing, six years. Without --erase \
      nothing is changed.

        keep-until: {days: 1095, packs: 90, source: retention schedule row 14, date: 2026-09-01}

      packs is how long assessors may keep theirs: it is the day that each pack names, unless \
      'npq distribute --delete-by' gives one.

      Erased are the person's details, reasons and letters' words in the record, what they handed \
      in, its copies and receipts, and the packs and returned sheets that hold nobody else's work. \
      Their entry, script code, marks and result stay, under the identifier of the roster, and \
      'npq verify' still answers yes. Backups are not touched: remove those that are as old.

        npq retain --series ~/npq/spring-2027
        npq retain --days 1095 --erase --series ~/npq/spring-2027
      """)

  @Option(help: "For how many days after the close everything is kept, whatever the file says.")
  var days: Int?
  @Flag(help: "Erase it; it cannot be undone.") var erase = false
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard days.map((1...36_500).contains) != false else {
      throw ValidationError("--days takes 1 to 36500")
    }
  }

  func run() throws {
    let ledger = try erase ? series.open() : series.openToRead()
    let now = series.clock.now
    let all = try ledger.retained(forDays: days, at: now)
    let today = CivilDate(daysSince1970: Int(now.seconds / 86_400))
    let due = all.filter { $0.until < today }
    let findings = due.filter { !$0.open.isEmpty }.map { person in
      Finding(
        "retain-open", .held, person.open.joined(separator: ", "),
        "has no final result, and is kept", remedy: "see npq results, then erase")
    }
    let ready = due.filter(\.open.isEmpty)
    var payload = Payload(
      kept: all.count - due.count, due: due.map(Payload.Person.init), erased: 0, files: 0)
    var table = TextTable(["participant", "name", "kept until", "by"])
    for person in due {
      table.add([person.id, person.name, person.until.description, person.rule])
    }
    var text =
      (due.isEmpty ? "" : table.text) + "\(due.count) past their day, "
      + "\(all.count - due.count) kept"
    if erase {
      let done = try ledger.erase(ready, act: series.act("retain"))
      payload.erased = done.people
      payload.files = done.files
      text += "\nerased: \(spoken(done.people, "participant")), \(spoken(done.files, "file"))"
      if !done.folders.isEmpty {
        text +=
          "\nlook through these yourself, for they are about others too:\n"
          + done.folders.map { "  \($0.escaped)" }.joined(separator: "\n")
      }
      text += "\nrecord: \(try ledger.head())"
    }
    try output.finish(
      "retain", findings.isEmpty ? .done : .held, findings, payload: payload, text: text)
  }

  struct Payload: Encodable {
    struct Person: Encodable {
      let participant, until, rule: String

      init(_ person: RetainedPerson) {
        participant = person.id
        until = person.until.description
        rule = person.rule
      }
    }

    let kept: Int
    let due: [Person]
    var erased, files: Int
  }
}
