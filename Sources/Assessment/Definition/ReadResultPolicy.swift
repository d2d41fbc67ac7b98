import Findings
import Yams

extension StrictYAML {
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
