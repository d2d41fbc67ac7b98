import Markup

/// Follows the fields of a Word document, to know the results that show who made it.
///
/// Fields may lie in each other without end and say what they do at any length, so each is looked
/// at when its result begins, and how many of the open ones are telling is kept.
struct FieldTrail {
  private struct Field {
    var instruction = ""
    let isSimple: Bool
    /// Whether what follows is a result that shows the author or the file.
    var isTelling = false
  }

  private static let telling: Set<String> = [
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE",
  ]

  private var fields: [Field] = []
  private var tellingCount = 0

  mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    if name == "w:fldSimple" {
      fields.append(Field(isSimple: true))
      instruct(attributes["w:instr"] ?? "")
      beginResult()
    } else if name == "w:fldChar" {
      switch attributes["w:fldCharType"] {
      case "begin": fields.append(Field(isSimple: false))
      case "separate": beginResult()
      default: close()
      }
    }
  }

  mutating func end(_ name: String) {
    if name == "w:fldSimple", fields.last?.isSimple == true { close() }
  }

  /// Takes an instruction, which may come in pieces; its first word tells.
  mutating func instruct(_ text: String) {
    guard let last = fields.indices.last, fields[last].instruction.utf8.count < 1_000
    else { return }
    let isFirst = fields[last].instruction.isEmpty
    let words = isFirst ? text.drop { $0.isWhitespace || $0 == "\\" } : text[...]
    fields[last].instruction += words.prefix(1_000)
  }

  /// Whether text here is the result of a field that shows the author or the file.
  var showsAuthor: Bool { tellingCount > 0 }

  private mutating func beginResult() {
    guard let last = fields.indices.last, !fields[last].isTelling else { return }
    guard Self.telling.contains(fieldName(fields[last].instruction)) else { return }
    fields[last].isTelling = true
    tellingCount += 1
  }

  private mutating func close() {
    if fields.popLast()?.isTelling == true { tellingCount -= 1 }
  }
}

/// The word that says what a field does, in capitals.
func fieldName(_ instruction: String) -> String {
  instruction.uppercased().split { $0.isWhitespace || $0 == "\\" }.first.map(String.init) ?? ""
}
