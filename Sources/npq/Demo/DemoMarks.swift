import Assessment

/// What a made-up assessor thinks of the scripts in a pack.
///
/// A script has a quality that all assessors see the same, an assessor a severity that all their
/// scripts share, and each mark some luck of its own; the three follow from the draw alone.
struct DemoMarks {
  private(set) var rows: [ScriptMarks] = []

  /// Whether every script of the pack was marked.
  let isFinished: Bool

  init(_ pack: OpenedPack, draw: UInt64) {
    var character = DrawStream(draw: draw, purpose: "demo assessor", id: pack.assessor.text)
    let severity = character.number(below: 25) - 12
    for script in pack.scripts {
      guard let scheme = pack.schemes[script.qualification] else { continue }
      let id = "\(script.script)/\(pack.assessor)"
      var luck = DrawStream(draw: draw, purpose: "demo mark", id: id)
      // One script in a hundred and fifty is left for later.
      guard luck.number(below: 150) > 0 else { continue }
      var row = ScriptMarks(
        script: script.script, assessor: pack.assessor, pack: pack.pack, revision: 1,
        rubric: scheme.digest)
      let quality = Self.quality(of: script.script, draw: draw)
      for criterion in scheme.rubric.criteria {
        // In hundredths of a level; most scripts lie between the second level and the top.
        let step = (quality - severity + luck.number(below: 41) - 20) * (criterion.levels.count - 1)
        let level = min(max((step + 50) / 100, 0), criterion.levels.count - 1)
        row.marks[criterion.id] = criterion.levels[level].marks
        if level < 2 {
          row.comments[criterion.id] = Self.advice[luck.number(below: Self.advice.count)]
        }
      }
      row.comment = Self.comments[luck.number(below: Self.comments.count)]
      if luck.number(below: 300) == 0 { row.flags = [ScriptFlag(.suspectedMalpractice)] }
      rows.append(row)
    }
    isFinished = rows.count == pack.scripts.count
  }

  /// How good a script is, in hundredths: the sum of three draws, so that the middle is likely.
  private static func quality(of script: ScriptCode, draw: UInt64) -> Int {
    var stream = DrawStream(draw: draw, purpose: "demo quality", id: script.text)
    return 40 + (0..<3).reduce(0) { sum, _ in sum + stream.number(below: 29) }
  }

  private static let advice = [
    "Name the evidence for this.", "Tell the cause from what follows from it.",
    "Say who does what, and by when.", "Say how you would know that it works.",
    "Say why this and not another approach.",
  ]
  private static let comments = [
    "A clear account of the problem and of its causes.", "Well argued; the plan is thin in places.",
    "The evidence is used with care.", "The parts do not yet hang together.",
    "Implementation is the strongest part.",
  ]
}
