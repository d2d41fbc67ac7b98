import Archive
import Assessment
import Foundation
import Ledger
import Sealing

/// The page that lies with the keys of a series: what to keep, where, and how to try it out.
///
/// It holds no secret, so that it can be printed.
struct RecoverySheet {
  let series: SeriesFolder
  let keys: KeyFolder
  let officers: [AgeRecipient]
  let made: Instant

  func write() throws {
    try writeWhole(
      Array(try text().utf8), to: keys.path + "/recovery-sheet.txt", replacing: false)
  }

  func text() throws -> String {
    """
    THE KEYS OF THE SERIES \(series.name), MADE \(made)

    Print this page. It holds no secret.

    What is here
      signing.sec     signs receipts; every npq receive needs it
      office.key      opens what is sealed for the office
      pseudonyms.age  the secret behind the script codes; opened by
    \(openers)
      signing.pub     for everyone: checks what the series signs
      office.pub      for everyone: seals what is for the office

    The last two are also in the series folder, \(series.url.path)
      recipient    \(try keys.officeRecipient())
      fingerprint  \(try keys.verificationKey().fingerprint)
    Publish the fingerprint where participants can see it, for instance on your web page.

    What to keep, and where
      [ ] One copy of this whole folder on a memory stick, in a safe, apart from the series.
      [ ] One more in another building.
      [ ] Never in the series folder, in an e-mail, or on a drive that others can read.
      To lock both secret keys under a passphrase:  npq protect --series \(series.url.path)
      They are then signing.sec.age and office.key.age, and npq asks for the words.
      [ ] Who has the words, or where they lie, apart from the copies: ______________________

    What is lost if it is lost
      signing.sec     nothing more can be received in this series; old receipts stay good
      office.key      packages sealed for the office cannot be opened by anyone\(also)
      pseudonyms.age  no participant can be added; those who are in the series stay

    How to try a copy, once when it is made and once a year, each of two officers
      npq recover COPY --as NAME --series \(series.url.path)
    or without npq, in its folder:
    (Where the keys are locked, open them in the copy first, and remove signing.sec and
    office.key there afterwards:  age -d -o signing.sec signing.sec.age  and the same for
    office.key.)
      signify -S -s signing.sec -m recovery-sheet.txt -x try.sig
      signify -V -p signing.pub -m recovery-sheet.txt -x try.sig     says: Signature Verified
      sed -n 2p signing.pub | base64 -d | sha256sum                  shows the fingerprint
      age -d -i \(identity) pseudonyms.age | wc -c\(gap)says: 65
    On Debian and Ubuntu signify is called signify-openbsd. Remove try.sig afterwards.

    """
  }

  private var openers: String {
    guard !officers.isEmpty else { return "                  office.key" }
    return officers.map { "                  \($0)" }.joined(separator: "\n")
  }

  /// Where no officer is named, the office's key opens the secret.
  private var also: String {
    officers.isEmpty ? ",\n                  and pseudonyms.age neither" : ""
  }
  private var gap: String { String(repeating: " ", count: officers.isEmpty ? 20 : 19) }
  private var identity: String { officers.isEmpty ? "office.key" : "OFFICER.KEY" }
}
