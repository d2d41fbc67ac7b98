import ArgumentParser
import Assessment
import Findings
import Foundation
import Ledger

/// Who takes the markings of a round, and by which draw.
struct RoundOptions: ParsableArguments {
  @Option(
    name: .customLong("by"),
    help: "An assessor who may take them; repeat it for several. Without it all may.")
  var names: [String] = []
  @Option(help: "An assessor who takes none, such as one who adjudicates later; repeat it.")
  var without: [String] = []
  @Option(help: "The number behind every random choice; drawn and told where it is not given.")
  var draw: UInt64?
  @OptionGroup var plan: PlanOptions
}

/// Gives scripts to one more assessor each, for a round.
struct RoundPlacing {
  let round: MarkingRound
  let options: RoundOptions
  let series: SeriesOptions
  let step: PlannedStep
  var command: String { "moderate \(verb)" }
  let verb: String

  /// The number behind what is drawn.
  func draw() -> UInt64 {
    let draw = options.draw ?? step.draw ?? UInt64.random(in: 0..<1 << 32)
    step.drawn = draw
    return draw
  }

  /// Places and records; the plan, or nil with findings where nothing could be placed.
  func place(
    _ scripts: Set<String>, replacing assessor: String? = nil, reason: String? = nil,
    draw: UInt64, by decider: String? = nil
  ) throws -> Judged<[AllocationMarking]> {
    let planned = try plan(scripts, draw: draw)
    guard let markings = planned.value else { return planned }
    try step.ledger.allocate(
      markings, round: round, replacing: assessor, draw: draw, reason: reason,
      act: series.act(command).decided(by: decider))
    return planned
  }

  /// Who would take which script, nothing recorded; `pins` are those whom a person has chosen.
  func plan(
    _ scripts: Set<String>, pins: [AllocationMarking] = [], draw: UInt64
  ) throws -> Judged<[AllocationMarking]> {
    let asked = try request(scripts, draw: draw)
    guard var request = asked.value else { return Judged(nil, asked.findings) }
    request.pins = pins
    let taken = Self.taken(request)
    guard taken.isEmpty else { return Judged(nil, taken) }
    let outcome = allocate(request)
    return Judged(outcome.plan?.markings, outcome.findings)
  }

  /// What placing some scripts depends on.
  func request(_ scripts: Set<String>, draw: UInt64) throws -> Judged<AllocationRequest> {
    let named = try assessors(options.names)
    let kept = try assessors(options.without)
    guard let names = named.value, let without = kept.value else {
      return Judged(nil, named.findings + kept.findings)
    }
    var request = try step.ledger.roundRequest(
      for: scripts, by: names, at: series.clock.now, draw: draw)
    request.assessors.removeAll { without.contains($0.id) }
    // Whoever is asked by name reads for an appeal, or from outside, beside all other work.
    if [.appeal, .external].contains(round) {
      for index in request.assessors.indices { request.assessors[index].capacity = scripts.count }
    }
    let left = Set(request.assessors.map(\.id))
    request.interests.removeAll { !left.contains($0.assessor) }
    return Judged(request)
  }

  /// Places the scripts and answers, or says that there is none.
  func run(
    _ scripts: Set<String>, replacing assessor: String? = nil, reason: String? = nil, none: String
  ) throws {
    let draw = draw()
    guard !scripts.isEmpty else {
      return try step.finish(
        command, .done, [], payload: Payload(draw: draw, round: round, []), text: none)
    }
    let placed = try place(scripts, replacing: assessor, reason: reason, draw: draw)
    guard let markings = placed.value else {
      return try step.finish(
        command, .refused, placed.findings, payload: Payload(draw: draw, round: round, []),
        text: "nothing was allocated")
    }
    try step.finish(
      command, .done, placed.findings, payload: Payload(draw: draw, round: round, markings),
      text: Self.table(markings, round) + "draw \(draw)\nnext: npq distribute --for "
        + round.rawValue, recorded: true)
  }

  static func table(_ markings: [AllocationMarking], _ round: MarkingRound) -> String {
    var table = TextTable(["script", "\(round.rawValue) assessor"])
    for marking in markings { table.add([marking.script, marking.assessor]) }
    return table.text
  }

  /// Scripts that everybody who may take them has already.
  private static func taken(_ request: AllocationRequest) -> [Finding] {
    let has = Dictionary(
      grouping: request.interests.filter { $0.reason == AllocationRequest.hasItAlready },
      by: \.script)
    return request.scripts.map(\.id).sorted().compactMap { script in
      let names = Set(has[script, default: []].map(\.assessor))
      guard !names.isEmpty, request.assessors.allSatisfy({ names.contains($0.id) }) else {
        return nil
      }
      return Finding(
        "has-script-already", .refused, script,
        "is with \(names.sorted().joined(separator: ", ")) already, and nobody else may take it",
        remedy: "name somebody else with --by")
    }
  }

  /// The assessors who are named, by their identifiers in the roster.
  private func assessors(_ names: [String]) throws -> Judged<[String]> {
    let index = try step.ledger.assessorIndex()
    var ids: [String] = []
    var findings: [Finding] = []
    for name in names {
      if case .one(let id) = index.find(name) {
        ids.append(id.text)
      } else {
        findings.append(
          Finding(
            "unknown-person", .refused, name, "is no assessor of the series",
            remedy: "npq status lists them"))
      }
    }
    return Judged(findings.isEmpty ? ids : nil, findings)
  }

  struct Payload: Encodable {
    struct Script: Encodable {
      let script, assessor: String

      init(_ marking: AllocationMarking) {
        script = marking.script
        assessor = marking.assessor
      }
    }

    let draw: UInt64
    let round: String
    let scripts: [Script]

    init(draw: UInt64, round: MarkingRound, _ markings: [AllocationMarking]) {
      self.draw = draw
      self.round = round.rawValue
      scripts = markings.map(Script.init)
    }
  }
}
