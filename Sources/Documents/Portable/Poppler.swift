import Findings
import Foundation

/// Runs poppler's programs in child processes, with limits on time, memory and output.
///
/// A PDF from a stranger is never parsed in our own memory by anything larger than a look for
/// names; poppler may crash, hang or fill its memory without harm to us.
struct Poppler: Sendable {
  /// What a program came to.
  struct Outcome: Sendable {
    let status: Int32
    let output: [UInt8]
    let isFull: Bool
    let errors: String

    /// Whether a limit ended it: `timeout` says 124 or 137, a signal shows as 128 and more, and
    /// who passes over the signal of a full file leaves a full file.
    var wasStopped: Bool { status == 124 || status >= 128 || isFull }
    var isFine: Bool { status == 0 && !wasStopped }
  }

  /// Where the programs are looked for.
  var searchPath = "/usr/local/bin:/usr/bin:/bin"
  var wallSeconds = Limit.Portable.seconds
  var processorSeconds = Limit.Portable.processorSeconds
  var memoryBytes = Limit.Portable.memory
  var outputBytes = Limit.Portable.output

  /// Runs a program in a folder that holds its input and takes its output.
  func run(_ program: String, _ arguments: [String], in folder: URL)
    throws(DocumentError) -> Outcome
  {
    guard isThere(program) else { throw .popplerMissing(program) }
    let (output, errors) = (folder.appending(path: "stdout"), folder.appending(path: "stderr"))
    // `ulimit -f` counts in units of 512 bytes under a POSIX shell, and -v in units of 1,024.
    let limits = [
      "-t \(processorSeconds)", "-v \(memoryBytes / 1_024)", "-f \(outputBytes / 512)",
    ]
    let script = limits.map { "ulimit \($0) && " }.joined()
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", script + "exec timeout -k 1 \"$@\"", "sh", "\(wallSeconds)", program] + arguments
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": searchPath, "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": folder.path,
      "SOURCE_DATE_EPOCH": "315532800",
    ]
    process.standardInput = FileHandle.nullDevice
    do {
      for file in [output, errors] { try Data().write(to: file) }
      process.standardOutput = try FileHandle(forWritingTo: output)
      process.standardError = try FileHandle(forWritingTo: errors)
      try process.run()
      process.waitUntilExit()
      let written = Array(try Data(contentsOf: output))
      return Outcome(
        status: process.terminationReason == .exit
          ? process.terminationStatus : 128 + process.terminationStatus,
        output: written, isFull: written.count + 512 > outputBytes,
        errors: String(decoding: try Data(contentsOf: errors).prefix(2_000), as: UTF8.self))
    } catch {
      throw .poppler(program, "it could not be started")
    }
  }

  private func isThere(_ program: String) -> Bool {
    searchPath.split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// Puts bytes into a private folder as `in.pdf`, and removes the folder afterwards.
  static func withFolder<Result>(
    holding bytes: [UInt8], _ body: (URL) throws(DocumentError) -> Result
  ) throws(DocumentError) -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
      try Data(bytes).write(to: folder.appending(path: "in.pdf"), options: .withoutOverwriting)
    } catch {
      throw .file(folder.path, "the temporary folder cannot be written")
    }
    return try body(folder)
  }
}
