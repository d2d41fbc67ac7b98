import CChild
import Glibc

/// What programs of others are run in: a folder, an environment, and limits that they cannot lift.
///
/// They get nothing of ours but that, whatever files are open, and they end when we do, however
/// that comes about. Foundation's `Process` can do none of this, and waits for ever where not even
/// the loopback interface of the network is up.
package struct Confinement: Sendable {
  /// A program and what it is told.
  package struct Program: Sendable {
    let path: String
    let arguments: [String]
    let output: String
    let processorSeconds: Int

    /// Takes where the program lies, and the file in the folder that gets what it writes to stdout.
    package init(
      _ path: String, _ arguments: [String], output: String, processorSeconds: Int
    ) {
      self.path = path
      self.arguments = arguments
      self.output = output
      self.processorSeconds = processorSeconds
    }
  }

  private let folder: String
  private let environment: [String]
  private let errors: String
  /// The addresses that they may ask for, nil for as many as we may ourselves, and the longest file
  /// that they may write, in bytes.
  private let memory: Int?
  private let fileBytes: Int

  /// Takes the file in the folder to which all add what they complain of.
  package init(
    in folder: String, environment: [String: String], errors: String, memory: Int?, fileBytes: Int
  ) {
    self.folder = folder
    self.environment = environment.map { "\($0)=\($1)" }.sorted()
    self.errors = errors
    self.memory = memory
    self.fileBytes = fileBytes
  }

  /// Runs programs at the same time and waits for all.
  ///
  /// - Returns: How each ended, as a shell says it: a signal, such as that of a limit, counts from
  ///   128 on.
  package func run(
    _ programs: [Program], seconds: Int
  ) throws(ArchiveError) -> [Int32] {
    var started: [pid_t] = []
    for program in programs {
      let process = start(program, seconds)
      guard process > 0 else {
        for other in started {
          kill(other, SIGKILL)
          _ = Self.end(of: other)
        }
        throw .system(act: "start", path: program.path, code: -process)
      }
      started.append(process)
    }
    return started.map { Self.end(of: $0) }
  }

  private func start(_ program: Program, _ seconds: Int) -> pid_t {
    let words = Words([program.path] + program.arguments)
    let variables = Words(environment)
    let limits = child_limits(
      seconds: UInt32(clamping: seconds),
      processor_seconds: UInt32(clamping: program.processorSeconds),
      memory: memory.map { UInt(clamping: $0) } ?? .max, file: UInt(clamping: fileBytes))
    return unsafe child_start(
      program.path, words.pointers, variables.pointers, folder, program.output, errors, limits)
  }

  private static func end(of process: pid_t) -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(process, &status, 0) < 0, errno == EINTR {}
    let signal = status & 0x7F
    return signal == 0 ? status >> 8 & 0xFF : 128 + signal
  }
}

/// Words as C takes them, with a null behind the last.
@safe private struct Words: ~Copyable {
  let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
  private let count: Int

  init(_ words: [String]) {
    count = words.count
    unsafe pointers = .allocate(capacity: words.count + 1)
    for (place, word) in words.enumerated() {
      unsafe pointers.advanced(by: place).initialize(to: strdup(word))
    }
    unsafe pointers.advanced(by: words.count).initialize(to: nil)
  }

  deinit {
    for place in 0..<count { unsafe free(pointers[place]) }
    unsafe pointers.deallocate()
  }
}
