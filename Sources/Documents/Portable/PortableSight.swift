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
      "pdftoppm", ["-l", "\(mostPages)", "-gray", "-scale-to", "\(pixels)", "in.pdf", "page"],
      processorSeconds: 15),
  ]

  /// Judges what the two came to.
  static func look(boxes: Poppler.Outcome, drawn: Poppler.Outcome, in folder: URL) -> Outcome {
    if boxes.wasStopped || drawn.wasStopped { return .stopped }
    guard boxes.isFine, drawn.isFine, var layout = try? PortableLayout(boxes.output)
    else { return .seen }
    let pictures = Self.pictures(in: folder)
    for page in layout.pages.indices where page < pictures.count {
      guard let tones = Tones(pictures[page]) else { continue }
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
      let contrast = tones.contrast(
        Int(
          word.left * scale.across)...max(
            Int(word.left * scale.across), Int(word.right * scale.across)),
        Int(top * scale.down)...max(Int(top * scale.down), Int(bottom * scale.down)))
      if let contrast, contrast < leastContrast { word.concealment = .pale }
    }
  }

  /// The drawn pages in their order; poppler numbers them with zeros before.
  private static func pictures(in folder: URL) -> [URL] {
    let all = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (all ?? []).filter { $0.pathExtension == "pgm" }
      .sorted { $0.lastPathComponent < $1.lastPathComponent }
  }
}

/// A picture of grey tones (Netpbm's PGM, binary).
private struct Tones {
  let width: Int
  let height: Int
  private let bytes: Data

  init?(_ file: URL) {
    guard let data = try? Data(contentsOf: file), data.starts(with: "P5".utf8) else { return nil }
    var numbers: [Int] = []
    var index = data.startIndex + 2
    while numbers.count < 3, index < data.endIndex {
      while index < data.endIndex, data[index] <= 0x20 { index += 1 }
      let digits = data[index...].prefix(9).prefix { (0x30...0x39).contains($0) }
      guard let number = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
      numbers.append(number)
      index += digits.count
    }
    guard numbers.count == 3, numbers[2] == 255, numbers[0] > 0, numbers[1] > 0,
      data.endIndex - index - 1 >= numbers[0] * numbers[1]
    else { return nil }
    (width, height) = (numbers[0], numbers[1])
    bytes = data[(index + 1)...]
  }

  /// The difference between the lightest and the darkest tone within; nil outside the picture.
  func contrast(_ across: ClosedRange<Int>, _ down: ClosedRange<Int>) -> Int? {
    guard across.lowerBound < width, across.upperBound >= 0, down.lowerBound < height,
      down.upperBound >= 0
    else { return nil }
    var (lightest, darkest) = (0, 255)
    for row in max(0, down.lowerBound)...min(height - 1, down.upperBound) {
      let start = bytes.startIndex + row * width
      for column in max(0, across.lowerBound)...min(width - 1, across.upperBound) {
        let tone = Int(bytes[start + column])
        lightest = max(lightest, tone)
        darkest = min(darkest, tone)
      }
    }
    return lightest - darkest
  }
}
