import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger
import Sealing

/// The options of the office's commands: which series, who acts, and when.
struct SeriesOptions: ParsableArguments {
  @Option(help: "The series folder; else NPQ_SERIES, or the nearest folder with a series.yaml.")
  var series: String?

  @Option(name: .customLong("as"), help: "Who acts; else NPQ_PERSON. Stands in the record.")
  var person: String?

  @OptionGroup var clock: ClockOptions
  @OptionGroup var progress: ProgressOptions

  @Option(help: "The folder of the series' keys; else the user's configuration folder.")
  var keys: String?

  @Option(
    help: ArgumentHelp(
      "A file whose first line opens protected keys, or /dev/fd/3; else you are asked.",
      valueName: "file"))
  var passphraseFile: String?
}

/// The clock, or a stated time in its place.
struct ClockOptions: ParsableArguments {
  @Option(
    help: "The time of the act, as 2027-03-15T09:00:00Z, in place of the clock.",
    transform: ClockOptions.instant)
  var at: Instant?

  /// The stated time, else the machine's.
  var now: Instant { at ?? Self.machine }

  private static func instant(_ text: String) throws -> Instant {
    guard let instant = Instant(rfc3339: text) else {
      throw ValidationError("'\(text)' is no time with a zone: write 2027-03-15T09:00:00Z")
    }
    return instant
  }

  static var machine: Instant { Instant(seconds: Int64(Date().timeIntervalSince1970)) }
}

extension SeriesOptions {
  /// Options as another command was given them.
  static func stated(
    series: String, person: String?, clock: ClockOptions, keys: String?
  ) -> SeriesOptions {
    var options = SeriesOptions()
    options.series = series
    options.person = person
    options.clock = clock
    options.keys = keys
    return options
  }

  /// The series folder that is meant.
  func folder() throws -> URL {
    if let series { return URL(filePath: series) }
    if let named = ProcessInfo.processInfo.environment["NPQ_SERIES"], !named.isEmpty {
      return URL(filePath: named)
    }
    let here = URL(filePath: FileManager.default.currentDirectoryPath)
    guard let folder = Self.series(holding: here) else {
      throw ValidationError(
        "no series here: give --series DIR, set NPQ_SERIES, or run inside a series folder")
    }
    return folder
  }

  /// The nearest folder with a series in it, from a folder upwards; nil where there is none.
  static func series(holding folder: URL) -> URL? {
    var folder = folder.standardizedFileURL
    while !FileManager.default.fileExists(atPath: folder.appending(path: "series.yaml").path) {
      guard folder.path != "/" else { return nil }
      folder.deleteLastPathComponent()
    }
    return folder
  }

  /// Opens the ledger of the series to change it, when nobody else does; its heads are signed where
  /// the key lies open.
  ///
  /// Nobody is asked for a passphrase here: the next head that is signed vouches for all before it.
  func open() throws -> Ledger {
    let folder = try folder()
    guard Ledger.isHere(folder) else { return try Ledger(opening: folder) }
    let ledger = try Ledger(opening: folder, turn: turn(in: folder), watch: progress.watch())
    let keys = try keyFolder(of: ledger)
    guard keys.lockedKey == nil, let key = try? keys.signingKey(),
      try ledger.keyNotes()?.fingerprint == key.verificationKey.fingerprint
    else { return ledger }
    ledger.signHeads(with: key)
    return ledger
  }

  /// Opens the ledger of the series to read it, whoever changes it meanwhile, and also where nothing
  /// can be written.
  func openToRead() throws -> Ledger {
    let folder = try folder()
    if Ledger.isWritable(folder) { return try Ledger(opening: folder) }
    let ledger = try Ledger(auditing: folder)
    try ledger.expectOwnVersion()
    return ledger
  }

  /// The right to change the series; whoever has to wait is told for whom.
  private func turn(in folder: URL) throws -> SeriesTurn {
    let verb = CommandLine.arguments.dropFirst().first ?? "npq"
    let holder = SeriesTurn.Holder(
      command: verb, person: act(verb).actor, process: ProcessInfo.processInfo.processIdentifier,
      since: ClockOptions.machine.description)
    return try SeriesTurn(in: folder, as: holder) { Terminal.note($0.words.escaped) }
  }

  /// Who acts, when, by which command.
  func act(_ command: String) -> Act {
    let environment = ProcessInfo.processInfo.environment
    let actor = person ?? environment["NPQ_PERSON"] ?? NSUserName()
    return Act(
      actor: actor, time: clock.now, machineTime: clock.at == nil ? nil : ClockOptions.machine,
      command: command)
  }

  /// The keys of a series as a command uses them.
  func seriesKeys(of ledger: Ledger, identityFiles: [String] = []) throws -> SeriesKeys {
    SeriesKeys(
      folder: try keyFolder(of: ledger), passphrase: PassphraseSource(file: passphraseFile),
      identityFiles: identityFiles)
  }

  /// The keys of a series: where the options say, else where the series was told at its making,
  /// else in the user's configuration folder.
  func keyFolder(of ledger: Ledger) throws -> KeyFolder {
    if keys == nil, let place = try ledger.keyNotes()?.place { return KeyFolder(path: place) }
    return KeyFolder(path: keyFolder(of: try ledger.name()).path)
  }

  /// The folder that holds the keys of a series, outside the series itself.
  func keyFolder(of name: String) -> URL {
    if let keys { return URL(filePath: keys) }
    let environment = ProcessInfo.processInfo.environment
    let home = FileManager.default.homeDirectoryForCurrentUser.appending(path: ".config")
    let base = environment["XDG_CONFIG_HOME"].map { URL(filePath: $0) } ?? home
    return base.appending(path: "npq").appending(path: name)
  }
}

extension SeriesTurn.News {
  /// What is said on stderr.
  fileprivate var words: String {
    switch self {
    case .waiting(let holder?): "waiting for \(holder.words)"
    case .waiting(nil): "waiting for another command"
    case .interrupted(let holder, let removed):
      "\(holder.words), was interrupted: nothing was half recorded"
        + (removed.isEmpty ? "" : "; \(removed.count) half-written files were removed")
    }
  }
}

extension SeriesTurn.Holder {
  fileprivate var words: String {
    "npq \(command) of \(person) (process \(process), since \(since))"
  }
}
