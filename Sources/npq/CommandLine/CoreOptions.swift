import Archive
import ArgumentParser

/// How much of the machine a command takes.
struct CoreOptions: ParsableArguments {
  @Option(help: "Work on no more than so many files at once; else on one for each core.")
  var jobs: Int?

  /// Holds for the process from here on, so that no step has to be told.
  func validate() throws {
    guard let jobs else { return }
    guard jobs >= 1 else { throw ValidationError("--jobs is a number from 1 up") }
    Cores.use(atMost: jobs)
  }
}
