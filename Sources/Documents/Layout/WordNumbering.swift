import Markup

/// Which levels of a Word document's lists count, from its `numbering.xml`.
struct WordNumbering {
  /// Levels that count, by abstract list.
  private var counting: [String: Set<Int>] = [:]
  /// The abstract list of each list.
  private var abstract: [String: String] = [:]
  private var currentAbstract: String?
  private var currentList: String?
  private var level = 0

  mutating func take(_ event: MarkupEvent) {
    guard case .start(let name, let attributes, _) = event else { return }
    switch name {
    case "w:abstractNum":
      currentAbstract = attributes["w:abstractNumId"]
      currentList = nil
    case "w:num":
      currentList = attributes["w:numId"]
      currentAbstract = nil
    case "w:abstractNumId": if let currentList { abstract[currentList] = attributes["w:val"] }
    case "w:lvl": level = attributes["w:ilvl"].flatMap { Int($0) } ?? 0
    case "w:numFmt":
      let format = attributes["w:val"] ?? ""
      guard let currentAbstract, format != "bullet", format != "none" else { return }
      counting[currentAbstract, default: []].insert(level)
    default: return
    }
  }

  /// Whether a level of a list counts, 1 for the outermost.
  func counts(_ list: String, level: Int) -> Bool {
    abstract[list].flatMap { counting[$0] }?.contains(level - 1) ?? false
  }
}
