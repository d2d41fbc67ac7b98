package import Findings

/// What a judgement of a bag came to.
package struct BagReport: Sendable {
  /// The version that `bagit.txt` names, where it can be read.
  package let version: BagVersion?
  /// Everything that was found.
  package let findings: [Finding]
}

/// Judges a bag wholly: form, completeness and every checksum, with all findings at once.
///
/// Rules: RFC 8493, sections 2 to 5; what the submission profile adds stands at `BagProfile`.
package func judgeBag(_ contents: BagContents, as profile: BagProfile) -> BagReport {
  var judge = BagJudge(contents, profile)
  judge.judgeNames()
  judge.judgeDeclaration()
  judge.readManifests()
  judge.judgePayload()
  judge.judgeTagFiles()
  judge.judgeInfo()
  judge.judgeFetch()
  return BagReport(version: judge.version, findings: contents.findings + judge.allFindings)
}

/// The judgement as it grows: what was read so far and what was found.
struct BagJudge {
  let contents: BagContents
  let profile: BagProfile
  var version: BagVersion?
  var encoding: BagEncoding?
  var manifests: [BagManifest] = []
  var tagManifests: [BagManifest] = []
  /// Listed files of systems' own that are absent, such as `.DS_Store`; any bag may lack them.
  var absentLitter = 0
  /// The payload files, which are those under `data/`.
  let payload: [BagFile]
  private let byPath: [[UInt8]: BagFile]
  /// Made when a path is first not found as it stands, which in a whole bag it always is.
  private var byOtherForms: (composed: [[UInt8]: BagFile], folded: [[UInt8]: BagFile])?
  private var findings: [Finding] = []
  private var counts: [String: Int] = [:]

  /// The most findings of one code that are spelled out.
  private static let most = 50

  init(_ contents: BagContents, _ profile: BagProfile) {
    self.contents = contents
    self.profile = profile
    payload = contents.files.filter { BagRole($0.path) == .payload }
    byPath = Dictionary(contents.files.map { ($0.path, $0) }) { first, _ in first }
  }

  /// Whether the rules of RFC 8493 hold rather than those of the drafts before it.
  var isCurrent: Bool { profile == .submission || version ?? .rfc8493 >= .rfc8493 }

  /// What to do about a bag that is broken.
  var again: String {
    profile == .submission
      ? "make the package again from the original file, or ask the sender for it again"
      : "ask the sender for the bag again"
  }

  mutating func add(
    _ code: String, _ severity: Finding.Severity, _ path: some Sequence<UInt8>, _ message: String,
    remedy: String? = nil
  ) {
    counts[code, default: 0] += 1
    guard counts[code, default: 0] <= Self.most else { return }
    findings.append(Finding(code, severity, shownPath(path), message, remedy: remedy ?? again))
  }

  /// The findings, with a line for each code of which there were too many to spell out.
  var allFindings: [Finding] {
    var all = findings
    for (code, count) in counts.sorted(by: { $0.key < $1.key }) where count > Self.most {
      guard let last = findings.last(where: { $0.code == code }) else { continue }
      all.append(
        Finding(
          code, last.severity, "", "\(count - Self.most) more of the same kind",
          remedy: last.remedy))
    }
    return all
  }

  /// How a listed path was found among the files.
  enum Match { case exact, composed, folded }

  mutating func find(_ path: [UInt8]) -> (file: BagFile, match: Match)? {
    if let file = byPath[path] { return (file, .exact) }
    let other =
      byOtherForms
      ?? (
        Dictionary(contents.files.map { (composedPath($0.path), $0) }) { first, _ in first },
        Dictionary(contents.files.map { (foldedPath($0.path), $0) }) { first, _ in first }
      )
    byOtherForms = other
    if let file = other.composed[composedPath(path)] { return (file, .composed) }
    if let file = other.folded[foldedPath(path)] { return (file, .folded) }
    return nil
  }

  /// A tag file in UTF-8; nil where it is absent or, with a finding, where it is no such text.
  mutating func text(of path: [UInt8]) -> [UInt8]? {
    guard let bytes = contents.tags[path] else { return nil }
    if let text = (encoding ?? .utf8).utf8Bytes(bytes) { return text }
    let name = (encoding ?? .utf8).rawValue
    add("bag-encoding", .refused, path, "is not \(name), as bagit.txt says that it is")
    return nil
  }
}
