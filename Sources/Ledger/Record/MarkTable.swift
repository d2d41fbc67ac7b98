import Assessment
import GRDB

/// What assessors said of all scripts, a few bytes each, given back script by script.
///
/// A national series holds a million facts: as such they would fill a gigabyte, and going to the
/// rows of each script would take longer than reading all of them as they lie.
struct MarkTable: Sendable {
  /// How much is read of the record.
  enum Extent {
    /// Marks and flags, on which decisions rest; of comments and notes only that they were made.
    case marks
    /// What was written as well, for those who read it.
    case texts
  }

  private enum Value {
    case marks(Int16)
    /// A number of marks that nobody gives, by its place.
    case odd(Int32)
    case text(Int32)
    case raised, cleared
  }

  /// What the facts of one return share.
  private struct Origin: Hashable {
    let assessor, pack, rubric, file: Int32
    let revision: Int
    let received: Int64
  }

  private struct Cell {
    let script, field, origin: Int32
    let value: Value
  }

  private var cells: [Cell] = []
  private var scripts = Names<String, ScriptCode>()
  private var assessors = Names<String, Identifier>()
  private var fields = Names<String, MarkFact.Field>()
  private var packs = Names<String, Identifier>()
  private var rubrics = Names<String, Digest>()
  private var files = Names<String, String>()
  private var origins = Names<Origin, Origin>()
  private var oddities: [Int] = []
  private var texts: [String] = []
  /// The places of the cells, script by script, and where each script begins.
  private var order: [Int32] = []
  private var starts: [Int] = []
  /// Each rubric as a set of its own, shared by all markings that were made under it.
  private var alone: [Set<Digest>] = []

  init(
    _ database: Database, _ extent: Extent, _ scope: EntryScope = .everybody
  ) throws {
    var numbers: [Int: Int32] = [:]
    let entries = try Row.fetchCursor(
      database, sql: "SELECT id, script FROM entry WHERE \(scope.condition("id"))")
    while let row = try entries.next() {
      let text: String = row[1]
      guard let code = ScriptCode(text) else { throw LedgerError.damaged("entry \(row[0] as Int)") }
      numbers[row[0]] = scripts.number(of: text) { _ in code }
    }
    // By place and without a join: of a national series a million rows are read.
    let sql = """
      SELECT entry, assessor, kind || ' ' || name, kind, marks,
        \(extent == .texts ? "text" : "NULL"), cleared, pack, rubric,
        \(extent == .texts ? "file" : "''"), revision, received, id FROM fact
      WHERE \(scope.condition())
      """
    cells.reserveCapacity(
      try Int.fetchOne(
        database, sql: "SELECT count(*) FROM fact WHERE \(scope.condition())") ?? 0)
    let rows = try Row.fetchCursor(database, sql: sql)
    while let row = try rows.next() {
      guard let script = numbers[row[0]], let cell = cell(row, of: script, extent) else {
        throw LedgerError.damaged("fact \(row[12] as Int)")
      }
      cells.append(cell)
    }
    sort()
  }

  /// Takes facts from elsewhere.
  init(_ facts: [MarkFact]) {
    cells.reserveCapacity(facts.count)
    for fact in facts {
      let (kind, name) = fact.key.field.columns
      let value: Value =
        switch fact.value {
        case .marks(let marks): value(of: marks)
        case .text(let text): .text(number(of: text))
        case .raised: .raised
        case .cleared: .cleared
        }
      guard let script = scripts.number(of: fact.key.script.text, { _ in fact.key.script }),
        let assessor = assessors.number(of: fact.key.assessor.text, { _ in fact.key.assessor }),
        let field = fields.number(of: kind + " " + name, { _ in fact.key.field }),
        let pack = packs.number(of: fact.pack.text, { _ in fact.pack }),
        let rubric = rubrics.number(of: fact.rubric.description, { _ in fact.rubric }),
        let file = files.number(of: fact.source.file),
        let origin = origins.number(
          of: Origin(
            assessor: assessor, pack: pack, rubric: rubric, file: file, revision: fact.revision,
            received: fact.source.received.seconds))
      else { continue }
      cells.append(Cell(script: script, field: field, origin: origin, value: value))
    }
    sort()
  }

  private mutating func cell(_ row: Row, of script: Int32, _ extent: Extent) -> Cell? {
    // Which file it came in tells versions of a text apart, never versions of a mark.
    guard let assessor = assessors.number(of: row[1], { Identifier($0) }),
      let field = fields.number(
        of: row[2],
        { name in
          let kind: String = row[3]
          let own = Substring(name.utf8.dropFirst(kind.utf8.count + 1))
          return MarkFact.Field(kind: kind, name: String(own))
        }),
      let pack = packs.number(of: row[7], { Identifier($0) }),
      let rubric = rubrics.number(of: row[8], { Digest(hex: $0) }),
      let file = files.number(of: row[9]),
      let origin = origins.number(
        of: Origin(
          assessor: assessor, pack: pack, rubric: rubric, file: file, revision: row[10],
          received: row[11]))
    else { return nil }
    let value: Value
    if row[6] {
      value = .cleared
    } else if let marks: Int = row[4] {
      value = self.value(of: marks)
    } else if let text: String = row[5] {
      value = .text(number(of: text))
    } else {
      value = .raised
    }
    return Cell(script: script, field: field, origin: origin, value: value)
  }

  private mutating func value(of marks: Int) -> Value {
    if let few = Int16(exactly: marks) { return .marks(few) }
    oddities.append(marks)
    return .odd(Int32(oddities.count - 1))
  }

  private mutating func number(of text: String) -> Int32 {
    texts.append(text)
    return Int32(texts.count - 1)
  }

  private mutating func sort() {
    alone = rubrics.names.map { [$0] }
    starts = [Int](repeating: 0, count: scripts.names.count + 1)
    for cell in cells { starts[Int(cell.script) + 1] += 1 }
    for place in starts.indices.dropFirst() { starts[place] += starts[place - 1] }
    var next = starts
    order = [Int32](repeating: 0, count: cells.count)
    for (place, cell) in cells.enumerated() {
      order[next[Int(cell.script)]] = Int32(place)
      next[Int(cell.script)] += 1
    }
  }
}

extension MarkTable {
  /// Every script of the series.
  var codes: [ScriptCode] { scripts.names }

  /// Everything that was said of a script.
  func facts(of script: ScriptCode) -> [MarkFact] {
    places(of: script).map { fact($0, of: script) }
  }

  /// The markings of a script, by assessor.
  func markings(of script: ScriptCode) -> [ScriptMarking] {
    let places = places(of: script)
    var markers: [Int32] = []
    for place in places where !markers.contains(origin(of: place).assessor) {
      markers.append(origin(of: place).assessor)
    }
    return markers.sorted { assessors[$0] < assessors[$1] }.flatMap { marker in
      let own = places.filter { origin(of: $0).assessor == marker }
      return marking(of: script, own).map { [$0] }
        ?? Assessment.markings(of: own.map { fact($0, of: script) })
    }
  }

  /// When the last mark of each assessor for a script came.
  func lastMarks(of script: ScriptCode) -> [Identifier: Instant] {
    var last: [Identifier: Instant] = [:]
    for place in places(of: script) {
      guard case .mark = fields[cells[Int(place)].field] else { continue }
      let origin = origin(of: place)
      let assessor = assessors[origin.assessor]
      let came = Instant(seconds: origin.received)
      last[assessor] = max(last[assessor] ?? came, came)
    }
    return last
  }

  private func origin(of place: Int32) -> Origin { origins[cells[Int(place)].origin] }

  private func places(of script: ScriptCode) -> ArraySlice<Int32> {
    guard let number = scripts.known(script.text).map(Int.init) else { return [] }
    return order[starts[number]..<starts[number + 1]]
  }

  /// A marking in which each thing was said once and under one rubric, as in nearly all: without
  /// making facts of it; nil for another.
  private func marking(of script: ScriptCode, _ places: [Int32]) -> ScriptMarking? {
    let own = places.map { cells[Int($0)] }
    guard let first = places.first.map(origin(of:)), own.count <= 32,
      places.allSatisfy({ origin(of: $0).rubric == first.rubric }),
      own.indices.allSatisfy({ place in
        !own[..<place].contains { $0.field == own[place].field }
      })
    else { return nil }
    var marking = ScriptMarking(script: script, assessor: assessors[first.assessor])
    marking.marks.reserveCapacity(own.count)
    var hasMark = false
    for cell in own {
      let field = fields[cell.field]
      if case .mark = field { hasMark = true }
      marking.take(field, value(of: cell))
    }
    if hasMark { marking.rubrics = alone[Int(first.rubric)] }
    return marking
  }

  private func value(of cell: Cell) -> MarkFact.Value {
    switch cell.value {
    case .marks(let marks): .marks(Int(marks))
    case .odd(let place): .marks(oddities[Int(place)])
    case .text(let text): .text(texts[Int(text)])
    case .raised: .raised
    case .cleared: .cleared
    }
  }

  private func fact(_ place: Int32, of script: ScriptCode) -> MarkFact {
    let cell = cells[Int(place)]
    let origin = origins[cell.origin]
    return MarkFact(
      key: MarkFact.Key(
        script: script, assessor: assessors[origin.assessor], field: fields[cell.field]),
      value: value(of: cell), pack: packs[origin.pack], revision: origin.revision,
      rubric: rubrics[origin.rubric],
      source: MarkFact.Source(
        file: files[origin.file], received: Instant(seconds: origin.received)))
  }
}

/// Each different name once, under a number.
private struct Names<Key: Hashable & Sendable, Name: Sendable>: Sendable {
  private(set) var names: [Name] = []
  private var numbers: [Key: Int32] = [:]
  /// What was asked for last, since rows that lie together mostly name the same.
  private var last: (key: Key, number: Int32)?

  subscript(number: Int32) -> Name { names[Int(number)] }

  func known(_ key: Key) -> Int32? { numbers[key] }

  /// The number of what has a key; nil where the key is no such name.
  mutating func number(of key: Key, _ name: (Key) -> Name?) -> Int32? {
    if let last, last.key == key { return last.number }
    if let known = numbers[key] {
      last = (key, known)
      return known
    }
    guard let new = name(key) else { return nil }
    names.append(new)
    let number = Int32(names.count - 1)
    numbers[key] = number
    last = (key, number)
    return number
  }
}

extension Names where Key == Name {
  mutating func number(of name: Name) -> Int32? { number(of: name) { $0 } }
}
