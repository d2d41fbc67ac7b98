import Findings

/// What is wrong with a request, or should be looked at, before anything is allocated.
func allocationFindings(_ request: AllocationRequest) -> [Finding] {
  let scripts = Set(request.scripts.map(\.id))
  let assessors = Set(request.assessors.map(\.id))
  var findings: [Finding] = []
  if scripts.count < request.scripts.count {
    findings += repeated(request.scripts.map(\.id), "script")
  }
  if assessors.count < request.assessors.count {
    findings += repeated(request.assessors.map(\.id), "assessor")
  }
  let counts = [request.markings] + request.scripts.compactMap(\.markings)
  for count in Set(counts).sorted() where !(1...9).contains(count) {
    findings.append(
      Finding(
        "markings-out-of-range", .refused, "\(count)",
        "a script cannot be marked \(count) times", remedy: "ask for 1 to 9 markings"))
  }
  findings += request.assessors.flatMap(limits)
  findings += strangers(request, scripts, assessors)
  findings += pinFindings(request)
  findings += nearEqualFindings(
    "near-equal-school", "school", request.scripts.compactMap(\.school),
    request.assessors.compactMap(\.school))
  findings += nearEqualFindings(
    "near-equal-trust", "trust", request.scripts.compactMap(\.trust),
    request.assessors.compactMap(\.trust))
  findings += nearEqualFindings(
    "near-equal-partner", "partner", request.scripts.compactMap(\.partner),
    request.assessors.compactMap(\.partner))
  findings += nearEqualFindings(
    "near-equal-tutor", "tutor",
    request.scripts.compactMap(\.tutor).filter { !assessors.contains($0) },
    request.assessors.compactMap(\.name))
  return findings
}

private func repeated(_ ids: [String], _ what: String) -> [Finding] {
  var seen: Set<String> = []
  return ids.filter { !seen.insert($0).inserted }.map {
    Finding(
      "repeated-id", .refused, $0, "the \(what) stands there twice", remedy: "leave one of the rows"
    )
  }
}

private func limits(_ assessor: AllocationAssessor) -> [Finding] {
  var findings: [Finding] = []
  if !(0...1_000_000).contains(assessor.capacity) || assessor.minimum < 0 {
    findings.append(
      Finding(
        "limit-out-of-range", .refused, assessor.id,
        "the limits \(assessor.minimum) and \(assessor.capacity) are out of range",
        remedy: "give whole numbers from 0 to 1000000"))
  } else if assessor.minimum > assessor.capacity {
    findings.append(
      Finding(
        "minimum-above-capacity", .refused, assessor.id,
        "the minimum \(assessor.minimum) is above the capacity \(assessor.capacity)",
        remedy: "lower the minimum or raise the capacity"))
  }
  return findings
}

/// Rows that name scripts or assessors whom nobody listed.
private func strangers(
  _ request: AllocationRequest, _ scripts: Set<String>, _ assessors: Set<String>
) -> [Finding] {
  var findings: [Finding] = []
  for interest in request.interests {
    if !scripts.contains(interest.script) || !assessors.contains(interest.assessor) {
      let unknown = scripts.contains(interest.script) ? interest.assessor : interest.script
      findings.append(
        Finding(
          "interest-in-nothing", .warning, unknown,
          "an interest of \(interest.assessor) in \(interest.script) names nobody in the lists",
          remedy: "check the spelling; an interest that names nobody keeps nobody apart"))
    }
  }
  let earlier = Set(request.before.map(\.assessor))
  for name in request.without where !assessors.contains(name) && !earlier.contains(name) {
    findings.append(
      Finding(
        "unknown-assessor", .refused, name, "the assessor who left is in no list",
        remedy: "name an assessor as the list does"))
  }
  return findings
}

/// Pins that cannot stand.
private func pinFindings(_ request: AllocationRequest) -> [Finding] {
  guard !request.pins.isEmpty else { return [] }
  let scripts = Dictionary(request.scripts.map { ($0.id, $0) }) { first, _ in first }
  let assessors = Dictionary(request.assessors.map { ($0.id, $0) }) { first, _ in first }
  let interests = request.declared
  var counts: [String: Int] = [:]
  var held: [String: Int] = [:]
  var findings: [Finding] = []
  for pin in Set(request.pins.map { [$0.script, $0.assessor] }).sorted(by: { $0[0] < $1[0] }) {
    guard let script = scripts[pin[0]], let assessor = assessors[pin[1]] else {
      let unknown = scripts[pin[0]] == nil ? pin[0] : pin[1]
      findings.append(
        Finding(
          "pin-of-nothing", .refused, unknown, "a pin names \(unknown), who is in no list",
          remedy: "take the pin away or add the missing row"))
      continue
    }
    counts[script.id, default: 0] += 1
    held[assessor.id, default: 0] += 1
    for rule in AllocationRule.between(script, assessor, declared: interests) {
      findings.append(
        Finding(
          "pin-against-rule", .refused, script.id,
          "\(script.id) is pinned to \(assessor.id), but \(rule)",
          remedy: "take the pin away, or settle the rule"))
    }
  }
  for (id, count) in counts.sorted(by: { $0.key < $1.key }) {
    guard let script = scripts[id], count > request.markings(of: script) else { continue }
    findings.append(
      Finding(
        "too-many-pins", .refused, id,
        "\(count) assessors are pinned to a script that is marked"
          + " \(request.markings(of: script)) times",
        remedy: "take a pin away or ask for more markings"))
  }
  for (id, count) in held.sorted(by: { $0.key < $1.key }) {
    guard let assessor = assessors[id], assessor.capacity < count else { continue }
    findings.append(
      Finding(
        "pins-above-capacity", .warning, id,
        "\(count) markings are pinned to an assessor who takes at most \(assessor.capacity)",
        remedy: "they keep these and get no more; raise the capacity or take pins away"))
  }
  return findings
}

private func nearEqualFindings(
  _ code: String, _ what: String, _ ofScripts: [String], _ ofAssessors: [String]
) -> [Finding] {
  SchoolName.nearEqual(ofScripts, ofAssessors).map { pair in
    Finding(
      code, .warning, pair.ofScript,
      what == "tutor"
        ? "taught the participant and may be an assessor, \(pair.ofAssessor)"
        : "may be the same \(what) as an assessor's, \(pair.ofAssessor)",
      remedy: "if they are one, write them alike; if not, nothing has to be done")
  }
}
