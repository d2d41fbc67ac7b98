import Archive
import ArgumentParser
import Findings
import Foundation
import Ledger
import Sealing

extension Npq {
  /// Runs the command; whatever breaks is said in the same voice as any other answer.
  static func main() {
    // Nothing is anybody else's to read or to write into, from its first moment; what is made for
    // everybody, such as a page, says so itself.
    umask(0o077)
    // Nor does the system keep what was in memory, keys and names, should the program ever break off.
    var nothing = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &nothing)
    StopSignal.ofProgram.listen()
    let arguments = Paths.bundled(Array(CommandLine.arguments.dropFirst()))
    // No local time is ever shown, and without this libarchive has the system look for one, under
    // a lock, with each entry of each archive.
    setenv("TZ", "UTC0", 0)
    if let finding = unknownVerb(arguments) {
      Terminal.note(finding)
      Foundation.exit(64)
    }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      guard isAnswered(error) else {
        if let slip = unknownOption(arguments, usage: fullMessage(for: error)) {
          Terminal.note(slip)
        }
        guard let error = error as? ValidationError else { exit(withError: error) }
        // The usage line that the parser adds to what a command finds itself is that of npq alone.
        Terminal.write(
          "Error: \(error.message)\n  See '\(called(arguments)) --help' for more information.",
          to: .standardError)
        Foundation.exit(64)
      }
      if error is Stopped {
        Terminal.note("\(error)")
        Foundation.exit(130)
      }
      let (verdict, finding) = judge(error)
      let words = arguments.joined(separator: " ")
      let isJSON = words.contains("--format json") || words.contains("--format=json")
      let command = arguments.first { !$0.hasPrefix("-") } ?? "npq"
      // Only writing the answer can fail here, and then there is nobody to tell.
      let output = try? OutputOptions.parse(isJSON ? ["--format", "json"] : [])
      try? output?.finish(command, verdict, [finding], payload: NoPayload(), text: "")
      Foundation.exit(verdict.exitCode)
    }
  }

  /// Whether an error is ours to answer; usage, help and exit codes are the parser's.
  private static func isAnswered(_ error: any Error) -> Bool {
    switch error {
    case is ExitCode, is CleanExit, is ValidationError: false
    default: exitCode(for: error) == .failure
    }
  }

  private static func judge(_ error: any Error) -> (Verdict, Finding) {
    switch error {
    case LedgerError.clockWentBack:
      let finding = Finding(
        "clock-went-back", .refused, "", "\(error)", remedy: "set the clock right, or give --at")
      return (.refused, finding)
    case LedgerError.altered:
      let finding = Finding(
        "record-altered", .refused, Ledger.fileName, "\(error)",
        remedy: "npq verify names what was changed; npq restore goes back to a backup")
      return (.refused, finding)
    case _ where Ledger.isDamage(error):
      return (.refused, Ledger.damage(error))
    case ArchiveError.exists(let path), AgeError.file(.exists(let path)):
      let finding = Finding(
        "output-exists", .refused, path, "stands there already and was not replaced",
        remedy: "choose another name, or add --force where the command takes it")
      return (.refused, finding)
    case KeyError.passphraseWrong(let path):
      let finding = Finding(
        "passphrase-wrong", .refused, path, "does not open with this passphrase",
        remedy: "try again, or ask those whom the recovery sheet names for the words")
      return (.refused, finding)
    case KeyError.passphraseNeeded(let path):
      let finding = Finding(
        "passphrase-needed", .refused, path, "is locked under a passphrase",
        remedy: "run the command at a terminal, or name a file that holds it: --passphrase-file")
      return (.refused, finding)
    case let error as CocoaError:
      return (.failed, finding(of: error))
    case LedgerError.noSeries(let path):
      let finding = Finding("failed", .refused, "", "\(error)", remedy: SeriesPlace.remedy(path))
      return (.failed, finding)
    case LedgerError.newerSchema, LedgerError.olderSchema, LedgerError.noTurn, AgeError.file,
      is ArchiveError, is KeyError:
      let finding = Finding(
        "failed", .refused, "", "\(error)", remedy: "mend that, and run the same command again")
      return (.failed, finding)
    default:
      let finding = Finding(
        "failed", .refused, "", "\(error)",
        remedy: "nothing was half done; if this is not your machine's fault, report this line")
      return (.failed, finding)
    }
  }

  /// What the system said of a file, in our words.
  private static func finding(of error: CocoaError) -> Finding {
    let path = error.userInfo[NSFilePathErrorKey] as? String
    let reason = (error.userInfo[NSUnderlyingErrorKey] as? NSError)
      .map { Int32($0.code) }.map { code in String(cString: strerror(code)).lowercased() }
    return Finding(
      "failed", .refused, path ?? "", reason ?? "cannot be used (error \(error.errorCode))",
      remedy: "mend that, or choose another place, and run the same command again")
  }
}
