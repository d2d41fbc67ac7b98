import Assessment
import Documents
import Findings
import Foundation

/// What a participant is told about a response: the words, file by file, and the window.
struct ResponseAnswer: Encodable {
  /// One file as it was read.
  struct File: Encodable {
    let path: String
    let format: DocumentFormat?
    let bytes: Int
    let sha256: Digest
    let counted: Int?
    let parts: [DocumentPart: Int]
    /// The number that the writer's word processor shows, and why it is another.
    let ownNumber: String?
  }

  /// The window, so that nobody has to look for it.
  struct Window: Encodable {
    let opens: Instant
    let closes: Instant
    let zone: String
  }

  let files: [File]
  let counted: Int?
  let limit: Int?
  let method = DocumentReading.method
  let window: Window

  init(_ check: ResponseCheck, _ assessment: CaseStudyAssessment) {
    files = check.files.map {
      File(
        path: $0.name, format: $0.reading.format, bytes: $0.bytes.count, sha256: $0.sha256,
        counted: $0.words, parts: $0.reading.words,
        ownNumber: $0.reading.ownNumber(
          counting: assessment.words.counted.compactMap(DocumentPart.init(rawValue:)))?.text)
    }
    counted = check.words
    limit = check.limit
    window = Window(
      opens: assessment.window.opensAt, closes: assessment.window.closesAt,
      zone: assessment.window.zone)
  }
}

extension ResponseAnswer {
  /// The count against the limit, and what makes it up, so that another program's number can be
  /// understood.
  func lines(_ policy: WordPolicy) -> [String] {
    let limits = limit.map { " of \($0.grouped)" } ?? ""
    let sum = counted.map { "\($0.grouped)\(limits) words" } ?? "words could not be counted"
    let shown = files.count == 1 ? files.first.map { "\($0.path.escaped): \(sum)" } : nil
    var lines = [shown ?? "\(files.count) files: \(sum)"]
    for file in files {
      if files.count > 1 {
        lines.append("\(file.path.escaped): \(file.counted.map(\.grouped) ?? "not counted")")
      }
      let words = DocumentPart.allCases.filter { file.parts[$0] ?? 0 > 0 }
      let (inside, outside) = (
        words.filter { policy.counted.contains($0.rawValue) },
        words.filter { !policy.counted.contains($0.rawValue) }
      )
      if inside.count > 1 { lines.append("  counted      \(Self.list(inside, file))") }
      if !outside.isEmpty { lines.append("  not counted  \(Self.list(outside, file))") }
      if let line = file.ownNumber { lines.append("  " + line) }
    }
    return lines
  }

  private static func list(_ parts: [DocumentPart], _ file: File) -> String {
    parts.map { "\($0.rawValue) \((file.parts[$0] ?? 0).grouped)" }.joined(separator: ", ")
  }
}

extension Int {
  /// The number with commas between thousands.
  var grouped: String {
    let digits = String(self)
    guard self >= 1000 else { return digits }
    return (self / 1000).grouped + "," + digits.suffix(3)
  }
}

/// Where the commands read the clock, unless `--at` states a time.
func instantOfRecord(_ stated: String?) throws -> Instant {
  guard let stated else {
    return Instant(seconds: Int64(Date().timeIntervalSince1970.rounded(.down)))
  }
  return try statedInstant(stated)
}
