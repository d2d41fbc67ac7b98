import Archive
import Assessment
import Findings
import Foundation
import Ledger

/// What `npq publish` does with a series and says of it.
struct PublishWriter {
  let ledger: Ledger
  let series: SeriesOptions
  let answer: OutputOptions

  func release(_ group: ReleaseGroup, _ digest: String, to output: String) throws {
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else { return try refuse(signing.findings) }
    let place = URL(filePath: output).standardizedFileURL
    // What is recorded cannot be taken back, so that the place is made first.
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    let judged = try ledger.release(group, list: digest, act: series.act("publish"))
    // What is said is put down first: the plan itself would lie there while the files are written.
    guard
      let (number, said) = judged.value.map({ outcome in
        let said = PublishAnswer(plan: outcome.plan, release: outcome.number, folder: output)
        return (
          outcome.number,
          (text: said.text, findings: said.findings + judged.findings, payload: said.payload)
        )
      })
    else { return try refuse(judged.findings) }
    do {
      try ledger.writeRelease(number, to: place, signing: key)
    } catch {
      Terminal.note(
        "release \(number) is recorded, and its files are not written: npq publish "
          + "--release \(number) -o FOLDER writes them")
      throw error
    }
    try answer.finish(
      "publish", .done, said.findings, payload: said.payload,
      text: said.text + "\nrecord: \(try ledger.head())")
  }

  func writeRates(to path: String) throws {
    let tables = try ledger.passRates(at: series.clock.now)
    try writeWhole(writePassRates(tables), to: path, replacing: false)
    let hidden = tables.map(\.hidden.count).reduce(0, +)
    try answer.finish(
      "publish", .done, [], payload: NoPayload(),
      text: "pass rates are in \(path); \(hidden) groups are too small to be shown, or would give "
        + "away one that is")
  }

  func writeAgain(_ number: Int, to output: String) throws {
    guard try ledger.hasRelease(number) else {
      return try refuse(
        Finding(
          "no-such-release", .refused, "release \(number)", "is not in the record",
          remedy: "npq history shows the releases there are"))
    }
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else { return try refuse(signing.findings) }
    let missing = try ledger.completePayloads(ofRelease: number, act: series.act("publish"))
    try ledger.writeRelease(number, to: URL(filePath: output).standardizedFileURL, signing: key)
    try answer.finish(
      "publish", .done, missing, payload: NoPayload(),
      text: "the files of release \(number) lie in \(output)\nrecord: \(try ledger.head())")
  }

  func finish(
    _ verdict: Verdict, _ shown: PublishAnswer, _ text: String, _ findings: [Finding] = []
  ) throws {
    try answer.finish(
      "publish", verdict, shown.findings + findings, payload: shown.payload, text: text)
  }

  func refuse(_ findings: Finding...) throws { try refuse(findings) }

  func refuse(_ findings: [Finding]) throws {
    try answer.refuse("publish", findings, "nothing was released")
  }
}
