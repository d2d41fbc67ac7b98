import Markup

/// Follows the fields of a Word document, to know the results that show who made it.
struct FieldTrail {
  private struct Field {
    var instruction = ""
    var isResult = false
    let isSimple: Bool
  }

  private static let telling: Set<String> = [
    "AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE",
  ]

  private var fields: [Field] = []

  mutating func start(_ name: String, _ attributes: MarkupAttributes) {
    if name == "w:fldSimple" {
      fields.append(
        Field(instruction: attributes["w:instr"] ?? "", isResult: true, isSimple: true))
    } else if name == "w:fldChar" {
      switch attributes["w:fldCharType"] {
      case "begin": fields.append(Field(isSimple: false))
      case "separate": if !fields.isEmpty { fields[fields.count - 1].isResult = true }
      default: _ = fields.popLast()
      }
    }
  }

  mutating func end(_ name: String) {
    if name == "w:fldSimple", fields.last?.isSimple == true { fields.removeLast() }
  }

  mutating func instruct(_ text: String) {
    if !fields.isEmpty { fields[fields.count - 1].instruction += text }
  }

  /// Whether text here is the result of a field that shows the author or the file.
  var showsAuthor: Bool {
    fields.contains { $0.isResult && Self.telling.contains(fieldName($0.instruction)) }
  }
}

/// The word that says what a field does, in capitals.
func fieldName(_ instruction: String) -> String {
  instruction.uppercased().split { $0.isWhitespace || $0 == "\\" }.first.map(String.init) ?? ""
}
