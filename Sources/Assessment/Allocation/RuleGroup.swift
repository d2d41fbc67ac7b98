/// Scripts that differ in nothing that a rule looks at; rules and assessors stand by number.
struct RuleGroup {
  /// A pin of the group's one script, or the rules that keep an assessor from its scripts.
  struct Bar: Hashable {
    let assessor: Int
    let rules: [Int]
  }

  /// What is alike in all scripts of a group.
  struct Key: Hashable {
    /// The rules that its scripts are marked so often, by those who list it, and by different ones.
    let markings: Int
    let listed: Int
    let different: Int
    let qualification: String
    /// How often each of its scripts is marked.
    let count: Int
    let pins: [Bar]
    /// By assessor in order, leaving out those whom only `listed` keeps away.
    let bars: [Bar]
  }

  let key: Key
  let scripts: Int
}

/// Gives numbers to rules as they are met.
struct RuleNumbers {
  private(set) var rules: [AllocationRule] = []
  private var numbers: [AllocationRule: Int] = [:]

  mutating func number(_ rule: AllocationRule) -> Int {
    if let number = numbers[rule] { return number }
    numbers[rule] = rules.count
    rules.append(rule)
    return rules.count - 1
  }
}

extension RuleGroup {
  /// The groups of a request, in the order of their first scripts.
  static func groups(
    of request: AllocationRequest, _ assessors: [AllocationAssessor], _ numbers: inout RuleNumbers
  ) -> [RuleGroup] {
    let candidates = BarCandidates(request, assessors)
    let declared = request.declared
    var places: [Key: Int] = [:]
    var keys: [Key] = []
    var counts: [Int] = []
    for script in request.scripts.sorted(by: { $0.id < $1.id }) {
      var bars: [Bar] = []
      for assessor in candidates.assessors(for: script) {
        let rules = AllocationRule.between(script, assessors[assessor], declared: declared)
          .filter { $0.kind != .listed }
        guard !rules.isEmpty else { continue }
        bars.append(Bar(assessor: assessor, rules: rules.map { numbers.number($0) }))
      }
      let pins = candidates.pins(of: script).map { assessor in
        let pin = AllocationRule(.pin, script.id, assessor: assessors[assessor].id)
        return Bar(assessor: assessor, rules: [numbers.number(pin)])
      }
      let name = script.qualification
      let count = request.markings(of: script)
      let key = Key(
        markings: numbers.number(AllocationRule(.markings, name, limit: count)),
        listed: numbers.number(AllocationRule(.listed, name)),
        different: numbers.number(AllocationRule(.different, name)), qualification: name,
        count: count, pins: pins, bars: bars)
      if let place = places[key] {
        counts[place] += 1
      } else {
        places[key] = keys.count
        keys.append(key)
        counts.append(1)
      }
    }
    return zip(keys, counts).map { RuleGroup(key: $0, scripts: $1) }
  }

  /// The same scripts in fewer groups, once some rules are set aside.
  static func merged(_ groups: [RuleGroup], keeping active: [Bool]) -> [RuleGroup] {
    var places: [Key: Int] = [:]
    var merged: [RuleGroup] = []
    for group in groups {
      let bars = group.key.bars.compactMap { bar -> Bar? in
        let rules = bar.rules.filter { active[$0] }
        return rules.isEmpty ? nil : Bar(assessor: bar.assessor, rules: rules)
      }
      let key = Key(
        markings: group.key.markings, listed: group.key.listed, different: group.key.different,
        qualification: group.key.qualification,
        count: group.key.count, pins: group.key.pins.filter { active[$0.rules[0]] }, bars: bars)
      let place = places[key] ?? merged.count
      if place == merged.count {
        places[key] = place
        merged.append(RuleGroup(key: key, scripts: group.scripts))
      } else {
        merged[place] = RuleGroup(key: key, scripts: merged[place].scripts + group.scripts)
      }
    }
    return merged
  }
}

/// Finds the few assessors whom a rule besides the qualification may keep from a script.
private struct BarCandidates {
  private var holders: [String: [Int]] = [:]
  private var declared: [String: [Int]] = [:]
  private var pinned: [String: [Int]] = [:]

  init(_ request: AllocationRequest, _ assessors: [AllocationAssessor]) {
    var numbers: [String: Int] = [:]
    for (number, assessor) in assessors.enumerated() {
      numbers[assessor.id] = number
      for word in Self.words(assessor) { holders[word, default: []].append(number) }
    }
    for interest in request.interests {
      if let number = numbers[interest.assessor] {
        declared[interest.script, default: []].append(number)
      }
    }
    for pin in request.pins {
      if let number = numbers[pin.assessor] { pinned[pin.script, default: []].append(number) }
    }
  }

  private static func words(_ assessor: AllocationAssessor) -> [String] {
    let words: [String?] = [
      word("s", assessor.school), assessor.urn.map { "u" + $0 }, word("t", assessor.trust),
      word("p", assessor.partner), word("n", assessor.name), word("n", assessor.email),
    ]
    return words.compactMap(\.self) + ["i" + assessor.id]
  }

  func assessors(for script: AllocationScript) -> [Int] {
    let words: [String?] = [
      Self.word("s", script.school), script.urn.map { "u" + $0 }, Self.word("t", script.trust),
      Self.word("p", script.partner), Self.word("n", script.tutor),
      script.tutor.map { "i" + $0 },
    ]
    let found = words.compactMap(\.self).flatMap { holders[$0] ?? [] }
    return Set(found + (declared[script.id] ?? [])).sorted()
  }

  private static func word(_ kind: String, _ name: String?) -> String? {
    SchoolName.known(name).map { kind + $0 }
  }

  func pins(of script: AllocationScript) -> [Int] { Set(pinned[script.id] ?? []).sorted() }
}
