import ArgumentParser
import Assessment

/// What a provider allowed one person beyond the rules for all.
struct AllowanceOptions: ParsableArguments {
  @Option(help: "The word limit that your provider allowed you, in place of the one for all.")
  var allowedWords: Int?
  @Option(help: "How many files your provider allowed you.")
  var allowedFiles: Int?
  @Option(help: "A format that your provider allowed you besides, such as pdf; repeat for several.")
  var allowedFormat: [String] = []

  func validate() throws {
    if let words = allowedWords, !(1...100_000).contains(words) {
      throw ValidationError("--allowed-words takes a number from 1 to 100000")
    }
    if let files = allowedFiles, !(1...100).contains(files) {
      throw ValidationError("--allowed-files takes a number from 1 to 100")
    }
    if let other = allowedFormat.first(where: { !FilePolicy.readable.contains($0) }) {
      throw ValidationError(
        "'\(other)' cannot be read: choose from \(FilePolicy.readable.joined(separator: ", "))")
    }
  }

  var adjustment: Adjustment {
    Adjustment(
      words: allowedWords, formats: allowedFormat.isEmpty ? nil : allowedFormat,
      files: allowedFiles)
  }
}
