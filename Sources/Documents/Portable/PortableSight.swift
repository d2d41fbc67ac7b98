import Foundation

/// Looks at the drawn pages of a PDF for words that nobody can see.
///
/// A PDF has many ways to hide words: a white fill, a text mode that draws nothing, a picture over
/// them, a size of nothing. What they have in common shows on the page: where the word should
/// stand there is one even tone.
struct PortableSight {
  /// How many pages are looked at, and how many pixels their longer side has.
  static let mostPages = 100
  static let pixels = 900
  /// By how much the tones of a word and its ground differ at least, of 255.
  private static let leastContrast = 16

  /// What came of looking.
  enum Outcome {
    /// Everything is seen, or nothing can be told.
    case seen
    case concealed(PortableLayout)
    /// Most words are not drawn, which says more of the drawing than of the words.
    case doubtful(words: Int)
    /// It took too long.
    case stopped
  }

  /// What tells where the words stand, and what draws the pages; hostile pages soon end them.
  static let jobs = [
    Poppler.Job(
      "pdftotext", ["-l", "\(mostPages)", "-bbox-layout", "-enc", "UTF-8", "in.pdf", "-"],
      processorSeconds: 15),
    Poppler.Job(
      "pdftoppm", ["-l", "\(mostPages)", "-gray", "-scale-to", "\(pixels)", "in.pdf"],
      processorSeconds: 15),
  ]

  /// Judges what the two came to.
  static func look(boxes: Poppler.Outcome, drawn: Poppler.Outcome) -> Outcome {
    if boxes.wasStopped || drawn.wasStopped { return .stopped }
    guard boxes.isFine, drawn.isFine, var layout = try? PortableLayout(boxes.output)
    else { return .seen }
    var pictures = DrawnPages(drawn.file)
    for page in layout.pages.indices {
      guard let tones = pictures.next() else { break }
      judge(page, tones, &layout)
    }
    let words = layout.words.filter { countWords($0.text) > 0 }
    let lost = words.filter { $0.concealment != nil }.count
    if lost == 0 { return .seen }
    return lost * 2 > words.count ? .doubtful(words: lost) : .concealed(layout)
  }

  private static func judge(_ page: Int, _ tones: Tones, _ layout: inout PortableLayout) {
    let (width, height) = (layout.pages[page].width, layout.pages[page].height)
    guard width > 0, height > 0 else { return }
    let scale = (across: Double(tones.width) / width, down: Double(tones.height) / height)
    // A page that is drawn turned has its words elsewhere.
    guard abs(scale.across / scale.down - 1) < 0.05 else { return }
    layout.eachWord(ofPage: page) { word in
      guard countWords(word.text) > 0 else { return }
      if min(word.height, max(word.right - word.left, 0) * 4) < Appearance.leastPoints {
        word.concealment = .tiny
        return
      }
      // The middle of the letters: what stands above and below may belong to other lines.
      let (top, bottom) = (word.top + word.height * 0.25, word.top + word.height * 0.8)
      let isSeen = tones.hasContrast(
        leastContrast,
        Int(
          word.left * scale.across)...max(
            Int(word.left * scale.across), Int(word.right * scale.across)),
        Int(top * scale.down)...max(Int(top * scale.down), Int(bottom * scale.down)))
      if isSeen == false { word.concealment = .pale }
    }
  }
}

/// The drawn pages in their order, one behind the other in a file (Netpbm's PGM, binary).
private struct DrawnPages {
  private let file: FileHandle?

  init(_ path: String) { file = FileHandle(forReadingAtPath: path) }

  /// The next page; nil behind the last, and where there is something else.
  mutating func next() -> Tones? {
    guard let file, let offset = try? file.offset(),
      let head = try? file.read(upToCount: 64), let size = Self.size(head)
    else { return nil }
    let count = size.width * size.height
    guard (try? file.seek(toOffset: offset + UInt64(size.start))) != nil,
      let bytes = try? file.read(upToCount: count), bytes.count == count
    else { return nil }
    return Tones(width: size.width, height: size.height, bytes: [UInt8](bytes))
  }

  /// What the head of a picture says, and where its tones begin.
  private static func size(_ head: Data) -> (width: Int, height: Int, start: Int)? {
    guard head.starts(with: "P5".utf8) else { return nil }
    var numbers: [Int] = []
    var index = head.startIndex + 2
    while numbers.count < 3 {
      while index < head.endIndex, head[index] <= 0x20 { index += 1 }
      let digits = head[index...].prefix(5).prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      numbers.append(number)
      index += digits.count
    }
    guard numbers[2] == 255, numbers[0] > 0, numbers[1] > 0 else { return nil }
    return (numbers[0], numbers[1], index + 1 - head.startIndex)
  }
}

/// A picture of grey tones.
private struct Tones {
  let width: Int
  let height: Int
  let bytes: [UInt8]

  /// Whether the lightest and the darkest tone within lie so far apart; nil outside the picture.
  func hasContrast(_ least: Int, _ across: ClosedRange<Int>, _ down: ClosedRange<Int>) -> Bool? {
    guard across.lowerBound < width, across.upperBound >= 0, down.lowerBound < height,
      down.upperBound >= 0
    else { return nil }
    var (lightest, darkest) = (0, 255)
    for row in max(0, down.lowerBound)...min(height - 1, down.upperBound) {
      for column in max(0, across.lowerBound)...min(width - 1, across.upperBound) {
        let tone = Int(bytes[row * width + column])
        lightest = max(lightest, tone)
        darkest = min(darkest, tone)
      }
      if lightest - darkest >= least { return true }
    }
    return false
  }
}
