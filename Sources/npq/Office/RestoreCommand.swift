import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// `npq restore`: a series out of its backup.
struct RestoreCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "restore", abstract: "Put a series back from a backup, once it is proved.",
    discussion: """
      The backup is opened beside the folder and verified wholly there, as 'npq verify' does; only \
      then does it get the folder. A series that stands there is never removed: with --replace it \
      is put aside under another name.

      It opens with the office's key (--keys), an officer's identity or the passphrase.

        npq restore spring.age -o ~/npq/spring-2027 --keys ~/.config/npq/spring-2027
        npq restore stick.age -o ~/npq/spring-2027 --identity head.key --key signing.pub
      """)

  @Argument(help: "The backup.") var file: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The series folder.", valueName: "dir"))
  var output: String
  @Flag(help: "Put a series that stands there aside.") var replace = false
  @Option(help: ArgumentHelp("The folder with the keys of the series.", valueName: "dir"))
  var keys: String?
  @Option(help: ArgumentHelp("A file with an age identity that opens it.", valueName: "file"))
  var identity: [String] = []
  @Option(help: ArgumentHelp("A file whose first line is the passphrase.", valueName: "file"))
  var wordsFile: String?
  @Option(
    help: ArgumentHelp(
      "A file whose first line opens protected keys, or /dev/fd/3; else you are asked.",
      valueName: "file"))
  var passphraseFile: String?
  @Option(help: ArgumentHelp("The public key that the provider publishes.", valueName: "file"))
  var key: String?
  @OptionGroup var clock: ClockOptions
  @OptionGroup var answer: OutputOptions

  func validate() throws {
    guard keys != nil || !identity.isEmpty || wordsFile != nil else {
      throw ValidationError("say what opens it: --keys, --identity or --words-file")
    }
  }

  func run() throws {
    let restored = try restoreSeries(
      RestoreRequest(
        backup: file, target: URL(filePath: output), keys: try ageKeys(),
        key: try key.map(VerifyCommand.publicKey), replacing: replace, now: clock.now))
    guard let series = restored.value else {
      return try answer.finish(
        "restore", .refused, restored.findings, payload: NoPayload(), text: "nothing was replaced")
    }
    let aside = series.before.map { "\nwhat stood there lies in \($0.path.escaped)" } ?? ""
    try answer.finish(
      "restore", .done, restored.findings,
      payload: Payload(
        series: series.manifest.series, folder: series.folder.path, head: series.manifest.head,
        made: series.manifest.made.description, before: series.before?.path),
      text: """
        series \(series.manifest.series.escaped) of \(series.manifest.made), proved and put into \
        \(series.folder.path.escaped)\(aside)
        record: \(series.manifest.head)
        """)
  }

  private func ageKeys() throws -> AgeKeys {
    var identities = try identity.flatMap(SeriesKeys.identities)
    if let keys {
      var folder = SeriesKeys(
        folder: KeyFolder(path: keys), passphrase: PassphraseSource(file: passphraseFile))
      identities.append(try folder.officeIdentity())
    }
    return AgeKeys(
      identities: identities, passphrase: try wordsFile.map(PassphraseSource.words))
  }

  struct Payload: Encodable {
    let series, folder, head, made: String
    let before: String?
  }
}
