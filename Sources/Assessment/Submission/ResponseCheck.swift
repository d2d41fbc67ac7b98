package import Documents
package import Findings
import Foundation

/// One file that a participant hands in: where it lies, and what they call it.
package struct ResponseFile: Sendable, Hashable {
  package let path: String
  package let name: String

  package init(path: String, name: String) {
    self.path = path
    self.name = name
  }
}

/// Who asks whether a response is in order.
package enum ResponseSide: Sendable {
  /// The participant, before handing in: nothing waits for a decision yet, and time never refuses.
  case participant
  /// The office, when it has arrived.
  case office
}

/// What a check of a response came to.
package struct ResponseCheck: Sendable {
  /// One file as it was read.
  package struct File: Sendable {
    package let name: String
    package let sha256: Digest
    /// The document with what was unpacked of it.
    package let document: OpenedDocument
    /// The words that count by the assessment's policy; nil where the file could not be read.
    package let words: Int?

    package var bytes: [UInt8] { document.bytes }
    package var reading: DocumentReading { document.reading }
  }

  package var files: [File] = []
  package var findings: [Finding] = []
  /// The limit and what is let pass over it; nil where there is no limit.
  package var limit: Int?
  package var tolerated: Int?

  /// The words that count, over all files; nil where one could not be read.
  package var words: Int? {
    files.reduce(0 as Int?) { sum, file in
      guard let sum, let words = file.words else { return nil }
      return sum + words
    }
  }
}

/// Checks a response against an assessment: everything that would be refused or warned of, at
/// once.
///
/// The same code answers the participant before the deadline and the office after it.
package func checkResponse(
  _ files: [ResponseFile], for assessment: CaseStudyAssessment, side: ResponseSide
) -> ResponseCheck {
  var check = ResponseCheck()
  check.limit = assessment.words.limit
  check.tolerated = assessment.words.limit.map {
    $0 + $0 * assessment.words.tolerancePercent / 100
  }
  if files.count > assessment.files.most {
    check.findings.append(
      Finding(
        "too-many-files", .refused, "",
        "\(spoken(files.count, "file")) were given, and at most \(assessment.files.most) "
          + "\(assessment.files.most == 1 ? "is" : "are") taken",
        remedy: "put the whole response into one document"))
  }
  if files.isEmpty {
    check.findings.append(
      Finding("no-file", .refused, "", "no file was given", remedy: "choose your response"))
  }
  for file in files { check.read(file, assessment) }
  check.judgeWords(assessment.words)
  check.judgeTwice()
  if side == .participant { check.findings = check.findings.map(\.beforeHandingIn) }
  return check
}

extension ResponseCheck {
  /// Reads one file and adds what stands against it.
  fileprivate mutating func read(_ file: ResponseFile, _ assessment: CaseStudyAssessment) {
    let policy = assessment.files
    guard let handle = openPlainFile(file.path) else {
      findings.append(
        Finding(
          "file-unreadable", .refused, file.name.escaped, "cannot be read",
          remedy: "check its name, and that it is a document and not a folder or a link"))
      return
    }
    guard let data = try? handle.read(upToCount: policy.bytes + 1) ?? Data() else {
      findings.append(
        Finding(
          "file-unreadable", .refused, file.name.escaped, "cannot be read",
          remedy: "copy it to this device and try again"))
      return
    }
    guard data.count <= policy.bytes else {
      findings.append(
        Finding(
          "file-too-big", .refused, file.name.escaped,
          "is larger than \(spoken(bytes: policy.bytes)), the most that is taken",
          remedy: "make its pictures smaller: in Word, Picture Format, Compress Pictures"))
      return
    }
    guard !data.isEmpty else {
      findings.append(
        Finding(
          "file-empty", .refused, file.name.escaped, "is empty",
          remedy: "choose the file that holds your response"))
      return
    }
    take(file, OpenedDocument([UInt8](data), name: file.name), assessment)
  }

  /// Findings on a document whose words nobody has counted, which is not to have none.
  private static let uncounted: Set = ["looks-scanned", "poppler-missing", "no-words"]

  private mutating func take(
    _ file: ResponseFile, _ document: OpenedDocument, _ assessment: CaseStudyAssessment
  ) {
    let reading = document.reading
    findings += reading.findings
    let refused = reading.findings.gravest == .refused
    if let format = reading.format, !assessment.files.formats.contains(format.rawValue) {
      findings.append(
        Finding(
          "format-not-taken", .refused, file.name.escaped,
          "is \(format.rawValue), and what is taken is "
            + assessment.files.formats.joined(separator: ", "),
          remedy: "save it in one of these formats"))
    }
    let parts = assessment.words.counted.compactMap(DocumentPart.init(rawValue:))
    let words = refused || reading.format == nil ? nil : reading.count(of: parts)
    let isUnknown = reading.findings.contains { Self.uncounted.contains($0.code) }
    files.append(
      File(
        name: file.name, sha256: Digest(of: document.bytes), document: document,
        words: isUnknown ? nil : words))
    judgeTraces(of: reading, in: file.name)
    if let words, words <= 10, reading.isLink {
      findings.append(
        Finding(
          "link-not-file", .refused, file.name.escaped, "holds only a link to a document",
          remedy: "open the link, download the document itself, and hand that in"))
    }
  }
}
