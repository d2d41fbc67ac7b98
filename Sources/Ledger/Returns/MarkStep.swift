package import Assessment
import Findings
import GRDB

extension Ledger {
  /// Records one mark on an assessor's behalf, such as one that came by e-mail, or the decision
  /// about a clash: it takes the place of every version before it, and all of them are kept.
  ///
  /// `source` says where it came from, such as an e-mail and its time.
  /// - Returns: False where the mark stands already.
  package func record(
    mark: Int, criterion: String, script: ScriptCode, assessor: Identifier, reason: String,
    source: String? = nil, clerical: Bool = false, act: Act
  ) throws -> Bool {
    try step(act) { database in
      let key = MarkFact.Key(
        script: script, assessor: assessor, field: .mark(criterion: criterion))
      let packs = try database.packs(of: assessor, holding: script)
      let standing = try database.facts(of: [script.text]).filter { $0.key == key }
      let current = markings(of: standing).first
      guard let rubric = try database.rubric(of: script), !packs.isEmpty else {
        throw LedgerError.damaged("no pack of \(assessor) holds \(script)")
      }
      if current?.marks[criterion] == mark { return false }
      var facts = ["criterion": criterion, "mark": "\(mark)", "assessor": assessor.text]
      if clerical {
        facts["clerical error"] = current?.marks[criterion].map { "was \($0)" } ?? "was blank"
      }
      var texts = ["reason": reason]
      texts["source"] = source
      let event = try database.append(
        NewEvent(subject: script.text, facts: facts, texts: texts), act)
      for pack in packs {
        let before = standing.filter { $0.pack == pack }.map(\.revision).max() ?? 0
        let fact = MarkFact(
          key: key, value: .marks(mark), pack: pack, revision: before + 1, rubric: rubric,
          source: MarkFact.Source(file: "the office", received: act.time))
        try database.insert([fact], event: event)
      }
      return true
    }
  }

  /// The packs of an assessor that hold a script.
  package func packs(of assessor: Identifier, holding script: ScriptCode) throws -> [Identifier] {
    try queue.read { try $0.packs(of: assessor, holding: script) }
  }
}

extension Database {
  fileprivate func packs(of assessor: Identifier, holding script: ScriptCode) throws -> [Identifier]
  {
    try String.fetchAll(
      self,
      sql: """
        SELECT pack.id FROM pack JOIN pack_script ON pack_script.pack = pack.id
        JOIN entry ON entry.id = pack_script.entry
        WHERE pack.assessor = ? AND entry.script = ? ORDER BY pack.id
        """, arguments: [assessor.text, script.text]
    ).compactMap { Identifier($0) }
  }

  fileprivate func rubric(of script: ScriptCode) throws -> Digest? {
    try String.fetchOne(
      self,
      sql: """
        SELECT rubric.digest FROM entry JOIN rubric
        ON rubric.assessment = entry.assessment AND rubric.qualification = entry.qualification
        WHERE entry.script = ?
        """, arguments: [script.text]
    ).flatMap { Digest(hex: $0) }
  }
}
