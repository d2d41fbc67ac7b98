import Archive
import Findings
import Foundation

/// Runs poppler's programs in child processes, with limits on time, memory and output.
///
/// A PDF from a stranger is never parsed in our own memory by anything larger than a look for
/// names; poppler may crash, hang or fill its memory without harm to us.
struct Poppler: Sendable {
  /// A program and what it is told; all of it ours, nothing of it a sender's.
  struct Job: Sendable {
    let program: String
    let arguments: [String]
    /// Less time of the processor than others have.
    var processorSeconds: Int?

    init(_ program: String, _ arguments: [String], processorSeconds: Int? = nil) {
      self.program = program
      self.arguments = arguments
      self.processorSeconds = processorSeconds
    }
  }

  /// What a program came to.
  struct Outcome: Sendable {
    let status: Int32
    /// The file in which its output lies.
    let file: String
    let isFull: Bool
    /// What it and those that ran beside it complained of.
    let errors: String

    var output: [UInt8] { [UInt8](FileManager.default.contents(atPath: file) ?? Data()) }

    /// Whether a limit ended it, or the one before it: a signal shows as 128 and more, and who
    /// passes over the signal of a full file leaves a full file.
    var wasStopped: Bool { status == Self.notRun || status >= 128 || isFull }
    var isFine: Bool { status == 0 && !wasStopped }

    fileprivate static let notRun: Int32 = 124
  }

  /// Who ends a program that takes too much memory.
  enum MemoryHolder: Sendable {
    /// The system, which counts the addresses that the program asks for.
    case system
    /// The sanitizer in the program, whose own tables lie at more addresses than any limit, and
    /// hardly fill them: that of addresses counts memory in use, that of threads counts nothing.
    case sanitizer
  }

  /// Where the programs are looked for.
  var searchPath = "/usr/local/bin:/usr/bin:/bin"
  var wallSeconds = Limit.Portable.seconds
  var processorSeconds = Limit.Portable.processorSeconds
  var memoryBytes = Limit.Portable.memory
  var memoryHolder = MemoryHolder.system
  var outputBytes = Limit.Portable.output

  /// Runs a program in a folder that holds its input and takes its output and, where it ends well,
  /// others after it at the same time.
  /// - Returns: What each came to, in their order.
  func run(_ first: Job, then others: [Job] = [], in folder: URL)
    throws(DocumentError) -> [Outcome]
  {
    let programs = try ([first] + others).enumerated().map { (number, job) throws(DocumentError) in
      Confinement.Program(
        try path(of: job.program), job.arguments, output: Self.output(number),
        processorSeconds: job.processorSeconds ?? processorSeconds)
    }
    // What an earlier run in the folder complained of says nothing of this one.
    try? FileManager.default.removeItem(at: folder.appending(path: Self.errors))
    let confinement = confinement(in: folder)
    let start = ContinuousClock.now
    var ends: [Int32]
    do throws(ArchiveError) {
      ends = try confinement.run([programs[0]], seconds: wallSeconds)
      if ends == [0] {
        let passed = Int((.now - start).components.seconds)
        ends += try confinement.run(
          Array(programs.dropFirst()), seconds: max(1, wallSeconds - passed))
      }
    } catch {
      throw .poppler(first.program, "it could not be started")
    }
    return outcomes(ends, of: programs.count, in: folder.path)
  }

  private static let errors = "errors"
  private static func output(_ number: Int) -> String { "\(number).out" }

  private func confinement(in folder: URL) -> Confinement {
    var environment = [
      "PATH": searchPath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": folder.path,
      "SOURCE_DATE_EPOCH": "315532800",
    ]
    if memoryHolder == .sanitizer {
      // Whether it gives back what it took, a test of its own asks.
      environment["ASAN_OPTIONS"] =
        "hard_rss_limit_mb=\(memoryBytes / 1_048_576):detect_leaks=0"
    }
    return Confinement(
      in: folder.path, environment: environment, errors: Self.errors,
      memory: memoryHolder == .system ? memoryBytes : nil, fileBytes: outputBytes)
  }

  private func outcomes(_ ends: [Int32], of count: Int, in folder: String) -> [Outcome] {
    let errors = Self.head(of: "\(folder)/\(Self.errors)", 2_000)
    return (0..<count).map { number in
      let file = "\(folder)/\(Self.output(number))"
      let size = try? URL(filePath: file).resourceValues(forKeys: [.fileSizeKey]).fileSize
      return Outcome(
        status: number < ends.count ? ends[number] : Outcome.notRun, file: file,
        isFull: (size ?? 0) + 512 > outputBytes, errors: errors)
    }
  }

  private static func head(of path: String, _ most: Int) -> String {
    let file = FileHandle(forReadingAtPath: path)
    return String(decoding: (try? file?.read(upToCount: most)) ?? Data(), as: UTF8.self)
  }

  private func path(of program: String) throws(DocumentError) -> String {
    let places = searchPath.split(separator: ":").map { "\($0)/\(program)" }
    guard let path = places.first(where: FileManager.default.isExecutableFile(atPath:)) else {
      throw .popplerMissing(program)
    }
    return path
  }

  /// Puts bytes into a private folder as `in.pdf`, and removes the folder afterwards.
  static func withFolder<Result>(
    holding bytes: [UInt8], _ body: (URL) throws(DocumentError) -> Result
  ) throws(DocumentError) -> Result {
    let folder = try temporaryFolder()
    do {
      try Data(bytes).write(to: folder.url.appending(path: "in.pdf"), options: .withoutOverwriting)
    } catch {
      throw .file(folder.url.path, "the temporary folder cannot be written")
    }
    return try body(folder.url)
  }
}
