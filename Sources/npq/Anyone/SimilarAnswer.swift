import Assessment
import Sheets

/// What `npq similar` answers.
struct SimilarAnswer: Encodable {
  /// One script of a pair.
  struct Script: Encodable {
    let script: String
    let percent: Int
    let person: String?
    let name: String?
  }

  /// Where a passage stands, in words from 0; the end is the word after it.
  struct Passage: Encodable {
    let words: Int
    let first: [Int]
    let second: [Int]
  }

  struct Pair: Encodable {
    let words: Int
    let longest: Int
    let first: Script
    let second: Script
    let onePerson: Bool
    let earlier: Bool
    let passages: [Passage]
  }

  /// What of the answer is recorded by its digest.
  struct Pairs: Encodable {
    let pairs: [Pair]
  }

  let method = ComparedText.method
  let scripts: Int
  let earlier: Int
  let pairs: [Pair]

  init(_ search: SimilarSearch, names: Bool) {
    scripts = search.texts.first
    earlier = search.sources.count - search.texts.first
    pairs = search.pairs.map { pair in
      func script(_ number: Int) -> Script {
        let source = search.sources[number]
        return Script(
          script: source.label, percent: search.percent(pair, of: number),
          person: names ? source.person : nil, name: names ? source.name : nil)
      }
      return Pair(
        words: pair.words, longest: pair.longest, first: script(pair.first),
        second: script(pair.second), onePerson: search.isOnePerson(pair),
        earlier: pair.second >= search.texts.first,
        passages: pair.passages.map { passage in
          Passage(
            words: passage.words, first: [passage.left.lowerBound, passage.left.upperBound],
            second: [passage.right.lowerBound, passage.right.upperBound])
        })
    }
  }
}

extension SimilarAnswer {
  /// The scripts that stand beside a name.
  var named: [String] {
    Set(pairs.flatMap { [$0.first, $0.second] }.filter { $0.name != nil }.map(\.script)).sorted()
  }

  /// The list as CSV.
  var csv: String {
    let names = pairs.contains { $0.first.name != nil || $0.second.name != nil }
    let more = names ? ["first_name", "second_name"] : []
    let header =
      [
        "first", "second", "words", "first_percent", "second_percent", "passages", "longest",
        "one_person", "earlier",
      ] + more
    let rows = pairs.map { pair -> [CSVCell] in
      [
        .text(pair.first.script), .text(pair.second.script), .number(pair.words),
        .number(pair.first.percent), .number(pair.second.percent), .number(pair.passages.count),
        .number(pair.longest), .text(pair.onePerson ? "yes" : "no"),
        .text(pair.earlier ? "yes" : "no"),
      ] + (names ? [.text(pair.first.name ?? ""), .text(pair.second.name ?? "")] : [])
    }
    return String(decoding: writeCSV(header: header, rows: rows), as: UTF8.self)
  }

  /// The list to read.
  var text: String {
    let with = earlier > 0 ? ", and with \(earlier) of earlier work" : ""
    let compared = "\(scripts == 1 ? "1 script" : "\(scripts) scripts") compared\(with)"
    guard !pairs.isEmpty else { return "\(compared): no work in common" }
    var table = TextTable(
      ["words", "of first", "of second", "passages", "longest", "first", "second"],
      numbers: [0, 1, 2, 3, 4])
    for pair in pairs {
      table.add([
        "\(pair.words)", "\(pair.first.percent) %", "\(pair.second.percent) %",
        "\(pair.passages.count)", "\(pair.longest)", pair.first.shown, pair.second.shown,
      ])
    }
    let count = pairs.count == 1 ? "1 pair shares" : "\(pairs.count) pairs share"
    return "\(table.text)\n\(compared): \(count) work"
  }
}

extension SimilarAnswer.Pair {
  /// The pair as it may be recorded.
  var withoutNames: Self {
    Self(
      words: words, longest: longest, first: first.withoutNames, second: second.withoutNames,
      onePerson: onePerson, earlier: earlier, passages: passages)
  }
}

extension SimilarAnswer.Script {
  fileprivate var withoutNames: Self {
    Self(script: script, percent: percent, person: nil, name: nil)
  }

  fileprivate var shown: String { name.map { "\(script) (\($0))" } ?? script }
}
