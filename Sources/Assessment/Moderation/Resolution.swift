/// What people decided about a script where no rule could: marks for every criterion, and the
/// markings that were in front of them.
package struct Resolution: Sendable, Hashable {
  /// How it came about.
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The assessors talked and agreed.
    case agreed
    /// An adjudicator decided.
    case adjudicated
  }

  package let kind: Kind
  package let marks: [String: Int]
  /// The digest of the markings that it rests on; it holds as long as they do.
  package let basis: Digest

  package init(kind: Kind, marks: [String: Int], basis: Digest) {
    self.kind = kind
    self.marks = marks
    self.basis = basis
  }
}

/// The digest of what a decision about one script rests on: the mark scheme, and each assessor's
/// marks.
package func markingBasis(_ markings: [ScriptMarking], under rubric: Digest) throws -> Digest {
  struct Basis: Encodable {
    let rubric: String
    let markings: [String: [String: Int]]
  }
  let marks = Dictionary(markings.map { ($0.assessor.text, $0.marks) }) { first, _ in first }
  return Digest(of: try canonicalJSON(Basis(rubric: rubric.description, markings: marks)))
}
