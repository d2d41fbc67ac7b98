import Assessment
import Testing

/// An entry at the end of its series, and where it goes.
struct CarryRow: CustomTestStringConvertible, Sendable {
  let state: EntryState
  var released: Decision.Outcome?
  var attempt = 1
  var mayStillHandIn = false
  var isReopened = false
  var withHeld = false
  var withNotSubmitted = true
  let goes: String
  var testDescription: String { "\(state) \(released?.rawValue ?? "") attempt \(attempt): \(goes)" }

  static let all = [
    CarryRow(state: .withdrawn, goes: "withdrawn"),
    CarryRow(state: .deferred, attempt: 2, goes: "deferral 2"),
    CarryRow(state: .released, released: .passed, goes: "met the standard"),
    CarryRow(state: .released, released: .didNotMeetStandard, goes: "resit 2"),
    CarryRow(state: .released, released: .didNotMeetStandard, attempt: 2, goes: "no attempt left"),
    CarryRow(state: .notSubmitted, goes: "not-submitted 1"),
    CarryRow(state: .notSubmitted, withNotSubmitted: false, goes: "not submitted"),
    CarryRow(state: .expected, mayStillHandIn: true, goes: "extension 1"),
    CarryRow(state: .expected, goes: "unfinished"),
    CarryRow(state: .received, mayStillHandIn: true, goes: "unfinished"),
    CarryRow(state: .inMarking, goes: "unfinished"), CarryRow(state: .marked, goes: "unfinished"),
    CarryRow(state: .decided, goes: "unfinished"), CarryRow(state: .withheld, goes: "held"),
    CarryRow(state: .needsAttention, goes: "held"),
    CarryRow(state: .withheld, withHeld: true, goes: "held 1"),
    CarryRow(state: .needsAttention, attempt: 2, withHeld: true, goes: "held 2"),
    CarryRow(state: .withheld, isReopened: true, withHeld: true, goes: "held"),
  ]
}

@Suite struct Carrying {
  @Test(arguments: CarryRow.all)
  func `every entry goes just one way`(_ row: CarryRow) {
    var item = CarryCase(state: row.state, attempt: row.attempt, attempts: 2, reason: "why")
    item.released = row.released
    item.mayStillHandIn = row.mayStillHandIn
    item.isReopened = row.isReopened
    switch item.way(withHeld: row.withHeld, withNotSubmitted: row.withNotSubmitted) {
    case .carried(let kind, let attempt): #expect("\(kind.rawValue) \(attempt)" == row.goes)
    case .stays(let stay, let reason): #expect(stay.rawValue == row.goes && !reason.isEmpty)
    }
  }

  @Test func `no state is left out`() {
    #expect(Set(CarryRow.all.map(\.state)) == Set(EntryState.allCases))
  }
}

@Suite struct PassRates {
  typealias Group = (name: String, results: Int, met: Int)

  private func table(_ groups: [Group], smallest: Int = 5) -> PassRateTable {
    PassRateTable(
      by: "partner",
      rows: groups.map { PassRateTable.Row(group: $0.name, results: $0.results, met: $0.met) },
      smallest: smallest)
  }

  static let tables: [(groups: [Group], hidden: Set<String>, total: Bool)] = [
    // Nothing to hide.
    ([("a", 20, 15), ("b", 30, 20)], [], false),
    // All met it: no harm to anybody. None did: harm to all.
    ([("a", 20, 20), ("b", 30, 20)], [], false),
    ([("a", 20, 0), ("b", 30, 20), ("c", 40, 20)], ["a", "b"], false),
    // A small group, or a small outcome, would follow from the total: the next smallest goes too.
    ([("a", 4, 2), ("b", 30, 20), ("c", 40, 20)], ["a", "b"], false),
    ([("a", 20, 19), ("b", 30, 20), ("c", 40, 20)], ["a", "b"], false),
    ([("a", 20, 4), ("b", 30, 20), ("c", 40, 20)], ["a", "b"], false),
    // Two that are hidden and together still small: a third one.
    ([("a", 3, 2), ("b", 4, 3), ("c", 30, 20), ("d", 40, 20)], ["a", "b", "c"], false),
    // Two that together are many enough stay two.
    ([("a", 20, 17), ("b", 30, 27), ("c", 40, 20)], ["a", "b"], false),
    // Nobody to hide behind, and nobody at all.
    ([("a", 4, 2)], ["a"], true),
    ([("a", 9, 8), ("b", 9, 8)], ["a", "b"], true),
    ([], [], true),
  ]

  @Test(arguments: tables)
  func `what gives a person away is hidden, and what gives that away`(
    _ row: (groups: [Group], hidden: Set<String>, total: Bool)
  ) {
    for groups in [row.groups, row.groups.reversed()] {
      let table = table(groups)
      #expect(table.hidden == row.hidden)
      #expect(table.isTotalHidden == row.total)
    }
  }

  /// Whatever the numbers: what is shown, taken from the total, leaves nobody to be told.
  @Test(arguments: 1...200 as ClosedRange<UInt64>)
  func `nothing hidden can be worked out from the rest`(_ seed: UInt64) {
    var state = seed
    func below(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let groups = (0..<(1 + below(8))).map { number -> Group in
      let results = 1 + below(40)
      return ("g\(number)", results, results - below(min(results, 12) + 1))
    }
    let table = table(groups)
    guard !table.isTotalHidden else { return }
    let rest = groups.filter { table.hidden.contains($0.name) }
    let results = rest.map(\.results).reduce(0, +)
    let notMet = results - rest.map(\.met).reduce(0, +)
    #expect(rest.isEmpty || rest.count > 1)
    #expect(rest.isEmpty || results >= 5 && (notMet == 0 || notMet >= 5))
    for group in groups where !table.hidden.contains(group.name) {
      #expect(group.results >= 5 && group.met >= 5)
    }
  }

  @Test func `the table shows c for what it hides, and cuts what it shows`() {
    let text = String(
      decoding: writePassRates([table([("Hub, a", 3, 2), ("b", 30, 20), ("c", 400, 399 - 5)])]),
      as: UTF8.self)
    #expect(
      text.split(separator: "\r\n") == [
        "by,group,results,met,not_met,percent_met", "partner,\"Hub, a\",c,c,c,c",
        "partner,b,c,c,c,c", "partner,c,400,394,6,98.5", "partner,all,433,416,17,96.0",
      ])
  }
}
