package import Findings
import Sheets

/// What the marking page sends back: everything said of a pack's scripts so far.
///
/// It is JSON in a closed schema: `FORMAT.md` beside the page tells it key by key.
package struct MarkReturn: Sendable {
  /// One script's row.
  struct Row: Sendable {
    var line: Int
    var script = ""
    var revision = 0
    var marks: [(criterion: String, value: Int)] = []
    var comments: [(criterion: String, text: String)] = []
    var comment = ""
    var note = ""
    var flags: [String] = []
    var cleared: [String] = []
  }

  package let pack: Identifier
  let packDigest: Digest
  /// The mark scheme of each qualification, as the page had it.
  let schemes: [String: Digest]
  let rows: [Row]
  /// Whether the assessor says that nothing more will come and that the pack is deleted.
  package let isFinished: Bool
  /// The file, over which its signature stands.
  let bytes: [UInt8]

  init(
    pack: Identifier, packDigest: Digest, schemes: [String: Digest], rows: [Row], isFinished: Bool,
    bytes: [UInt8]
  ) {
    self.pack = pack
    self.packDigest = packDigest
    self.schemes = schemes
    self.rows = rows
    self.isFinished = isFinished
    self.bytes = bytes
  }
}

/// Judges a return by the rules of the mark sheet against the pack that it answers; `signature` is
/// what its signature is worth, where that is known already.
package func judge(
  _ answer: MarkReturn, name: String, pack: PackContents, signature: ReturnSignature? = nil
) -> Judged<[ScriptMarks]> {
  guard answer.packDigest == pack.digest else {
    return Judged(
      nil,
      [
        Finding(
          "return-other-content", .refused, name,
          "was made with another file than the one that the office gave out as \(pack.pack)",
          remedy: "ask the assessor which page they marked in, and whether there is another return")
      ])
  }
  guard signature ?? answer.signature(for: pack) != .wrong else {
    return Judged(
      nil,
      [
        Finding(
          "return-altered", .refused, name, "was changed after it was signed",
          remedy: "ask the assessor to send the file as it was saved, and what has to be changed "
            + "as a new return")
      ])
  }
  let judged = judgeMarks([answer.sheet(name: name, pack: pack)], name: name, pack: pack)
  guard answer.isFinished else { return judged }
  let finished = Finding(
    "return-finished", .note, name,
    "the assessor has finished \(pack.pack) and says that their copies are deleted",
    remedy: "nothing has to be done")
  return Judged(judged.value, judged.findings + [finished])
}

extension MarkReturn {
  /// What its signature is worth, by the key of the pack.
  package func signature(for pack: PackContents) -> ReturnSignature {
    ReturnSignature(of: bytes, publicKey: pack.publicKey)
  }

  /// The return as the table that a mark sheet is, so that one set of rules judges both.
  fileprivate func sheet(name: String, pack: PackContents) -> Sheet {
    var criteria: [String] = []
    let known = pack.rubrics.values.flatMap(\.rubric.criteria).map(\.id).sorted()
    for id in known + rows.flatMap({ $0.marks.map(\.criterion) + $0.comments.map(\.criterion) })
    where !criteria.contains(id) { criteria.append(id) }
    let header =
      MarkColumns.first + [MarkColumns.rubric] + criteria + criteria.map(MarkColumns.comment)
      + MarkColumns.last + [MarkColumns.cleared]
    let lines = rows.map { row in
      let scheme = ScriptCode(row.script).flatMap { pack.scripts[$0] }
        .flatMap { schemes[$0.code]?.description }
      let marks = criteria.map { id in
        row.marks.first { $0.criterion == id }.map { String($0.value) } ?? ""
      }
      let comments = criteria.map { id in row.comments.first { $0.criterion == id }?.text ?? "" }
      let cells =
        [self.pack.text, String(row.revision), row.script, scheme ?? "none stated"] + marks
        + comments + [row.comment, row.note, row.flags.joined(separator: "; ")]
        + [row.cleared.joined(separator: "; ")]
      return (line: row.line, cells: cells)
    }
    return Sheet(name: name, header: header, rows: lines)
  }
}
