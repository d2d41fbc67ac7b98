import Foundation

@testable import FuzzTargets

/// The part of libFuzzer that takes over: it calls back with input after input.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ tryOne: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// `Fuzzing --seeds FOLDER` writes the seeds of the target that `NPQ_FUZZ` names; anything else is
/// for libFuzzer.
@main
enum Driver {
  static let target = FuzzTarget(rawValue: ProcessInfo.processInfo.environment["NPQ_FUZZ"] ?? "")

  static func main() throws {
    guard let target else {
      let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: " ")
      print("set NPQ_FUZZ to one of: \(names)")
      exit(64)
    }
    let arguments = CommandLine.arguments
    if arguments.count == 3, arguments[1] == "--seeds" {
      return try writeSeeds(of: target, to: arguments[2])
    }
    var count = CommandLine.argc
    var values = CommandLine.unsafeArgv
    exit(
      runFuzzer(&count, &values) { start, count in
        Driver.target?.run(Array(UnsafeBufferPointer(start: start, count: count)))
        return 0
      })
  }

  private static func writeSeeds(of target: FuzzTarget, to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (number, seed) in target.seeds.enumerated() {
      try Data(seed).write(to: URL(filePath: folder).appending(path: "seed-\(number)"))
    }
  }
}
