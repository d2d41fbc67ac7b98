import ArgumentParser
import Assessment
import Findings

/// `--qualification`: only one of them.
struct QualificationOption: ParsableArguments {
  @Option(help: "Only this qualification; all without it.") var qualification: String?

  func validate() throws {
    if let qualification, chosen == nil {
      throw ValidationError("'\(qualification.escaped)' is no qualification: write NPQLT, say")
    }
  }

  /// Nil where all are meant.
  var chosen: Qualification? { qualification.flatMap { Qualification(named: $0) } }

  func holds(_ qualification: Qualification) -> Bool { chosen.map { $0 == qualification } ?? true }
}
