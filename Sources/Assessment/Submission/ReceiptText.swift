import Findings
package import Sealing

extension Receipt {
  /// The receipt as a letter: what a person wants to know first, the proof below.
  ///
  /// It names the series and the key that sign the receipt, whose proof are two other files.
  package func text(of series: String, signedWith key: VerificationKey) -> String {
    let proof = (self.proof + ["signing key     \(key.fingerprint)"]).map { "  " + $0 }
    return (lines + ["", "For proof, if you ever need it:"] + proof + ways(of: series))
      .joined(separator: "\n") + "\n"
  }

  /// How anyone can check the proof, with tools that are not ours.
  private func ways(of series: String) -> [String] {
    [
      "", "What proves this are two files, \(fileName).json and \(fileName).json.sig.",
      "With signing.pub, the public key of the series \(series), beside them, anyone can check:",
      "  signify -V -p signing.pub -m \(fileName).json",
      "(On Debian and Ubuntu the command is signify-openbsd.) That a file of yours is the one",
      "received shows in its digest above:  sha256sum FILE",
    ]
  }

  /// The first line, which is also the one for a mail merge.
  package var firstLine: String {
    let what = facts.qualification.map { "your \($0.code) case study" } ?? "your case study"
    return "We have \(what)."
  }

  private var lines: [String] {
    var lines = [firstLine, received, timing, files]
    lines.append("Receipt number \(number).")
    if let day = facts.resultsBy { lines.append("Results by \(spoken(day)).") }
    lines.append(
      "Wrong file? "
        + (facts.contact.map { "Write to \($0.escaped) as soon as you can." }
          ?? "Tell your provider as soon as you can."))
    return lines
  }

  private var received: String {
    guard let instant = facts.received else { return "The time at which it arrived is not known." }
    let clock =
      switch facts.clock {
      case .platform: "by the platform's clock"
      case .office: "by our clock"
      case .stated: "as the office recorded it"
      }
    return "Received \(spoken(instant, in: facts.zone)), \(clock)."
  }

  private var timing: String {
    let close = spoken(facts.closes, in: facts.zone)
    return switch facts.timing {
    case .onTime: "On time: the window closes \(close)."
    case .early: "Before the window opened on \(spoken(facts.opens, in: facts.zone))."
    case .unknown: "It is not counted as late."
    case .late, .closed:
      "After the close on \(close), by \(spoken(seconds: facts.lateBy)). "
        + "If you have an extension, tell us."
    }
  }

  private var files: String {
    let each = facts.files.map { file in
      let words = file.words.map { ", \(spoken($0, "word"))" } ?? ", words not counted"
      return file.name.escaped + words
    }
    let count = facts.files.count == 1 ? "One file" : spoken(facts.files.count, "file")
    return "\(count): \(each.joined(separator: "; "))."
  }

  private var rule: String {
    let late =
      switch facts.rule.late {
      case .accept: "late responses are taken and marked as late"
      case .hold: "a person decides on late responses"
      case .refuse: "late responses are not taken"
      }
    let minutes = facts.rule.graceMinutes
    let grace = minutes == 0 ? "no grace" : "\(spoken(minutes, "minute")) of grace"
    return "\(late); \(grace); "
      + (facts.rule.extended ? "with an extension" : "no extension")
  }

  private var proof: [String] {
    var lines = [
      "assessment      \(facts.assessment): \(facts.title.escaped)",
      "participant     \(facts.participant)",
      "window          \(facts.opens) to \(facts.closes)", "late rule       \(rule)",
    ]
    if let received = facts.received { lines.append("received        \(received)") }
    lines += facts.files.map {
      "file            \($0.sha256)  \(spoken($0.bytes, "byte"))  \($0.name.escaped)"
    }
    let received = facts.originals.filter { digest in !facts.files.contains { $0.sha256 == digest }
    }
    lines += received.map { "as received     \($0)" }
    return lines + ["words           \(facts.method)", "content digest  \(facts.contentDigest)"]
  }
}
