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

      With --as-copy it is a copy to work on apart, under a name of its own, until 'npq join' brings \
      the two together.

      It opens with the office's key (--keys), an officer's identity or the passphrase.

        npq restore spring.age -o ~/npq/spring-2027 --keys ~/.config/npq/spring-2027
        npq restore stick.age -o ~/npq/spring-2027 --identity head.key --key signing.pub
        npq restore spring.age -o ~/npq/spring-2027 --as-copy anna --identity anna.key
      """)

  @Argument(help: "The backup.") var file: String
  @Option(name: .shortAndLong, help: ArgumentHelp("The series folder.", valueName: "dir"))
  var output: String
  @Flag(help: "Put a series that stands there aside.") var replace = false
  @Option(
    help: ArgumentHelp(
      "To work on it apart: the copy gets this name, and npq join brings it back.",
      valueName: "name"))
  var asCopy: String?
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
    if let asCopy, Identifier(asCopy) == nil {
      throw ValidationError("'\(asCopy.escaped)' is no name: use letters, digits and . _ @ + -")
    }
  }

  func run() throws {
    let restored = try restoreSeries(
      RestoreRequest(
        backup: file, target: URL(filePath: output), keys: try ageKeys(),
        key: try key.map(VerifyCommand.publicKey), replacing: replace, now: clock.now))
    guard let series = restored.value else {
      return try answer.refuse("restore", restored.findings, "nothing was replaced")
    }
    let name = asCopy.flatMap { Identifier($0) }
    if let name, try !Ledger(opening: series.folder).detach(as: name) {
      return try answer.refuse(
        "restore", [.nameIsTaken(name)],
        "the series lies in \(series.folder.path.escaped), under no name of its own")
    }
    let copy = name.map { "\nit is a copy, and records as \($0)" } ?? ""
    let aside = series.before.map { "\nwhat stood there lies in \($0.path.escaped)" } ?? ""
    try answer.finish(
      "restore", .done, restored.findings,
      payload: Payload(
        series: series.manifest.series, folder: series.folder.path, head: series.manifest.head,
        made: series.manifest.made.description, before: series.before?.path, copy: asCopy),
      text: """
        series \(series.manifest.series.escaped) of \(series.manifest.made), proved and put into \
        \(series.folder.path.escaped)\(copy)\(aside)
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
    let before, copy: String?
  }
}
