import Documents
import Findings

/// What `npq anonymise` says of its files.
struct AnonymisePayload: Encodable {
  let files: [AnonymisedFile]
}

/// What became of one document.
struct AnonymisedFile: Encodable {
  /// A trace as scripts read it.
  struct Line: Encodable {
    let place: String
    let kind: Trace.Kind
    let detail: String?
    let removed: Bool

    enum CodingKeys: String, CodingKey {
      case place = "where"
      case kind, detail, removed
    }
  }

  let path: String
  private(set) var output: String?
  let verdict: Verdict
  let traces: [Line]
  let findings: [Finding]

  enum CodingKeys: String, CodingKey {
    case path, output, verdict, traces
  }

  /// A document that was only looked at.
  init(_ path: String, found reading: DocumentReading, names: [Mask]) {
    let named = places(of: names, in: reading).map { Trace($0.place, .name, timesText($0.count)) }
    self.path = path
    output = nil
    verdict = reading.verdict
    traces = (reading.traces + named).map { Line($0, removed: false) }
    findings = reading.findings
  }

  /// A document of which a copy was made.
  init(_ path: String, _ copy: CleanCopy, findings: [Finding]) {
    let named = copy.masked.map { Trace($0.place, .name, timesText($0.count)) }
    var all = findings
    for finding in copy.findings {
      let about = Finding(
        finding.code, finding.severity, path, finding.message, remedy: finding.remedy)
      if !all.contains(about) { all.append(about) }
    }
    self.path = path
    verdict = all.verdict == .accepted ? .done : all.verdict
    traces = (copy.traces + named).map { Line($0, removed: true) }
    self.findings = all
  }

  /// The same with its copy in its place.
  func put(at place: String) -> AnonymisedFile {
    var file = self
    file.output = place
    return file
  }

  init(_ path: String, refused finding: Finding) {
    self.path = path
    output = nil
    verdict = .refused
    traces = []
    findings = [finding]
  }

  /// One line for the file, one for each trace.
  var text: String {
    let count =
      switch traces.count {
      case 0: "no traces"
      case 1: "1 trace"
      default: "\(traces.count) traces"
      }
    let refusal = verdict == .refused ? "not copied, " : ""
    let act = output.map { "cleaned into \($0.escaped), " } ?? refusal
    let head = "\(path.escaped): \(act)\(count)"
    let lines = traces.map { trace in
      let detail = trace.detail.map { " (\($0))" } ?? ""
      let act = trace.removed ? "removed" : "found"
      return "  \(act) \(trace.kind.rawValue) in \(trace.place.escaped)\(detail)"
    }
    return ([head] + lines).joined(separator: "\n")
  }
}

extension AnonymisedFile.Line {
  init(_ trace: Trace, removed: Bool) {
    self.init(place: trace.place, kind: trace.kind, detail: trace.detail, removed: removed)
  }
}
