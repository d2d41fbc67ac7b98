package import Documents
import Foundation

/// The page on which the office reads two scripts side by side.
///
/// It holds the scripts of its pairs, each once, and the words that they share.
package struct SimilarPage: Sendable, Encodable {
  /// A paragraph in pieces: what stands between words, and words, in turn.
  struct Passage: Sendable, Encodable {
    let pieces: [String]
    /// The number of its first word in the script.
    let first: Int
  }

  /// One script as it is shown.
  package struct Script: Sendable, Encodable {
    let label: String
    let name: String?
    /// The words of its own.
    let own: Int
    let paragraphs: [Passage]
    /// Words that were left out, from and to.
    let leftOut: [[Int]]

    /// Takes over a script; `text` is what was made of the same paragraphs.
    package init(label: String, name: String?, paragraphs: [Paragraph], text: ComparedText) {
      self.label = label
      self.name = name
      own = text.own
      self.paragraphs = TextFlow(paragraphs).paragraphs.map { paragraph in
        Passage(pieces: paragraph.text.pieces(paragraph.words), first: paragraph.first)
      }
      leftOut = text.leftOut.map { [$0.lowerBound, $0.upperBound] }
    }
  }

  /// Two scripts, by their numbers on the page.
  struct Pair: Sendable, Encodable {
    /// A shared passage: where it stands on both sides, and the runs of equal words in it.
    struct Shared: Sendable, Encodable {
      let left: [Int]
      let right: [Int]
      let words: Int
      let runs: [[Int]]
    }

    let first: Int
    let second: Int
    let words: Int
    let onePerson: Bool
    let passages: [Shared]
  }

  let title: String
  let facts: [String]
  private(set) var scripts: [Script] = []
  private(set) var pairs: [Pair] = []

  /// - Parameters:
  ///   - title: What was compared.
  ///   - facts: Lines that say how, and what is not on the page.
  package init(title: String, facts: [String]) {
    self.title = title
    self.facts = facts
  }

  /// Adds a script and returns its number on the page.
  package mutating func add(_ script: Script) -> Int {
    scripts.append(script)
    return scripts.count - 1
  }

  /// Adds a pair of scripts that stand on the page already.
  package mutating func add(_ pair: SimilarPair, first: Int, second: Int, onePerson: Bool) {
    pairs.append(
      Pair(
        first: first, second: second, words: pair.words, onePerson: onePerson,
        passages: pair.passages.map { passage in
          Pair.Shared(
            left: [passage.left.lowerBound, passage.left.upperBound],
            right: [passage.right.lowerBound, passage.right.upperBound], words: passage.words,
            runs: passage.runs.map { [$0.left, $0.right, $0.length] })
        }))
  }

  /// The page as one file that loads nothing.
  package func html() throws -> String {
    let content = String(decoding: try canonicalJSON(self), as: UTF8.self)
      .replacing("<", with: "\\u003c").replacing(">", with: "\\u003e")
      .replacing("&", with: "\\u0026")
    return WebPage(
      template: "similar.html", styles: ["base.css", "page.css", "similar.css"],
      scripts: ["elements.js", "similar-text.js", "similar.js"],
      allowed: ["img-src data:"]
    ).filled(["title": title.inHTML, "content": content])
  }
}

extension String {
  /// The text cut at its words: what stands before the first one, the word, and so on to the end.
  fileprivate func pieces(_ words: [TextWord]) -> [String] {
    let bytes = Array(utf8)
    var pieces: [String] = []
    var position = 0
    for word in words {
      pieces.append(String(decoding: bytes[position..<word.bytes.lowerBound], as: UTF8.self))
      pieces.append(String(decoding: bytes[word.bytes], as: UTF8.self))
      position = word.bytes.upperBound
    }
    return pieces + [String(decoding: bytes[position...], as: UTF8.self)]
  }
}
