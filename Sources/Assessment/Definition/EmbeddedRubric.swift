import Findings
import Rubrics

/// Why a mark scheme that the program should carry is not there.
public enum EmbeddedRubricError: Error, Hashable, CustomStringConvertible {
  /// The program carries none for the qualification.
  case missing(Qualification)
  /// The one that it carries breaks the rules, a fault of ours.
  case broken(Qualification, String)

  /// What happened, in lower case and without a full stop.
  public var description: String {
    switch self {
    case .missing(let qualification):
      "the program carries no mark scheme for \(qualification.code)"
    case .broken(let qualification, let why):
      "the mark scheme for \(qualification.code) in the program is broken: \(why)"
    }
  }
}

extension Rubric {
  /// The mark scheme that the program carries for a qualification.
  ///
  /// They are worked examples, ours word for word: mark schemes belong to the lead providers.
  public static func embedded(
    _ qualification: Qualification
  ) throws(EmbeddedRubricError) -> Rubric {
    guard let file = Rubrics.files.first(where: { $0.name == qualification.code }) else {
      throw .missing(qualification)
    }
    let read = readRubric(file.text, name: "\(file.name).yaml")
    guard let rubric = read.value, rubric.qualification == qualification else {
      throw .broken(
        qualification, read.findings.first?.message ?? "it is for another qualification")
    }
    return rubric
  }
}
