extension SubmissionPackage {
  /// What a participant reads who opens the package.
  static func readMe(_ record: SubmissionRecord, _ title: String, _ contact: String?) -> String {
    let files = record.files.map { file in
      "  data/\(file.name)" + (file.words.map { "  (\(spoken($0, "word")))" } ?? "")
    }
    var lines = [
      "THIS IS A RESPONSE TO A CASE-STUDY ASSESSMENT, READY TO HAND IN", "",
      "Assessment:   \(title) (\(record.assessment))",
    ]
    if let qualification = record.qualification {
      lines.append("For:          \(qualification.code)")
    }
    lines += ["Participant:  \(record.participant)", "", "Your response is in the folder data:"]
    lines += files
    if !record.ownWork.isEmpty {
      lines += ["", "You confirmed:"] + record.ownWork.map { "  - \($0)" }
    }
    if let elsewhere = record.ownWorkElsewhere {
      lines += ["", "Your own-work statements: \(elsewhere)"]
    }
    lines += [
      "", "Hand in the whole ZIP as it is. If anything in it is changed, it will not be taken;",
      "to change your response, change your document and make the package again.", "",
      "The other files here let anyone check that nothing was changed on the way.",
      "They follow a public standard, BagIt (RFC 8493).",
    ]
    if let contact { lines += ["", "Questions: \(contact)"] }
    return lines.joined(separator: "\n") + "\n"
  }
}
