// `grading.xml` as Moodle's own backup writes it. Names differ from those of the database, and a
// wrong one is dropped without a word; plain text is format 0; options are strings.
extension ExchangedRubric {
  /// The file as a rubric or as a marking guide.
  func moodleXML(isGuide: Bool, on date: CivilDate) -> String {
    let method = isGuide ? "guide" : "rubric"
    let time = "\((facts?.date ?? date).daysSince1970 * 86_400)"
    let head: [XMLLine] = [
      .leaf("method", method), .leaf("name", title), .leaf("description", ""),
      .leaf("descriptionformat", "0"), .leaf("status", "20"), .leaf("timecreated", time),
      .leaf("timemodified", time),
      .leaf("options", isGuide ? Self.guideOptions : Self.rubricOptions),
    ]
    let body: [XMLLine] =
      isGuide
      ? [
        .open("guidecriteria", nil, criteria.enumerated().map { $0.element.guide($0.offset) }),
        .open("guidecomments", nil, []),
      ] : [.open("criteria", nil, rubricLines)]
    let definition = XMLLine.open(
      "definition", 1,
      head + [
        .open("plugin_gradingform_\(method)_definition", nil, body), .open("instances", nil, []),
      ])
    let areas = XMLLine.open(
      "areas", nil,
      [
        .open(
          "area", 1,
          [
            .leaf("areaname", "submissions"), .leaf("activemethod", method),
            .open("definitions", nil, [definition]),
          ])
      ])
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + areas.text(indent: 0)
  }

  private var rubricLines: [XMLLine] {
    var levels = 0
    return criteria.enumerated().map { number, criterion in
      .open(
        "criterion", number + 1,
        [
          .leaf("sortorder", "\(number + 1)"), .leaf("description", criterion.titleAndAsks),
          .leaf("descriptionformat", "0"),
          .open(
            "levels", nil,
            criterion.levels.map { level in
              levels += 1
              let name = level.name.oneLine
              return .open(
                "level", levels,
                [
                  .leaf("score", "\(level.marks).00000"),
                  .leaf("definition", (name.isEmpty ? "" : name + "\n") + level.descriptor),
                  .leaf("definitionformat", "0"),
                ])
            }),
        ])
    }
  }

  private static let rubricOptions = """
    {"sortlevelsasc":"1","lockzeropoints":"1","alwaysshowdefinition":"1",\
    "showdescriptionteacher":"1","showdescriptionstudent":"1","showscoreteacher":"1",\
    "showscorestudent":"1","enableremarks":"1","showremarksstudent":"1"}
    """
  private static let guideOptions = """
    {"alwaysshowdefinition":"1","showmarkspercriterionstudents":"1"}
    """
}

extension ExchangedRubric.Criterion {
  fileprivate var titleAndAsks: String {
    asks.isEmpty ? title.oneLine : title.oneLine + "\n" + asks
  }

  fileprivate func guide(_ number: Int) -> XMLLine {
    let lines = levels.map { level in
      let name = level.name.oneLine.replacing(":", with: " ")
      return "\(level.marks) - " + (name.isEmpty ? "" : name + ": ") + level.descriptor.oneLine
    }
    return .open(
      "guidecriterion", number + 1,
      [
        .leaf("sortorder", "\(number + 1)"), .leaf("shortname", title.oneLine),
        .leaf("description", asks), .leaf("descriptionformat", "0"),
        .leaf("descriptionmarkers", lines.joined(separator: "\n")),
        .leaf("descriptionmarkersformat", "0"),
        .leaf("maxscore", "\(levels.map(\.marks).max() ?? 0).00000"),
      ])
  }
}

/// A line of an XML file, or an element with lines in it.
private indirect enum XMLLine {
  case leaf(String, String)
  case open(String, Int?, [XMLLine])

  func text(indent: Int) -> String {
    let blanks = String(repeating: "  ", count: indent)
    switch self {
    case .leaf(let name, let text): return "\(blanks)<\(name)>\(text.inXML)</\(name)>\n"
    case .open(let name, let id, let lines):
      let start = name + (id.map { " id=\"\($0)\"" } ?? "")
      let inside = lines.map { $0.text(indent: indent + 1) }.joined()
      return "\(blanks)<\(start)>\n\(inside)\(blanks)</\(name)>\n"
    }
  }
}

extension String {
  /// The text as it may stand in an element; what XML 1.0 cannot hold at all is replaced.
  fileprivate var inXML: String {
    var shown = ""
    for scalar in unicodeScalars {
      switch scalar {
      case "&": shown += "&amp;"
      case "<": shown += "&lt;"
      case ">": shown += "&gt;"
      case "\r": shown += "&#13;"
      case "\t", "\n": shown.unicodeScalars.append(scalar)
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": shown += "\u{FFFD}"
      default: shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }
}
