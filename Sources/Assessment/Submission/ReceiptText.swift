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
    let code = facts.paper?.qualification?.code
    if isHeld {
      return
        "We have what you sent\(code.map { " for \($0)" } ?? ""), and a person looks at it first."
    }
    return "We have your \(code.map { "\($0) " } ?? "")case study."
  }

  /// The subject of a letter that it goes out with.
  package var subject: String {
    let what = facts.paper?.qualification.map { "Your \($0.code) case study" } ?? "What you sent us"
    let asks = facts.waits.contains(where: \.sendAgain) ? "please send it again, " : ""
    return "\(what): \(asks)receipt \(number)"
  }

  /// Whether it waits for a person.
  package var isHeld: Bool { facts.verdict == .held }

  private var lines: [String] {
    var lines = [firstLine, received] + [timing, handedIn].compactMap { $0 } + [files]
    if isHeld { lines += ["It does not count yet:"] + waits }
    if let other = facts.countsInstead {
      lines.append(
        isHeld
          ? "Until then the one that counts is the one you handed in before: receipt \(other)."
          : "You handed in a later one, and that one counts: receipt \(other).")
    }
    lines.append("Receipt number \(number).")
    if !facts.replaces.isEmpty {
      lines.append("It takes the place of \(facts.replaces.joined(separator: ", ")).")
    }
    if !isHeld, let day = facts.paper?.resultsBy { lines.append("Results by \(spoken(day)).") }
    lines.append(
      (isHeld ? "Questions? " : "Wrong file? ")
        + (facts.paper?.contact.map { "Write to \($0.escaped) as soon as you can." }
          ?? "Tell your provider as soon as you can."))
    return lines
  }

  private var waits: [String] { reasons.map { "  " + $0 } }

  /// What it waits for and what the participant should do, each once.
  ///
  /// Where it has to be sent again, that is all that matters.
  package var reasons: [String] {
    let again = facts.waits.filter(\.sendAgain)
    var lines: [String] = []
    for words in (again.isEmpty ? facts.waits : again).map(\.words) where !lines.contains(words) {
      lines.append(words)
    }
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
    return "Received \(spoken(instant, in: facts.paper?.zone ?? "UTC"))\(utc), \(clock)."
  }

  /// Said where no window tells whose time it is.
  private var utc: String { facts.paper == nil ? " UTC" : "" }

  private var timing: String? {
    guard let paper = facts.paper else { return nil }
    let close = spoken(paper.closes, in: paper.zone)
    return switch paper.timing {
    case .onTime where facts.received.map { $0 > paper.closes } == true:
      "It counts as handed in on time."
    case .onTime: "On time: the window closes \(close)."
    case .early: "Before the window opened on \(spoken(paper.opens, in: paper.zone))."
    case .unknown: "It is not counted as late."
    case .late, .closed:
      "After the close on \(close), by \(spoken(seconds: paper.lateBy))."
        + (isHeld ? "" : " It is taken, and counts as late.")
    }
  }

  private var handedIn: String? {
    facts.handedIn.map { handedIn in
      "You handed it in on \(handedIn.place), and made your own-work statement there."
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

  private static func words(for rule: Rule) -> String {
    let late =
      switch rule.late {
      case .accept: "late responses are taken and marked as late"
      case .hold: "a person decides on late responses"
      case .refuse: "late responses are not taken"
      }
    let minutes = rule.graceMinutes
    let grace = minutes == 0 ? "no grace" : "\(spoken(minutes, "minute")) of grace"
    return "\(late); \(grace); " + (rule.extended ? "with an extension" : "no extension")
  }

  private var proof: [String] {
    var lines: [String] = []
    if let paper = facts.paper {
      lines.append("assessment      \(paper.assessment): \(paper.title.escaped)")
    }
    if let participant = facts.participant { lines.append("participant     \(participant)") }
    if let paper = facts.paper {
      lines += [
        "window          \(paper.opens) to \(paper.closes)",
        "late rule       \(Self.words(for: paper.rule))",
      ]
    }
    if let received = facts.received { lines.append("received        \(received)") }
    if let handedIn = facts.handedIn {
      lines.append("handed in on    \(handedIn.place), with the own-work statement")
    }
    lines.append("result          " + (isHeld ? "waits for a person" : "accepted"))
    lines += facts.files.map {
      "file            \($0.sha256)  \(spoken($0.bytes, "byte"))  \($0.name.escaped)"
    }
    let received = facts.originals.filter { digest in !facts.files.contains { $0.sha256 == digest }
    }
    lines += received.map { "as received     \($0)" }
    lines.append("words           \(facts.method)")
    if let digest = facts.contentDigest { lines.append("content digest  \(digest)") }
    return lines
  }
}
