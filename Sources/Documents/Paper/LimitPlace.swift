/// Where on the pages of a PDF the word limit falls, by what stands before and after it there.
///
/// The words of the text that is counted are looked for among the words as poppler places them;
/// where they are not found alike, no place is named.
struct LimitPlace {
  /// How many words before it and after it are compared.
  private static let around = 6

  private let words: [Substring]
  /// Which of them is the first over the limit.
  private let first: Int

  /// Nil where the text has no limit in it.
  init?(in blocks: [Block]) {
    var (text, place) = ("", String.Index?.none)
    for block in blocks { Self.add(block, to: &text, &place) }
    guard let place else { return nil }
    words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.firstIndex(where: { $0.endIndex > place }) else { return nil }
    self.first = first
  }

  private static func add(_ block: Block, to text: inout String, _ place: inout String.Index?) {
    for run in block.runs {
      switch run {
      case .text(let words, _, _): text += words
      case .limit where place == nil: place = text.endIndex
      default: continue
      }
    }
    text += "\n"
    for inner in block.rows.joined().joined() { add(inner, to: &text, &place) }
  }

  /// The place among words on pages; nil where it is not found.
  func found(among placed: [PlacedWord]) -> PaperSheet.LimitMark? {
    let window = max(0, first - Self.around)..<min(words.count, first + Self.around)
    var best: (likeness: Int, away: Int, index: Int)?
    for index in placed.indices where placed[index].text == words[first] {
      let likeness = window.count { other in
        let place = index + other - first
        return placed.indices.contains(place) && placed[place].text == words[other]
      }
      let away = abs(index - first)
      if let known = best, (known.likeness, -known.away) >= (likeness, -away) { continue }
      best = (likeness, away, index)
    }
    guard let best, best.likeness * 3 >= window.count * 2 else { return nil }
    let word = placed[best.index]
    let beside = placed.filter { $0.page == word.page }
    return PaperSheet.LimitMark(
      page: word.page, x: word.left, y: word.top, height: max(0, word.bottom - word.top),
      left: beside.map(\.left).min() ?? word.left, right: beside.map(\.right).max() ?? word.right)
  }
}

/// A word on a page of a PDF, in thousandths of a point from the page's upper left.
struct PlacedWord: Equatable {
  let text: String
  let page: Int
  let left, top, right, bottom: Int

  /// Reads what `pdftotext -bbox` writes, a word a line.
  static func read(_ output: String) -> [PlacedWord] {
    var (words, page) = ([PlacedWord](), -1)
    for line in output.split(separator: "\n") {
      let line = line.drop { $0 == " " }
      if line.hasPrefix("<page ") { page += 1 }
      guard line.hasPrefix("<word "), page >= 0, let open = line.firstIndex(of: ">"),
        line.hasSuffix("</word>")
      else { continue }
      let sides = line[..<open].split(separator: "\"").compactMap { Double($0) }
        .filter { abs($0) < 1_000_000 }.map { max(0, Int($0 * 1_000)) }
      guard sides.count == 4 else { continue }
      words.append(
        PlacedWord(
          text: plain(line[line.index(after: open)...].dropLast(7)), page: page, left: sides[0],
          top: sides[1], right: sides[2], bottom: sides[3]))
    }
    return words
  }

  private static func plain(_ text: Substring) -> String {
    guard text.contains("&") else { return String(text) }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
    return signs.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
  }
}
