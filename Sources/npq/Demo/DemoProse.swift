import Assessment

/// Sentences about a made-up school, drawn anew for each response.
///
/// They read like an essay from a distance, hold no passage that others share, and count as many
/// words as were asked for.
struct DemoProse {
  private var draw: DrawStream
  private let school: String

  init(draw: DrawStream, school: String) {
    self.draw = draw
    self.school = school
  }

  /// Paragraphs of four to seven sentences with so many words in all.
  mutating func paragraphs(words: Int) -> [String] {
    var left = words
    var paragraphs: [String] = []
    while left > 0 {
      var sentences: [String] = []
      for _ in 0..<(4 + draw.number(below: 4)) where left > 0 {
        let sentence = sentence().prefix(left)
        left -= sentence.count
        sentences.append(sentence.joined(separator: " ") + ".")
      }
      paragraphs.append(sentences.joined(separator: " "))
    }
    return paragraphs
  }

  private mutating func sentence() -> [String] {
    let parts = [
      Self.openings[draw.number(below: Self.openings.count)], pick(Self.who),
      pick(Self.does), pick(Self.what), pick(Self.where), pick(Self.because), pick(Self.what),
    ]
    var words = parts.flatMap { part in
      (part == "@" ? "at \(school)" : part).split(separator: " ").map(String.init)
    }
    words[0] = words[0].prefix(1).uppercased() + words[0].dropFirst()
    return words
  }

  private mutating func pick(_ list: [String]) -> String { list[draw.number(below: list.count)] }

  private static let openings = [
    "", "first", "in the autumn term", "by the second half-term", "after six weeks",
    "for this reason",
    "as the case shows", "in practice", "at the same time", "before anything else", "most of all",
    "in every year group", "from the evidence", "with hindsight", "over the year", "even so",
  ]
  private static let who = [
    "the headteacher", "the subject lead", "new teachers", "the senior team", "pupils", "governors",
    "middle leaders", "teaching assistants", "experienced colleagues", "the year leads", "parents",
    "most of the staff", "early career teachers", "the coach", "the working group",
    "every department",
  ]
  private static let does = [
    "need to understand", "should agree on", "have lost sight of", "would model", "rely on",
    "could rehearse", "must protect", "have not yet secured", "will review",
    "talk too little about",
    "disagree over", "would gather evidence on", "have good reason to change", "can sustain",
    "are asked to prepare", "would notice", "explain", "start from",
  ]
  private static let what = [
    "the order of the units", "what is checked in a lesson", "vocabulary", "daily review",
    "the causes beneath the results", "a shared routine", "time for coaching",
    "marking that nobody reads",
    "clear success criteria", "the data from the last cycle", "attendance on Mondays",
    "prior knowledge", "the reading of whole texts", "small steps in the explanation",
    "expectations in corridors", "a plan with few priorities", "feedback that is acted upon",
    "the load on class teachers", "support for pupils with additional needs", "worked examples",
    "an honest picture of lessons", "what will be stopped", "the way that progress is told",
  ]
  private static let `where` = [
    "@", "in the lower years", "across subjects", "in mixed groups", "during form time", "",
    "in planning meetings", "between lessons", "where teachers are new", "in the weekly briefing",
    "",
  ]
  private static let because = [
    "because the evidence points to", "so that nobody has to guess at", "which depends on",
    "and this begins with", "while others still wait for", "since it rests upon", "rather than on",
    "as long as leaders keep to", "and not only because of", "which in turn changes",
    "if the school means to keep", "even where staff doubt", "before turning to",
  ]
}
