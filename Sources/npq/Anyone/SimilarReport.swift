import Assessment
import Documents
import Findings
import Ledger

extension SimilarSearch {
  /// The page of the first pairs, at most `most` of them, with the scripts read again, since only
  /// their words were kept.
  func page(title: String, most: Int, names: Bool) throws -> SimilarPage {
    let chosen = pairs.prefix(most)
    let used = Set(chosen.flatMap { [$0.first, $0.second] }).sorted()
    let scripts = try onAllCores(used) { number in
      SimilarPage.Script(
        label: sources[number].label.escaped,
        name: names ? sources[number].name?.escaped : nil,
        paragraphs: sources[number].read().paragraphs, text: texts.texts[number])
    }
    var page = SimilarPage(title: title, facts: facts(shown: chosen.count))
    var places: [Int: Int] = [:]
    for (number, script) in zip(used, scripts) { places[number] = page.add(script) }
    for pair in chosen {
      guard let first = places[pair.first], let second = places[pair.second] else { continue }
      page.add(pair, first: first, second: second, onePerson: isOnePerson(pair))
    }
    return page
  }

  private func facts(shown: Int) -> [String] {
    let settings = texts.settings
    let earlier = sources.count - texts.first
    let compared =
      "\(texts.first) scripts compared"
      + (earlier > 0 ? ", and with \(earlier) of earlier work" : "")
    let rule =
      "A passage has at least \(settings.passage) equal words, a pair \(settings.least); what "
      + "stands in more than \(settings.common) scripts is taken for common property."
    let rest = pairs.count - shown
    return [
      compared + ".", rule, "Shared words are a reason to read, not a finding against anybody.",
    ] + (rest > 0 ? ["\(rest) more pairs are not on this page; --most shows more."] : [])
  }
}
