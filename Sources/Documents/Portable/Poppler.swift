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

    /// Whether a limit ended it: a signal shows as 128 and more, who passes over the signal of a
    /// full file leaves a full file, and whoever was not done when all were ended has 124.
    var wasStopped: Bool { status == Self.ended || status >= 128 || isFull }
    var isFine: Bool { status == 0 && !wasStopped }

    fileprivate static let ended: Int32 = 124
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
  ///
  /// One shell starts them all: to start a program takes as long as a small PDF takes it.
  /// - Returns: What each came to, in their order.
  func run(_ first: Job, then others: [Job] = [], in folder: URL)
    throws(DocumentError) -> [Outcome]
  {
    let jobs = [first] + others
    for job in jobs where !isThere(job.program) { throw .popplerMissing(job.program) }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = [
      "-c", "exec timeout -k 1 \(wallSeconds) /bin/sh -c \"$1\"", "sh", script(first, others),
    ]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": searchPath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": folder.path,
      "SOURCE_DATE_EPOCH": "315532800",
    ]
    if memoryHolder == .sanitizer {
      // Whether it gives back what it took, a test of its own asks.
      process.environment?["ASAN_OPTIONS"] =
        "hard_rss_limit_mb=\(memoryBytes / 1_048_576):detect_leaks=0"
    }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    do {
      try process.run()
      process.waitUntilExit()
    } catch {
      throw .poppler(first.program, "it could not be started")
    }
    return outcomes(of: jobs.count, in: folder.path)
  }

  /// The shell's part: limits, and each program with files of its own for what it says.
  private func script(_ first: Job, _ others: [Job]) -> String {
    // `ulimit -f` counts in units of 512 bytes under a POSIX shell, and -v in units of 1,024.
    let addresses = memoryHolder == .system ? "\(memoryBytes / 1_024)" : "unlimited"
    var lines = [
      "ulimit -v \(addresses) && ulimit -f \(outputBytes / 512) || exit 1",
      "run() {",
      "  ulimit -t $2 || return",
      "  number=$1; shift 2; \"$@\" >$number.out 2>>errors; echo $number $? >>ends",
      "}",
    ]
    // What an earlier run in the folder came to says nothing of this one.
    lines.append(": >ends; : >errors")
    for (number, job) in ([first] + others).enumerated() {
      let seconds = job.processorSeconds ?? processorSeconds
      let words =
        ["(run", "\(number)", "\(seconds)", job.program]
        + job.arguments.map { "'" + $0.replacing("'", with: "'\\''") + "'" }
      lines.append(words.joined(separator: " ") + ")" + (number == 0 ? "" : " &"))
      if number == 0 { lines.append("read _ status <ends && [ $status = 0 ] || exit 0") }
    }
    return (lines + ["wait"]).joined(separator: "\n")
  }

  private func outcomes(of count: Int, in folder: String) -> [Outcome] {
    var ends: [Int: Int32] = [:]
    for line in Self.head(of: "\(folder)/ends", 4_000).split(separator: "\n") {
      let numbers = line.split(separator: " ").compactMap { Int32($0) }
      if numbers.count == 2 { ends[Int(numbers[0])] = numbers[1] }
    }
    let errors = Self.head(of: "\(folder)/errors", 2_000)
    return (0..<count).map { number in
      let file = "\(folder)/\(number).out"
      let size = try? URL(filePath: file).resourceValues(forKeys: [.fileSizeKey]).fileSize
      return Outcome(
        status: ends[number] ?? Outcome.ended, file: file,
        isFull: (size ?? 0) + 512 > outputBytes, errors: errors)
    }
  }

  private static func head(of path: String, _ most: Int) -> String {
    let file = FileHandle(forReadingAtPath: path)
    return String(decoding: (try? file?.read(upToCount: most)) ?? Data(), as: UTF8.self)
  }

  private func isThere(_ program: String) -> Bool {
    searchPath.split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// Puts bytes into a private folder as `in.pdf`, and removes the folder afterwards.
  static func withFolder<Result>(
    holding bytes: [UInt8], _ body: (URL) throws(DocumentError) -> Result
  ) throws(DocumentError) -> Result {
    try withPrivateFolder { (folder) throws(DocumentError) in
      do {
        try Data(bytes).write(to: folder.appending(path: "in.pdf"), options: .withoutOverwriting)
      } catch {
        throw .file(folder.path, "the temporary folder cannot be written")
      }
      return try body(folder)
    }
  }
}
