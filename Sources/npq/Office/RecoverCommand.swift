import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// `npq recover`: whether a copy of the keys would do, before it has to.
struct RecoverCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recover", abstract: "Try a copy of the keys, and record who did.",
    discussion: """
      Opens all three secrets of a copy as the recovery sheet asks: the signing key must be the one \
      with which the series was made, the office's key the one for which packages are sealed, and \
      the pseudonym secret must open for you. Until two officers have done so, each with a copy of \
      their own, 'npq status' reminds of it.

        npq recover /media/stick/keys --as "Deputy head" --series ~/npq/spring-2027
      """)

  @Argument(help: "The folder of the copy.") var copy: String
  @Option(
    help: ArgumentHelp(
      "Your age identity, where the pseudonym secret is sealed to officers.", valueName: "file"))
  var identity: [String] = []
  @OptionGroup var series: SeriesOptions
  @OptionGroup var output: OutputOptions

  func run() throws {
    let ledger = try series.open()
    let own = URL(filePath: try series.keyFolder(of: ledger).path).resolvingSymlinksInPath().path
    guard URL(filePath: copy).resolvingSymlinksInPath().path != own else {
      let finding = Finding(
        "not-a-copy", .refused, copy, "is the folder of the keys itself, and no copy of it",
        remedy: "try the copy that would be left if this folder were lost")
      return try refuse([finding])
    }
    var keys = SeriesKeys(
      folder: KeyFolder(path: copy), passphrase: PassphraseSource(file: series.passphraseFile),
      identityFiles: identity)
    let signing = try keys.signingKey(of: ledger)
    guard let key = signing.value else { return try refuse(signing.findings) }
    let opened = try keys.officeIdentity().recipient
    let known = try AgeRecipient.stated(ledger.folder.appending(path: "office.pub").path)
    guard known.contains(opened) else {
      let finding = Finding(
        "foreign-key", .refused, copy, "holds another office's key than the series was made with",
        remedy: "make a copy of the series' own keys, and note on the recovery sheet where it lies")
      return try refuse([finding])
    }
    _ = try keys.pseudonymSecret()
    try ledger.recordRecovery(
      key: key.verificationKey.fingerprint, act: series.act("recover"))
    let triers = try ledger.recoveryTriers()
    try output.finish(
      "recover", .done, [], payload: Payload(copy: copy, triedBy: triers),
      text: """
        the copy opens everything; put it back where it is kept
        tried by \(triers.joined(separator: ", ").escaped)
        record: \(try ledger.head())
        """)
  }

  private func refuse(_ findings: [Finding]) throws {
    try output.refuse("recover", findings, "this copy would not do")
  }

  struct Payload: Encodable {
    let copy: String
    let triedBy: [String]
  }
}

extension Ledger {
  /// What 'npq status' says until enough officers have tried a copy of the keys; nil afterwards.
  func recoveryReminder() throws -> String? {
    let triers = try recoveryTriers()
    guard triers.count < Self.recoveryOfficers else { return nil }
    let by = triers.first.map { "by \($0.escaped) alone" } ?? "by nobody"
    return "keys: a copy was tried \(by); two officers each do so with npq recover COPY --as NAME"
  }
}
