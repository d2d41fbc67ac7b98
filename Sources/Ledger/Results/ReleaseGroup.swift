import Assessment

/// Whose results are meant: everybody's, or those of a qualification, cohort or delivery partner.
package struct ReleaseGroup: Sendable {
  /// An assessment, or a qualification by any of its names.
  package var qualification: String?
  package var cohort: String?
  package var partner: String?

  package init(qualification: String? = nil, cohort: String? = nil, partner: String? = nil) {
    self.qualification = qualification
    self.cohort = cohort
    self.partner = partner
  }

  /// Whether an entry is one of them.
  package func holds(_ entry: EntryRecord) -> Bool {
    if let qualification, entry.assessment != qualification,
      Qualification(named: qualification) != entry.qualification
    {
      return false
    }
    if let cohort, !Self.same(cohort, entry.cohort) { return false }
    if let partner, !Self.same(partner, entry.details["partner"]) { return false }
    return true
  }

  /// Upper and lower case and blanks make no difference.
  private static func same(_ left: String, _ right: String?) -> Bool {
    func plain(_ text: String) -> [Substring] { text.lowercased().split(separator: " ") }
    return plain(left) == plain(right ?? "")
  }
}
