import Markup

/// Follows the fields of a Word document, to know the results that show who made it, and the
/// instructions that nothing is left to be done by.
///
/// Fields may lie in each other without end and say what they do at any length, so each is looked
/// at when its result begins, and how many of the open ones are telling is kept.
struct FieldTrail {
  /// What becomes of a field in a clean copy.
  private enum Fate {
    case stays
    /// Its result shows the author or the file and goes.
    case goes
    /// Its result stays, as text.
    case becomesText
  }

  private struct Field {
    var instruction = ""
    let isSimple: Bool
    var fate = Fate.stays
    /// Where its marks and instructions stand.
    var codes: [Range<Int>] = []
    /// Whether another field stands in its instruction, whose result would come to light.
    var isNested = false
    var hasResult = false
  }

  private static let telling: Set<String> = [
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE",
  ]
  /// Properties that a field can ask for and that tell who wrote.
  private static let tellingProperties: Set<String> = [
    "AUTHOR", "LASTAUTHOR", "LASTSAVEDBY", "MANAGER", "COMPANY", "TEMPLATE", "HYPERLINKBASE",
    "FILENAME",
  ]
  /// Fields whose result comes from what a clean copy does not hold.
  ///
  /// Properties, sources of citations, data of other programs and variables: a word processor
  /// would empty them.
  private static let bereft: Set<String> = [
    "TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "DOCPROPERTY", "INFO", "CREATEDATE", "SAVEDATE",
    "PRINTDATE", "EDITTIME", "REVNUM", "ADDIN", "CITATION", "BIBLIOGRAPHY", "MERGEFIELD",
    "DOCVARIABLE",
  ]

  private var fields: [Field] = []
  private var tellingCount = 0

  /// A mark of a field that ends at its end tag, `kind` being what it marks; returns the places
  /// that go with the field when it is over.
  mutating func mark(_ kind: String?, at range: Range<Int>) -> [Range<Int>] {
    switch kind {
    case "begin":
      if let last = fields.indices.last, !fields[last].hasResult { fields[last].isNested = true }
      fields.append(Field(isSimple: false, codes: [range]))
      return []
    case "separate":
      beginResult()
      add(code: range)
      return []
    default:
      // A field may end without a result.
      beginResult()
      add(code: range)
      return close()
    }
  }

  /// The element of an instruction.
  mutating func add(code range: Range<Int>) {
    if let last = fields.indices.last { fields[last].codes.append(range) }
  }

  /// Begins a field of one element; true where the element goes and its content stays.
  mutating func beginSimple(_ instruction: String) -> Bool {
    fields.append(Field(isSimple: true))
    instruct(instruction)
    beginResult()
    return fields[fields.count - 1].fate != .stays
  }

  /// Ends a field of one element; true as `beginSimple` said.
  mutating func endSimple() -> Bool {
    guard let last = fields.last, last.isSimple else { return false }
    _ = close()
    return last.fate != .stays
  }

  /// Takes an instruction, which may come in pieces; its first words tell.
  mutating func instruct(_ text: String) {
    guard let last = fields.indices.last, fields[last].instruction.utf8.count < 1_000
    else { return }
    let isFirst = fields[last].instruction.isEmpty
    let words = isFirst ? text.drop { $0.isWhitespace || $0 == "\\" } : text[...]
    fields[last].instruction += words.prefix(1_000)
  }

  /// Whether text here is the result of a field that shows the author or the file.
  var showsAuthor: Bool { tellingCount > 0 }

  /// What the field that was opened last is a trace of, if it is one.
  var isBereft: Bool { fields.last?.fate == .becomesText }

  private mutating func beginResult() {
    guard let last = fields.indices.last, !fields[last].hasResult else { return }
    fields[last].hasResult = true
    fields[last].fate = Self.fate(of: fields[last])
    if fields[last].fate == .goes { tellingCount += 1 }
  }

  private static func fate(of field: Field) -> Fate {
    let name = fieldName(field.instruction)
    if telling.contains(name) { return .goes }
    guard bereft.contains(name) else { return .stays }
    if name == "DOCPROPERTY" || name == "INFO" {
      let asked = field.instruction.uppercased().filter { $0 != "\"" && !$0.isWhitespace }
        .dropFirst(name.count)
      if tellingProperties.contains(where: { asked.hasPrefix($0) }) { return .goes }
    }
    return field.isNested ? .stays : .becomesText
  }

  private mutating func close() -> [Range<Int>] {
    guard let field = fields.popLast() else { return [] }
    if field.fate == .goes { tellingCount -= 1 }
    return field.fate == .stays || field.isNested ? [] : field.codes
  }
}

/// The word that says what a field does, in capitals.
func fieldName(_ instruction: String) -> String {
  instruction.uppercased().split { $0.isWhitespace || $0 == "\\" }.first.map(String.init) ?? ""
}
