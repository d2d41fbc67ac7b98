/// What a marking pack tells its assessor beside the scripts.
package struct MarkingBrief: Sendable {
  package var series: String
  /// What the round is called, where its assessor is told.
  package var round: String?
  package var pack: Identifier
  package var assessor: Identifier
  /// Title and questions of each assessment in the pack.
  package var papers: [(title: String, questions: [String])]
  /// How many scripts of each qualification the pack holds.
  package var scripts: [Qualification: Int]
  package var due: CivilDate?
  /// The day by which the pack is to be deleted.
  package var deleteBy: CivilDate?
  /// The word limit, where the responses have one.
  package var wordLimit: Int?
  /// What is to be done with single scripts, by their codes.
  package var instructions: [String: String]
  /// What became of scripts in earlier packs, and what the office answered to flags.
  package var news: (withdrawn: [PagePack.Withdrawn], answers: [PagePack.Answer])
  /// How to reach the office.
  package var contact: String?
  /// Whether the marking page lies beside it.
  package var hasPage: Bool
  /// Whether scripts are there as PDF, each and all in one.
  package var hasPaper: Bool

  package init(
    series: String, round: String? = nil, pack: Identifier, assessor: Identifier,
    papers: [(title: String, questions: [String])], scripts: [Qualification: Int],
    due: CivilDate? = nil, deleteBy: CivilDate? = nil, wordLimit: Int? = nil,
    instructions: [String: String] = [:],
    news: (withdrawn: [PagePack.Withdrawn], answers: [PagePack.Answer]) = ([], []),
    contact: String? = nil, hasPage: Bool = false, hasPaper: Bool = false
  ) {
    self.series = series
    self.round = round
    self.pack = pack
    self.assessor = assessor
    self.papers = papers
    self.scripts = scripts
    self.due = due
    self.deleteBy = deleteBy
    self.wordLimit = wordLimit
    self.instructions = instructions
    self.news = news
    self.contact = contact
    self.hasPage = hasPage
    self.hasPaper = hasPaper
  }
}

/// The brief as plain text, for the pack's `brief.txt`.
package func briefText(_ brief: MarkingBrief) -> String {
  let office = brief.contact ?? "the office that sent this pack"
  let sections = [
    heading(brief), papers(brief), steps(brief), instructions(brief), withdrawn(brief),
    answers(brief), flagging(office),
    """
    When you have finished
      Send the sheet to \(office). You may send it half done, as often as you like:
      a blank cell erases nothing. Afterwards delete the scripts from your computer\(
        brief.deleteBy.map { ", by \($0) at the latest" } ?? "").
    """,
  ]
  return sections.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
}

private func heading(_ brief: MarkingBrief) -> String {
  let counts = brief.scripts.sorted { $0.key.code < $1.key.code }
    .map { "\($0.value) × \($0.key.code)" }.joined(separator: ", ")
  var lines = [
    "MARKING PACK \(brief.pack)", "For \(brief.assessor), \(brief.series)", "Scripts: \(counts)",
  ]
  if let round = brief.round { lines.insert(round, at: 1) }
  if let due = brief.due { lines.append("Please return by \(due)") }
  return lines.joined(separator: "\n")
}

private func papers(_ brief: MarkingBrief) -> String {
  brief.papers.map { paper in
    let questions = paper.questions.enumerated().map { "  \($0.offset + 1). \($0.element)" }
    return ([paper.title] + questions).joined(separator: "\n")
  }.joined(separator: "\n\n")
}

private func steps(_ brief: MarkingBrief) -> String {
  let several = brief.scripts.count > 1
  let sheet = "marks.xlsx, or in \(several ? "the CSV sheet of its qualification" : "marks.csv")"
  var lines = ["How to mark"]
  if brief.hasPage {
    lines += [
      "  Open START-HERE.html in a browser to read and mark there; it keeps your marks and saves",
      "  the file that goes back. Or mark in a sheet, with the scripts in data/scripts:",
    ]
  }
  if brief.hasPaper {
    lines += [
      "  To read on paper, print data/all-scripts.pdf on both sides, or one of data/scripts/*.pdf:",
      "  every page bears the script's code and its number.",
    ]
  }
  lines += [
    "  1. Read the mark scheme, then a script. The file name is the script's code.",
    "  2. In \(sheet), find the row of that code.",
    "     Under each criterion write the mark of the level that fits best.",
    "     Leave blank what you have not decided: blank is not 0.",
    "  3. A comment on a criterion, or on the whole script, goes in its own column.",
    "     The column \"note\" is for the office alone.",
    "  4. Leave the columns pack, revision and script as they are, and save the sheet as it is.",
  ]
  if let limit = brief.wordLimit {
    lines.append("  The word limit is \(limit).")
  }
  return lines.joined(separator: "\n")
}

private func instructions(_ brief: MarkingBrief) -> String {
  guard !brief.instructions.isEmpty else { return "" }
  let lines = brief.instructions.sorted { $0.key < $1.key }.map { "  \($0.key)  \($0.value)" }
  return (["What to do with single scripts"] + lines).joined(separator: "\n")
}

private func withdrawn(_ brief: MarkingBrief) -> String {
  guard !brief.news.withdrawn.isEmpty else { return "" }
  let lines = brief.news.withdrawn.map { "  \($0.script), in \($0.pack): \($0.reason.meaning)" }
  return
    ([
      "No longer yours to mark",
      "  What you have said of them is kept; there is nothing to send back.",
    ] + lines).joined(separator: "\n")
}

private func answers(_ brief: MarkingBrief) -> String {
  guard !brief.news.answers.isEmpty else { return "" }
  let lines = brief.news.answers.map { "  \($0.script), \($0.flag): \($0.answer)" }
  return (["Answers to what you flagged"] + lines).joined(separator: "\n")
}

extension PagePack.Withdrawn.Reason {
  /// What became of the script, as its assessor reads it.
  fileprivate var meaning: String {
    switch self {
    case .moved: "another assessor has it now"
    case .replaced: "it was handed in anew; the new one is in a later pack"
    case .stopped: "it is not to be marked any more"
    }
  }
}

private func flagging(_ office: String) -> String {
  let reasons = ScriptFlag.Reason.allCases.map { reason in
    switch reason {
    case .alike: (reason, reason.meaning + ": write alike and that script's code")
    case .other: (reason, "something else: say what in the column \"note\"")
    default: (reason, reason.meaning)
    }
  }
  let width = reasons.map(\.0.rawValue.utf8.count).max() ?? 0
  let lines = reasons.map { reason, meaning in
    let gap = String(repeating: " ", count: width - reason.rawValue.utf8.count)
    return "  \(reason.rawValue)\(gap)  \(meaning)"
  }
  return """
    If something is wrong with a script
      Mark it as you find it, and write one of these words in the column "flag" (several are
      parted by a semicolon). You may send a flag alone, at once, without any marks. Questions
      go to \(office).
    \(lines.joined(separator: "\n"))
    """
}
