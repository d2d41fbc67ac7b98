import Assessment
import Findings
import Foundation
import Sealing

extension ReceiveWork {
  /// What came in as it is read: opened where it was sealed, and a package from where it is kept.
  ///
  /// Nil, with the reason found, where it cannot be opened; a person can still be asked about it.
  func opened(_ incoming: Incoming, _ arrival: inout Arrival) throws -> Incoming? {
    var opened = incoming
    let kept = context.store.url(of: arrival.original).path
    guard incoming.isSealed, let office = context.office else {
      if incoming.isArchive { opened.files[0].path = kept }
      return opened
    }
    try FileManager.default.createDirectory(
      at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let plain = folder.appending(path: "opened").path
    do throws(AgeError) {
      try unsealFile(at: kept, to: plain, with: AgeKeys(identities: [office]))
    } catch {
      arrival.findings.append(try Self.finding(error, incoming.name))
      if let person = incoming.person {
        arrival.person = context.person(person)
        let found = context.entry(
          of: person, assessment: incoming.assessment, subject: incoming.name)
        arrival.entry = found.value?.id
      }
      return nil
    }
    opened.files = [(plain, String(incoming.files[0].name.dropLast(".age".count)))]
    return opened
  }

  /// Why a sealed file was not opened; what broke on this machine is no finding.
  private static func finding(_ error: AgeError, _ name: String) throws -> Finding {
    switch error {
    case .file: throw error
    case .noMatch(["scrypt"]):
      Finding(
        "sealed-for-others", .held, name, "is sealed under a passphrase",
        remedy: "ask for it sealed to the series' office.pub, or open it with age -d and receive "
          + "what comes out")
    case .noMatch:
      Finding(
        "sealed-for-others", .held, name, "is sealed, and not for this office",
        remedy: "ask for it again, sealed to the office.pub of this series")
    default:
      Finding(
        "sealed-damaged", .held, name,
        "is sealed, and was cut or changed on the way, so that it cannot be opened",
        remedy: "ask for the file again")
    }
  }
}
