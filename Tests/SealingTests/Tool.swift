import Foundation
import Testing

/// A program of the system, run as a child.
struct Tool: Sendable {
  let name: String

  /// Where the program lies; nil where it is not installed.
  var path: String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
      .map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  /// Ends the test with a message where the program is not installed.
  func needed() throws {
    if path == nil { try Test.cancel("\(name) is not installed") }
  }

  /// What a run of a program gave.
  struct Run {
    var output: [UInt8]
    var code: Int32
  }

  func run(_ arguments: [String], input: [UInt8] = []) throws -> Run {
    let path = try #require(path, "\(name) is not installed")
    let folder = try Folder()
    defer { folder.remove() }
    try Data(input).write(to: URL(filePath: folder / "in"))
    try Data().write(to: URL(filePath: folder / "out"))
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.standardInput = try FileHandle(forReadingFrom: URL(filePath: folder / "in"))
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: folder / "out"))
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Run(output: try folder.read("out"), code: process.terminationStatus)
  }
}

/// A folder for one test.
struct Folder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "sealing-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  static func / (folder: Folder, name: String) -> String { folder.path + "/" + name }

  func read(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: self / name)))
  }

  func write(_ bytes: [UInt8], _ name: String) throws {
    try Data(bytes).write(to: URL(filePath: self / name))
  }

  /// The names in the folder, hidden ones too.
  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }
}
