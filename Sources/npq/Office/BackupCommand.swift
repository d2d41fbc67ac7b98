import Archive
import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// `npq backup`: the whole series in one sealed file.
struct BackupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Write the whole series into one signed and sealed file.",
    discussion: """
      Others may work meanwhile: the record is copied as it stands at one moment, with every file \
      that it relies on. The backup is signed with the key of the series and sealed with age to the \
      recipients of --to, under the passphrase of --words-file, or else to the office itself. The \
      keys of the series are not in it: they are kept as the recovery sheet says.

        npq backup ~/backups/spring.age --series ~/npq/spring-2027
        npq backup stick.age --to head.pub --to deputy.pub --series ~/npq/spring-2027

      Every night, by cron:

        15 2 * * *  npq backup ~/backups/spring-$(date +\\%F).age --series ~/npq/spring-2027
      """)

  @Argument(help: "The file to write; never one that is there.") var file: String
  @Option(
    help: ArgumentHelp("Who can open it: age1…, or a file such as office.pub.", valueName: "who"),
    transform: AgeRecipient.stated)
  var to: [[AgeRecipient]] = []
  @Option(
    help: ArgumentHelp(
      "A file whose first line is the passphrase to seal it under.", valueName: "file"))
  var wordsFile: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func validate() throws {
    guard to.isEmpty || wordsFile == nil else {
      throw ValidationError("give --to or --words-file: an age file has recipients or a passphrase")
    }
  }

  func run() throws {
    let ledger = try series.openToRead()
    var keys = try series.seriesKeys(of: ledger)
    let signing = try keys.signingKey(of: ledger)
    let words = try wordsFile.map { try PassphraseSource(file: $0).new() }
    guard let key = signing.value, words?.findings.isEmpty != false else {
      return try output.refuse(
        "backup", signing.findings + (words?.findings ?? []), "nothing was written")
    }
    var random = SystemRandom()
    let made = try ledger.backUp(
      to: file, for: try lock(words?.value, keys), signing: key, at: series.clock.now,
      using: &random)
    // What others can open shows them everybody.
    let isForOthers = !to.isEmpty || wordsFile != nil
    let note = isForOthers ? ledger.noteLookup(of: nil, act: series.act("backup")) : nil
    let bytes = made.manifest.bytes
    try output.finish(
      "backup", .done, made.findings + [note].compactMap(\.self),
      payload: Payload(
        file: file, files: made.manifest.files, bytes: bytes, head: made.manifest.head),
      text: """
        \(spoken(made.manifest.files, "file")), \(spoken(bytes: bytes)), sealed in \
        \(file.escaped)
        record: \(made.manifest.head)
        to prove it: npq restore \(file.escaped) -o SOME-NEW-FOLDER
        """)
  }

  private func lock(_ words: Passphrase?, _ keys: SeriesKeys) throws -> AgeLock {
    if let words { return .passphrase(words) }
    let recipients = to.flatMap(\.self)
    return .recipients(recipients.isEmpty ? [try keys.folder.officeRecipient()] : recipients)
  }

  struct Payload: Encodable {
    let file: String
    let files, bytes: Int
    let head: String
  }
}
