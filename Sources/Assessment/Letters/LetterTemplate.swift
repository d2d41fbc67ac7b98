package import Findings
import Mustache

/// The text of a kind of letter, with fields in double braces.
package struct LetterTemplate: Sendable {
  package let kind: LetterKind
  private let template: MustacheTemplate

  /// Reads a template: its first line is the subject, after `Subject: `.
  ///
  /// A field that the kind does not have, one that it needs and that is missing, a section that is
  /// not closed, and words that are never used towards participants are found with their lines.
  package static func read(
    _ text: String, kind: LetterKind, name: String
  ) -> Judged<LetterTemplate> {
    var check = TemplateCheck(kind: kind, name: name)
    check.look(at: text)
    guard check.findings.verdict == .accepted else { return Judged(nil, check.findings) }
    do {
      // Letters are plain text: nothing in a name is to be escaped for a web page.
      let template = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}" + text)
      return Judged(LetterTemplate(kind: kind, template: template), check.findings)
    } catch let error as MustacheTemplate.ParserError {
      check.find(
        "letter-syntax", error.context.lineNumber, "cannot be read: \(error.error)",
        remedy: "close every {{#…}} with its {{/…}}, the inner one first")
      return Judged(nil, check.findings)
    } catch {
      check.find("letter-syntax", 1, "cannot be read", remedy: "begin again with the standard text")
      return Judged(nil, check.findings)
    }
  }

  /// Fills the letter in.
  package func letter(_ fields: [String: LetterField]) -> LetterText {
    let values = fields.mapValues(\.value)
    let lines = template.render(values).split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.trimmed(atEnd: true) }
    let subject = lines.first.map { String($0.dropFirst("Subject:".count)) } ?? ""
    var body = Array(lines.dropFirst().drop { $0.isEmpty })
    while body.last?.isEmpty == true { body.removeLast() }
    return LetterText(
      subject: subject[...].trimmed(atEnd: true).trimmed(atEnd: false), lines: body)
  }
}

/// What a field of a letter holds.
package enum LetterField: Sendable, Hashable {
  case text(String)
  case number(Int)
  /// Says whether a section stands.
  case flag(Bool)
  case list([String])

  fileprivate var value: Any {
    switch self {
    case .text(let text): text.onOneLine
    case .number(let number): number
    case .flag(let flag): flag
    case .list(let texts): texts.map(\.onOneLine)
    }
  }
}

/// A letter that is ready to be sent.
package struct LetterText: Sendable, Hashable {
  package let subject: String
  package let lines: [String]

  package init(subject: String, lines: [String]) {
    self.subject = subject
    self.lines = lines
  }

  /// The first line after the greeting, for a mail merge.
  package var firstLine: String {
    lines.first { !$0.isEmpty && !$0.utf8.starts(with: "Dear ".utf8) } ?? ""
  }

  package var text: String { lines.joined(separator: "\n") + "\n" }
}

extension String {
  /// The text without line breaks and other control characters, which end a subject or a row.
  fileprivate var onOneLine: String {
    String(
      String.UnicodeScalarView(
        unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }
}

extension StringProtocol {
  /// The text without blanks at its end, or its beginning.
  fileprivate func trimmed(atEnd: Bool) -> String {
    var view = Substring(self)
    while let edge = atEnd ? view.last : view.first, edge == " " || edge == "\t" || edge == "\r" {
      if atEnd { view.removeLast() } else { view.removeFirst() }
    }
    return String(view)
  }
}
