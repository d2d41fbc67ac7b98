import Documents

extension PagePack {
  /// A script of an earlier pack that is no longer this assessor's to mark.
  package struct Withdrawn: Sendable, Hashable, Codable {
    package enum Reason: String, Sendable, Codable {
      /// Another assessor has it now.
      case moved
      /// Its person handed in another response, which is in a later pack.
      case replaced
      /// It is not to be marked any more.
      case stopped
    }

    package let pack: String
    package let script: String
    package let reason: Reason

    package init(pack: String, script: String, reason: Reason) {
      self.pack = pack
      self.script = script
      self.reason = reason
    }
  }

  /// What the office answered to a flag.
  package struct Answer: Sendable, Hashable, Codable {
    package let script: String
    package let flag: String
    /// What the assessor had written to the office.
    package let note: String?
    package let answer: String

    package init(script: String, flag: String, note: String?, answer: String) {
      self.script = script
      self.flag = flag
      self.note = note
      self.answer = answer
    }
  }

  /// A response that was marked already.
  package struct Example: Sendable, Encodable {
    let paper: Identifier
    let title: String
    let blocks: [PageBlock]

    package init(_ exemplar: Exemplar, of paper: Identifier) {
      self.paper = paper
      title = exemplar.title
      blocks = layoutMarkdown(exemplar.text).map { PageBlock($0) }
    }
  }
}
