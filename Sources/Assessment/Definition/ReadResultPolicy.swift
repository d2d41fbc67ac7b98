import Findings
import Yams

extension StrictYAML {
  /// The block `keep-until`: how long what is personal is kept.
  mutating func keepPolicy(_ node: Node) -> KeepPolicy? {
    guard
      let block = block(
        node, "'keep-until'", required: ["days"], optional: ["packs", "source", "date"])
    else { return nil }
    let days = number("days", in: block, 1...36_500)
    let packs = number("packs", in: block, 1...36_500)
    let source = text("source", in: block)
    let date = date("date", in: block)
    guard let days else { return nil }
    if let packs, packs > days {
      outOfRange(
        block["packs"], "assessors would keep packs for \(packs) days, longer than the office",
        remedy: "write \(days) or less")
    }
    return KeepPolicy(
      days: days, packDays: packs ?? min(days, KeepPolicy.Standard.packDays), source: source,
      date: date)
  }

  /// The block `results`: what letters say, and what comes next.
  mutating func resultPolicy(_ node: Node) -> ResultPolicy? {
    guard
      let block = block(
        node, "'results'",
        optional: ["feedback", "marks", "resit", "appeal", "smallest-group"])
    else { return nil }
    let standard = ResultPolicy.Standard.self
    let feedback = choice("feedback", in: block, as: ResultPolicy.Feedback.self)
    let marks = choice("marks", in: block, as: ResultPolicy.Marks.self)
    let resit = block["resit"].flatMap {
      self.block($0, "'resit'", optional: ["window", "task", "cost"])
    }
    let appeal = block["appeal"].flatMap { self.block($0, "'appeal'", optional: ["days", "to"]) }
    let window = resit.flatMap { text("window", in: $0) }
    let task = resit.flatMap { text("task", in: $0) }
    let cost = resit.flatMap { text("cost", in: $0) }
    let days = appeal.flatMap { number("days", in: $0, 1...366) }
    let to = appeal.flatMap { text("to", in: $0) }
    let smallest = number("smallest-group", in: block, 1...1000)
    return ResultPolicy(
      feedback: feedback ?? standard.feedback, marks: marks ?? standard.marks, resitWindow: window,
      resitTask: task, resitCost: cost, appealDays: days, appealTo: to,
      smallestGroup: smallest ?? standard.smallestGroup)
  }
}
