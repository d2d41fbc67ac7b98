import ArgumentParser
import Findings
import Ledger
import Sealing

/// `npq protect`: the keys of a series under a passphrase, or under another one.
struct ProtectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "protect", abstract: "Lock the keys of a series under a passphrase.",
    discussion: """
      Wraps the two secret keys as age files (scrypt): signing.sec.age and office.key.age. Where \
      they are locked already it asks for the old words first and then locks them under new ones. \
      Copies made before stay as they were.

        npq protect --series ~/npq/spring-2027
      """)

  @Option(
    help: ArgumentHelp(
      "A file whose first line is the new passphrase, or /dev/fd/3; else you are asked.",
      valueName: "file"))
  var newPassphraseFile: String?
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let folder = try series.keyFolder(of: try series.openToRead())
    let old = try oldWords(of: folder)
    let new = try PassphraseSource(file: newPassphraseFile).new()
    guard let words = new.value else {
      return try output.refuse("protect", new.findings, "nothing was changed")
    }
    var random = SystemRandom()
    try folder.protect(KeyProtection(words), from: old, using: &random)
    try output.finish(
      "protect", .done, [], payload: Payload(keys: folder.path),
      text: """
        the keys in \(folder.path) are locked under \(old == nil ? "a" : "the new") passphrase
        copies made before are as they were: make new ones, and note on the recovery sheet who \
        has the words
        """)
  }

  /// The words that the keys are under so far; nil where they are under none.
  private func oldWords(of folder: KeyFolder) throws -> Passphrase? {
    guard let path = folder.lockedKey else { return nil }
    return try PassphraseSource(file: series.passphraseFile).opening(path) {
      words throws(KeyError) in
      try folder.tryOut(words)
    }.words
  }

  struct Payload: Encodable {
    let keys: String
  }
}
