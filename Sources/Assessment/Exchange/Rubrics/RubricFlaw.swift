import Findings

/// Why a mark scheme in another system's format cannot be taken over.
enum RubricFlaw: Error, Hashable {
  /// The file is not of the format, in a few words.
  case form(String)
  /// Marks that are no whole number, at a place.
  case notWhole(String, at: String)
  /// Several mark schemes in one file.
  case several([String])
  /// A criterion that gives marks without levels.
  case noLevels(String)
  /// Criteria whose levels differ where the format has one scale for all.
  case notAGrid(String)
  /// A name that stands twice where the format tells things by it.
  case sameName(String)

  func finding(_ name: String) -> Finding {
    let (code, message, remedy) = told
    return Finding(code, .refused, name, message, remedy: remedy)
  }

  private var told: (code: String, message: String, remedy: String) {
    switch self {
    case .form(let what):
      ("rubric-form", what, "name the format with --from, or export the mark scheme again")
    case .notWhole(let marks, let place):
      (
        "rubric-not-whole", "\(place.escaped) gives \(marks.escaped) marks",
        "multiply all marks by the same number until they are whole: 10 for one decimal place"
      )
    case .several(let titles):
      (
        "rubric-several", "holds several mark schemes: \(titles.joined(separator: "; ").escaped)",
        "name one of them with --title"
      )
    case .noLevels(let title):
      (
        "rubric-no-levels", "\(title.escaped) has marks and no levels",
        "write levels with descriptors for it in the other system, and export it again"
      )
    case .notAGrid(let what):
      (
        "rubric-not-a-grid", "\(what.escaped), and the format has one row of levels for all",
        "give every criterion as many levels, or choose another format"
      )
    case .sameName(let name):
      (
        "rubric-same-name", "\(name.escaped) stands twice, and the format tells things by name",
        "give each its own name"
      )
    }
  }
}

/// Marks as other systems write them: `5`, `5.0`, `5.00000`, `5,0`.
func wholeMarks(_ text: String, at place: String) throws(RubricFlaw) -> Int {
  let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
  let isWhole = parts.count == 1 || parts.count == 2 && parts[1].utf8.allSatisfy { $0 == 0x30 }
  guard isWhole, parts[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), parts[0].utf8.count <= 6,
    let marks = Int(parts[0])
  else { throw .notWhole(text, at: place) }
  return marks
}

/// Marks as JSON has them.
func wholeMarks(_ number: Double?, at place: String) throws(RubricFlaw) -> Int {
  guard let number, number >= 0, number < 1_000_000, number.rounded() == number else {
    throw .notWhole(number.map { "\($0)" } ?? "no", at: place)
  }
  return Int(number)
}
