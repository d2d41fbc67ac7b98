import Foundation
import Synchronization
import Testing

@testable import Archive

@Suite struct ConfinementTests {
  /// A script of the shell that runs in a folder, and what it writes.
  private static func run(
    _ script: String, in folder: URL, environment: [String: String] = [:], seconds: Int = 20
  ) throws -> (end: Int32, output: String) {
    let ends = try confinement(in: folder, environment: environment).run(
      [program(script)], seconds: seconds)
    let output = try String(contentsOf: folder.appending(path: "out"), encoding: .utf8)
    return (ends[0], output)
  }

  private static func confinement(
    in folder: URL, environment: [String: String] = [:]
  ) -> Confinement {
    Confinement(
      in: folder.path, environment: environment, errors: "errors", memory: 1_000_000_000,
      fileBytes: 51_200)
  }

  private static func program(_ script: String, output: String = "out") -> Confinement.Program {
    Confinement.Program("/bin/sh", ["-c", script], output: output, processorSeconds: 9)
  }

  @Test func `a program gets its folder, its environment and no open file of ours`() throws {
    try withFolder { folder in
      let open = fcntl(try #require(FileHandle(forReadingAtPath: "/")).fileDescriptor, F_DUPFD, 77)
      defer { close(open) }
      let script = "pwd; env; for file in /proc/self/fd/*; do echo ${file##*/}; done"
      let run = try Self.run(script, in: folder, environment: ["NAME": "value"])
      let lines = run.output.split(separator: "\n")
      #expect(lines.first.map(String.init) == folder.path)
      #expect(lines.contains("NAME=value") && !lines.contains { $0.hasPrefix("HOME=") })
      #expect(lines.contains("2") && !lines.contains("\(open)"))
    }
  }

  @Test func `its limits are ours, and it cannot lift them`() throws {
    try withFolder { folder in
      let script = "ulimit -v; ulimit -f; ulimit -t; ulimit -c; ulimit -t 99 || ulimit -t"
      let lines = try Self.run(script, in: folder).output.split(separator: "\n")
      // Units of 1,024 and of 512 bytes.
      #expect(lines.map(String.init).prefix(4) == ["976562", "100", "9", "0"])
      #expect(lines.last == "9" || lines.count == 4)
    }
  }

  @Test(
    arguments: [
      ("exit 3", 3), ("kill -9 $$", 137), ("kill -ALRM $$", 142),
      ("head -c 60000 /dev/zero; exit", 153),
    ] as [(String, Int32)])
  func `how it ends is told as a shell tells it`(_ script: String, _ end: Int32) throws {
    let run = try withFolder { try Self.run(script, in: $0) }
    #expect(run.end == end)
  }

  @Test func `a program that is not there is an error, and leaves nobody behind`() throws {
    try withFolder { folder in
      let missing = Confinement.Program("/nowhere", [], output: "out", processorSeconds: 9)
      #expect(throws: ArchiveError.system(act: "start", path: "/nowhere", code: ENOENT)) {
        try Self.confinement(in: folder)
          .run([Self.program("exec sleep 60"), missing], seconds: 60)
      }
    }
  }

  @Test func `many run at once, from several threads, each for itself`() throws {
    try withFolder { folder in
      let right = Atomic(0)
      DispatchQueue.concurrentPerform(iterations: 40) { number in
        let programs = (0..<3).map {
          Self.program("echo \(number)-\($0)", output: "\(number)-\($0)")
        }
        let ends = try? Self.confinement(in: folder).run(programs, seconds: 20)
        let said = (0..<3).compactMap {
          try? String(contentsOf: folder.appending(path: "\(number)-\($0)"), encoding: .utf8)
        }
        if ends == [0, 0, 0], said == (0..<3).map({ "\(number)-\($0)\n" }) {
          right.add(1, ordering: .relaxed)
        }
      }
      #expect(right.load(ordering: .relaxed) == 40)
    }
  }

  /// The child kills who started it, and would then say so.
  @Test func `it ends with a process that is killed`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pipe = folder.appending(path: "pipe").path
    #expect(mkfifo(pipe, 0o600) == 0)
    let reading = open(pipe, O_RDONLY | O_NONBLOCK)
    #expect(fcntl(reading, F_SETFL, 0) == 0)
    await #expect(processExitsWith: .signal(SIGKILL)) { [path = folder.path as String] in
      let folder = URL(filePath: path)
      _ = try ConfinementTests.run(
        "exec 3>pipe; trap 'echo late >&3; exit' ALRM; kill -9 $PPID; while :; do :; done",
        in: folder, seconds: 2)
    }
    // Its end of the pipe is closed by its death alone.
    let said = try FileHandle(fileDescriptor: reading, closeOnDealloc: true).readToEnd()
    #expect(said == nil || said == Data())
  }
}
