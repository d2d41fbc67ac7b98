import Assessment

/// One of the assessments of a made-up series.
struct DemoPaper {
  let id, title, school: String
  let qualifications: [Qualification]

  static let all = [
    DemoPaper(
      id: "spring-2027-specialist", title: "leading teaching, behaviour and literacy",
      school: "Fernlea Primary", qualifications: [.npqlt, .npqltd, .npqlbc, .npqll, .npqlpm]),
    DemoPaper(
      id: "spring-2027-leadership", title: "school leadership", school: "Garsdale High",
      qualifications: [.npqsl, .npqh, .npqel, .npqeyl]),
    DemoPaper(
      id: "spring-2027-senco", title: "special educational needs", school: "Millbeck Academy",
      qualifications: [.npqsenco]),
  ]

  private init(id: String, title: String, school: String, qualifications: [Qualification]) {
    (self.id, self.title, self.school) = (id, title, school)
    self.qualifications = qualifications
  }

  /// The one that a qualification is assessed by.
  init(of qualification: Qualification) {
    self = Self.all.first { $0.qualifications.contains(qualification) } ?? Self.all[0]
  }

  /// The assessment file.
  var yaml: String {
    """
    assessment: 1
    id: \(id)
    title: Case-study assessment, spring 2027, \(title)
    qualifications: [\(qualifications.map(\.code).joined(separator: ", "))]
    case-study: \(caseStudyName)
    questions:
      - What is the main problem at \(school)? Show it in the evidence of the case.
      - What should the school do about it, and why is this right for these pupils and teachers?
      - How should the change be put into practice and kept going?
    window:
      opens: 2027-03-08
      days: 8
      open-time: "00:01"
      close-time: "23:59"
      last-accepted: through-closing-minute
      zone: Europe/London
      grace-minutes: 60
      late: hold
    words:
      limit: 1500
      counts: [body, headings, tables, text-boxes, footnotes, endnotes, captions]
      over: warn
      fewest: 200
    files:
      formats: [docx, odt, pdf, txt, md]
      most: 1
      megabytes: 20
    own-work:
      - This is my own work.
    attempts: 2
    markings: 2
    moderation: {agreement: {across: third}}
    results-by: 2027-06-07
    contact: npq-assessment@provider.example

    """
  }

  var caseStudyName: String { "\(id).md" }

  /// The case study, as long as real ones are.
  func caseStudy(draw: UInt64) -> String {
    var prose = DemoProse(
      draw: DrawStream(draw: draw, purpose: "demo case", id: id), school: school)
    let parts = ["The school", "The staff", "The evidence"].map { head in
      "## \(head)\n\n" + prose.paragraphs(words: 400).joined(separator: "\n\n")
    }
    return "# Case study: \(school)\n\nEverything in it is made up.\n\n"
      + parts.joined(separator: "\n\n") + "\n"
  }
}
