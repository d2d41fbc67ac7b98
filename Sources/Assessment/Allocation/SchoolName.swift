/// How names of schools and trusts are compared.
enum SchoolName {
  /// The form in which two names are the same school: letter case and spacing do not count.
  static func key(_ name: String) -> String {
    name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The same; nil where there is no name.
  static func known(_ name: String?) -> String? {
    name.map(key).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The words that say which school it is, once the habits of writing are taken away.
  static func core(_ name: String) -> String {
    var words: [String] = []
    let lower = name.lowercased().filter { $0 != "'" && $0 != "’" && $0 != "." }
    for word in lower.split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      words.append(habits[String(word)] ?? String(word))
    }
    var text = " " + words.joined(separator: " ") + " "
    // Few names hold one of the phrases, and to look for all of them in all names takes long.
    for (long, short) in phrases where words.contains(where: long.dropFirst().hasPrefix) {
      text = text.replacing(long, with: short)
    }
    return text.split(separator: " ").filter { !fillers.contains(String($0)) }
      .joined(separator: " ")
  }

  private static let habits = [
    "saint": "st", "sch": "school", "prim": "primary", "sec": "secondary", "acad": "academy",
    "and": "", "the": "", "coe": "ce", "inf": "infant", "infants": "infant", "jnr": "junior",
    "juniors": "junior", "roman": "", "catholic": "rc", "trusts": "trust", "schools": "school",
    "mat": "trust", "multi": "", "community": "", "voluntary": "", "aided": "",
  ]
  private static let phrases = [
    (" church of england ", " ce "), (" c of e ", " ce "), (" c e ", " ce "), (" r c ", " rc "),
  ]
  private static let fillers: Set<String> = ["school", "va", "vc"]
}

/// Two names of which a person has to say whether they are one.
struct NearEqualNames: Hashable {
  let ofScript: String
  let ofAssessor: String
}

extension SchoolName {
  /// Pairs of names that are not equal, but so near that they may be the same.
  ///
  /// Near are names of the same words in any of the usual ways of writing them, and long names
  /// that differ in one letter; names whose figures differ are not.
  static func nearEqual(_ ofScripts: [String], _ ofAssessors: [String]) -> [NearEqualNames] {
    var byCore: [String: [String]] = [:]
    for name in Set(ofAssessors).sorted() {
      for form in forms(name) { byCore[form, default: []].append(name) }
    }
    guard !byCore.isEmpty else { return [] }
    var found: Set<NearEqualNames> = []
    for name in Set(ofScripts) {
      for form in forms(name) {
        for other in byCore[form] ?? [] where key(other) != key(name) {
          if figures(name) == figures(other), near(core(name), core(other)) {
            found.insert(NearEqualNames(ofScript: name, ofAssessor: other))
          }
        }
      }
    }
    return found.sorted { ($0.ofScript, $0.ofAssessor) < ($1.ofScript, $1.ofAssessor) }
  }

  /// The core of a name and, where it is long, all that one letter less leaves of it.
  private static func forms(_ name: String) -> [String] {
    let core = core(name)
    let bytes = Array(core.utf8)
    guard bytes.count >= 10 else { return [core] }
    return [core]
      + bytes.indices.map { index in
        String(decoding: bytes[..<index] + bytes[(index + 1)...], as: UTF8.self)
      }
  }

  private static func figures(_ name: String) -> String { name.filter(\.isNumber) }

  /// Whether two texts differ in at most one letter added, lost, changed or two exchanged.
  private static func near(_ left: String, _ right: String) -> Bool {
    let left = Array(left.utf8)
    let right = Array(right.utf8)
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    let (rest, other) = (left[start..<left.count - end], right[start..<right.count - end])
    return max(rest.count, other.count) <= 1 || (rest.count == 2 && other == rest.reversed()[...])
  }
}
