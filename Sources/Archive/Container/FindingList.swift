import Findings

/// The findings of one archive, few enough to be read: of each code the first fifty are kept and
/// the rest counted.
struct FindingList {
  private var kept: [Finding] = []
  private var counts: [String: Int] = [:]
  private var order: [String] = []
  private static let most = 50

  /// Refuses the archive as a whole.
  mutating func refuse(_ code: String, _ message: String, remedy: String = Remedy.makeAgain) {
    add(Finding(code, .refused, "", message, remedy: remedy))
  }

  /// Refuses it for one entry.
  mutating func refuse(
    _ code: String, _ subject: String, _ message: String, remedy: String = Remedy.makeAgain
  ) {
    add(Finding(code, .refused, subject, message, remedy: remedy))
  }

  mutating func warn(_ code: String, _ subject: String, _ message: String, remedy: String) {
    add(Finding(code, .warning, subject, message, remedy: remedy))
  }

  mutating func note(_ code: String, _ subject: String, _ message: String) {
    add(Finding(code, .note, subject, message, remedy: ""))
  }

  mutating func add(_ finding: Finding) {
    let count = counts[finding.code, default: 0] + 1
    counts[finding.code] = count
    if count == 1 { order.append(finding.code) }
    if count <= Self.most { kept.append(Self.shortened(finding)) }
  }

  /// A name of 60,000 bytes is nothing to show.
  private static func shortened(_ finding: Finding) -> Finding {
    guard finding.subject.utf8.count > 1_024 else { return finding }
    return Finding(
      finding.code, finding.severity, finding.subject.prefix(100) + "…", finding.message,
      remedy: finding.remedy)
  }

  /// What was kept, then one finding for each code of which there were more.
  var all: [Finding] {
    kept
      + order.compactMap { code in
        guard let count = counts[code], count > Self.most,
          let first = kept.first(where: { $0.code == code })
        else { return nil }
        return Finding(
          code, first.severity, "", "the same is so of \(count - Self.most) more entries",
          remedy: first.remedy)
      }
  }
}

/// What a person can do about an archive, said once for many findings.
enum Remedy {
  static let makeAgain =
    "make the ZIP again from the files themselves with your computer's own compress command"
  static let sendAgain = "copy or download the file again; if that does not help, make it again"
  static let rename = "rename the file, make the ZIP again and send that"
}
