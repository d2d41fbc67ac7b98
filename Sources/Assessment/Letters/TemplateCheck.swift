import Findings

/// Looks through the text of a letter for what it must and must not hold.
struct TemplateCheck {
  let kind: LetterKind
  let name: String
  private(set) var findings: [Finding] = []

  init(kind: LetterKind, name: String) {
    self.kind = kind
    self.name = name
  }

  mutating func find(
    _ code: String, _ line: Int, _ message: String, remedy: String,
    severity: Finding.Severity = .refused
  ) {
    findings.append(Finding(code, severity, "\(name) line \(line)", message, remedy: remedy))
  }

  mutating func look(at text: String) {
    var used: Set<String> = []
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if lines.first?.utf8.starts(with: "Subject:".utf8) != true {
      find(
        "letter-no-subject", 1, "does not begin with the subject",
        remedy: "let the first line be: Subject: and the subject of the mail")
    }
    for (number, line) in lines.enumerated() {
      for tag in Self.tags(in: line) { look(at: tag, number + 1, &used) }
      if kind.isToParticipant { look(forHardWordsIn: line, number + 1) }
    }
    for field in kind.required where !used.contains(field) {
      find(
        "letter-missing-field", lines.count,
        "never says {{\(field)}}: \(kind.fields[field] ?? field)",
        remedy: "put {{\(field)}} where it belongs")
    }
  }

  private mutating func look(at tag: Substring, _ line: Int, _ used: inout Set<String>) {
    let mark = tag.first.map(String.init) ?? ""
    if mark == "!" { return }
    let isField = !["=", ">", "<", "$", "%"].contains(mark)
    let field = String(
      "#^/&{".contains(mark) && !mark.isEmpty ? tag.dropFirst() : tag
    ).filter { $0 != " " && $0 != "}" }
    guard isField, field == "." || kind.fields[field] != nil else {
      let known = kind.fields.keys.sorted().joined(separator: ", ")
      return find(
        "letter-unknown-field", line,
        "uses {{\(String(tag).excerpt)}}, which a \(kind.rawValue) "
          + "does not have", remedy: "use one of: \(known)")
    }
    used.insert(field)
  }

  /// What stands between double braces in a line.
  private static func tags(in line: Substring) -> [Substring] {
    var tags: [Substring] = []
    var rest = line
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      tags.append(rest[open.upperBound..<close.lowerBound])
      rest = rest[close.upperBound...]
    }
    return tags
  }

  /// Words that are never used towards participants, and what is said instead.
  private static let hardWords = [
    "fail": "did not meet the standard", "failed": "did not meet the standard",
    "refused": "please send again", "rejected": "please send again", "script": "response",
    "invalid": "please send again", "malpractice": "we look into it",
  ]

  private mutating func look(forHardWordsIn line: Substring, _ number: Int) {
    let words = line.lowercased().split { !$0.isLetter }.map(String.init)
    for word in words {
      guard let instead = Self.hardWords[word] else { continue }
      find(
        "letter-hard-word", number, "says \"\(word)\" to a participant",
        remedy: "say it kindly, such as: \(instead)", severity: .warning)
    }
  }
}

extension String {
  /// The first characters, made safe to show.
  fileprivate var excerpt: String { String(prefix(40)).escaped }
}
