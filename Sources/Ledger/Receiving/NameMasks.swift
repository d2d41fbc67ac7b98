import Assessment
import Documents
import Findings
import Foundation

/// What would tell an assessor who wrote a script, and what stands there instead.
struct NameMasks: Sendable {
  let masks: [Mask]

  /// Words that a person has accepted are let stand; what the files say shows whether a surname is a
  /// word too.
  init(
    of entry: EntryRecord, caseStudy: String?, readings: [DocumentReading],
    accepted: Set<String> = []
  ) {
    let details = entry.details
    let columns = ["name", "email", "trn", "dfe_id", "lms_login", "lms_id", "id"]
    let own = columns.compactMap { details[$0] }.filter { $0.utf8.count > 3 }
    let name = WrittenName(details["name"] ?? "")
    let places = ["school", "trust"].compactMap { details[$0] }
    var masks = (own + name.orders.filter { !own.contains($0) })
      .map { Mask(text: $0, replacement: entry.script) }
    masks += places.map { Mask(text: $0, replacement: "[school]") }
    if let surname = name.surname,
      let kind = Self.kind(of: surname, caseStudy: caseStudy, readings)
    {
      masks.append(Mask(text: surname, replacement: entry.script, kind: kind))
    }
    self.masks = masks.filter { !accepted.contains($0.text) }
  }

  /// How a surname alone counts; nil where the case study has somebody or something of that name.
  private static func kind(
    of surname: String, caseStudy: String?, _ readings: [DocumentReading]
  ) -> Mask.Kind? {
    let lower = surname.lowercased()
    var isWord = false
    let lowerBytes = Array(lower.utf8)
    let study = caseStudy.flatMap { mayHold(lowerBytes, $0) ? $0 : nil } ?? ""
    for word in words(of: study) where word.lowercased() == lower {
      guard word == word.lowercased() else { return nil }
      isWord = true
    }
    let texts = readings.lazy.flatMap(\.paragraphs).map(\.text)
    isWord =
      isWord
      || texts.contains { text in
        mayHold(lowerBytes, text) && words(of: text).contains { $0 == lower }
      }
    return isWord ? .surnameAndWord : .surname
  }

  /// Whether a text may hold a word in whatever case; a look at its bytes, since few do.
  private static func mayHold(_ word: [UInt8], _ text: String) -> Bool {
    guard let first = word.first, word.allSatisfy({ $0 < 0x80 }) else { return true }
    let text = text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    guard text.count >= word.count else { return false }
    for start in 0...(text.count - word.count) where text[start] == first {
      if text[start..<(start + word.count)].elementsEqual(word) { return true }
    }
    return false
  }

  private static func words(of text: String) -> [Substring] {
    text.split { !$0.isLetter && $0 != "-" && $0 != "'" && $0 != "’" }
  }
}

/// A name of the roster, in the orders in which people write it.
private struct WrittenName {
  let surname: String?
  /// First and last name in either order; more than the roster's own spelling.
  let orders: [String]

  private static let titles: Set = ["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "rev"]

  init(_ text: String) {
    let halves = text.split(separator: ",", maxSplits: 1).map(Self.tokens)
    let tokens = halves.count == 2 ? halves[1] + halves[0] : halves.first ?? []
    let isKnown = tokens.count > 1
    surname = tokens.last.flatMap { isKnown && $0.utf8.count > 2 ? $0 : nil }
    guard isKnown, let first = tokens.first, let last = tokens.last else {
      orders = []
      return
    }
    orders = ["\(first) \(last)", "\(last) \(first)", "\(last), \(first)"]
  }

  private static func tokens(_ text: some StringProtocol) -> [String] {
    text.split { $0.isWhitespace }.map { String($0) }
      .filter { !titles.contains($0.lowercased().replacing(".", with: "")) }
  }
}

/// One row of the table of names: words of a person in a part of a response, with the first place.
package struct NameRow: Sendable, Hashable, Codable {
  package let words: String
  package let place: String
  package var times: Int
  package let before, found, after: String

  /// Groups places by words and part, in the order of the first.
  static func rows(of places: [NamePlace]) -> [NameRow] {
    var rows: [NameRow] = []
    for place in places {
      if let known = rows.firstIndex(where: { $0.words == place.words && $0.place == place.place })
      {
        rows[known].times += 1
      } else {
        rows.append(
          NameRow(
            words: place.words, place: place.place, times: 1, before: place.before,
            found: place.found, after: place.after))
      }
    }
    return rows
  }

  /// Whether policy masks it whatever a person says: headers, footers and the lines of a cover.
  package var isFixed: Bool { ["headers", "footers", "cover"].contains(place) }
}

/// What a person decided about words in a response.
package enum NameDecision: String, Sendable, Hashable, CaseIterable, Codable {
  /// They may stand: they tell nobody who wrote it.
  case accept
  /// The script's code stands there instead, as it does where nobody decided.
  case mask
  /// The person is asked to send the response without them.
  case ask
}
