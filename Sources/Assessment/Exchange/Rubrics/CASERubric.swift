import Foundation

/// A CFPackage of 1EdTech CASE 1.1 as far as it holds rubrics, or a CFRubric alone.
private struct CASEFile: Decodable {
  struct Definitions: Decodable {
    let CFRubrics: [CASERubric]?
  }

  let CFRubrics: [CASERubric]?
  let CFDefinitions: Definitions?
}

/// What a mark scheme of ours says beyond CASE, in the place that CASE has for it
/// (information model 1.1, 7.1.26.7 and 7.1.27.11: extensions).
private struct CASEExtension: Codable {
  var qualification: String?
  var version: String?
  var date: CivilDate?
  var source: String?
  var example: Bool?
  var passMarks: Int?
  var passPercent: Int?
  var passSource: String?
  var borderline: Rubric.Borderline?
  var id: String?
  var head: Rubric.Head?
  var statements: [String]?
  var mustReach: Int?
}

private struct CASEExtensions: Codable {
  var npq: CASEExtension?
}

private struct CASERubric: Codable {
  struct Link: Codable {
    var title: String
    var identifier: String
    var uri: String
  }

  struct Level: Codable {
    var identifier: String?
    var uri: String?
    var description: String?
    var quality: String?
    var score: Double?
    var position: Int?
    var lastChangeDateTime: String?
  }

  struct Criterion: Codable {
    var identifier: String?
    var uri: String?
    var category: String?
    var description: String?
    var CFItemURI: Link?
    var weight: Double?
    var position: Int?
    var lastChangeDateTime: String?
    var CFRubricCriterionLevels: [Level]?
    var extensions: CASEExtensions?
  }

  var identifier: String?
  var uri: String?
  var title: String?
  var lastChangeDateTime: String?
  var CFRubricCriteria: [Criterion]?
  var extensions: CASEExtensions?
}

private struct CASEPackage: Encodable {
  struct Document: Encodable {
    let identifier, uri, creator, title, lastChangeDateTime: String
    let CFPackageURI: CASERubric.Link
  }

  struct Item: Encodable {
    let identifier, uri, fullStatement, lastChangeDateTime: String
  }

  let CFDocument: Document
  let CFItems: [Item]
  let CFAssociations: [Item] = []
  let CFRubrics: [CASERubric]
}

/// Reads the rubrics of a CASE package, or one rubric by itself.
func readCASE(_ bytes: [UInt8]) throws(RubricFlaw) -> [ExchangedRubric] {
  let decoder = JSONDecoder()
  guard let file = try? decoder.decode(CASEFile.self, from: Data(bytes)) else {
    throw .form("is not a CASE package")
  }
  var rubrics = file.CFRubrics ?? file.CFDefinitions?.CFRubrics ?? []
  if rubrics.isEmpty, let one = try? decoder.decode(CASERubric.self, from: Data(bytes)),
    one.CFRubricCriteria != nil
  {
    rubrics = [one]
  }
  guard !rubrics.isEmpty else { throw .form("holds no CFRubric") }
  var all: [ExchangedRubric] = []
  for rubric in rubrics { all.append(try rubric.exchanged()) }
  return all
}

extension CASERubric {
  fileprivate func exchanged() throws(RubricFlaw) -> ExchangedRubric {
    var rubric = ExchangedRubric(title: title ?? "")
    let sorted = (CFRubricCriteria ?? []).sorted { ($0.position ?? 0) < ($1.position ?? 0) }
    for criterion in sorted { rubric.criteria.append(try criterion.exchanged()) }
    guard let more = extensions?.npq else { return rubric }
    if let qualification = more.qualification.flatMap(Qualification.init(named:)),
      let version = more.version, let date = more.date, let source = more.source
    {
      rubric.facts = ExchangedRubric.Facts(
        qualification: qualification, version: version, date: date, source: source,
        example: more.example ?? false)
    }
    let line =
      more.passMarks.map { Rubric.PassLine.marks($0) }
      ?? more.passPercent.map { Rubric.PassLine.percent($0) }
    if let line, let source = more.passSource {
      rubric.pass = ExchangedRubric.Pass(line: line, source: source)
    }
    rubric.borderline = more.borderline
    return rubric
  }
}

extension CASERubric.Criterion {
  fileprivate func exchanged() throws(RubricFlaw) -> ExchangedRubric.Criterion {
    var criterion = ExchangedRubric.Criterion(title: category ?? description ?? "")
    criterion.asks = category == nil ? "" : description ?? ""
    if let weight, weight != 1, weight != 0 {
      throw .form("'\(criterion.title)' has a weight of \(weight), and marks here have none")
    }
    for level in CFRubricCriterionLevels ?? [] {
      criterion.levels.append(
        ExchangedRubric.Level(
          marks: try wholeMarks(level.score, at: criterion.title), name: level.quality ?? "",
          descriptor: level.description ?? ""))
    }
    criterion.levels.sort { $0.marks < $1.marks }
    let more = extensions?.npq
    criterion.id = more?.id
    criterion.head = more?.head
    criterion.mustReach = more?.mustReach
    criterion.statements = more?.statements ?? [CFItemURI?.title].compactMap { $0 }
    return criterion
  }
}

extension ExchangedRubric {
  /// A CASE package with this rubric, and an item for each framework statement that it cites.
  ///
  /// Identifiers are made of the content, so that the same mark scheme always has the same ones.
  func caseBytes(on date: CivilDate) throws(RubricFlaw) -> [UInt8] {
    let changed = "\(facts?.date ?? date)T00:00:00Z"
    let root = "\(title)\n\(facts?.version ?? "")\n\(changed)"
    func link(_ title: String, _ path: String) -> CASERubric.Link {
      let identifier = caseIdentifier(root + "\n" + path)
      return CASERubric.Link(title: title, identifier: identifier, uri: "urn:uuid:\(identifier)")
    }
    var statements: [String] = []
    for text in criteria.flatMap(\.statements) where !statements.contains(text) {
      statements.append(text)
    }
    let items = statements.map { link($0, "item \($0)") }
    let rubric = link(title, "rubric")
    let document = link(title, "document")
    let written = CASERubric(
      identifier: rubric.identifier, uri: rubric.uri, title: title, lastChangeDateTime: changed,
      CFRubricCriteria: criteria.enumerated().map { number, criterion in
        criterion.inCASE(
          number, link("", "criterion \(number)"), changed,
          item: items.first { $0.title == criterion.statements.first },
          level: { link("", "criterion \(number) level \($0)") })
      }, extensions: extended)
    let package = CASEPackage(
      CFDocument: CASEPackage.Document(
        identifier: document.identifier, uri: document.uri, creator: "npq", title: title,
        lastChangeDateTime: changed, CFPackageURI: link(title, "package")),
      CFItems: items.map {
        CASEPackage.Item(
          identifier: $0.identifier, uri: $0.uri, fullStatement: $0.title,
          lastChangeDateTime: changed)
      }, CFRubrics: [written])
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(package) else { throw .form("cannot be written as JSON") }
    return Array(data)
  }

  private var extended: CASEExtensions? {
    guard facts != nil || pass != nil || borderline != nil else { return nil }
    var more = CASEExtension()
    more.qualification = facts?.qualification.code
    more.version = facts?.version
    more.date = facts?.date
    more.source = facts?.source
    more.example = facts?.example
    switch pass?.line {
    case .marks(let marks): more.passMarks = marks
    case .percent(let percent): more.passPercent = percent
    case nil: break
    }
    more.passSource = pass?.source
    more.borderline = borderline
    return CASEExtensions(npq: more)
  }
}

extension ExchangedRubric.Criterion {
  fileprivate func inCASE(
    _ number: Int, _ own: CASERubric.Link, _ changed: String, item: CASERubric.Link?,
    level link: (Int) -> CASERubric.Link
  ) -> CASERubric.Criterion {
    var more = CASEExtension()
    more.id = id
    more.head = head
    more.mustReach = mustReach
    more.statements = statements.isEmpty ? nil : statements
    let isExtended = id != nil || head != nil || mustReach != nil || !statements.isEmpty
    return CASERubric.Criterion(
      identifier: own.identifier, uri: own.uri, category: title, description: asks,
      CFItemURI: item, weight: nil, position: number + 1, lastChangeDateTime: changed,
      CFRubricCriterionLevels: levels.enumerated().map { place, level in
        let own = link(place)
        return CASERubric.Level(
          identifier: own.identifier, uri: own.uri, description: level.descriptor,
          quality: level.name, score: Double(level.marks), position: place + 1,
          lastChangeDateTime: changed)
      }, extensions: isExtended ? CASEExtensions(npq: more) : nil)
  }
}

/// A UUID made of a text (version 8, RFC 9562 section 5.8).
private func caseIdentifier(_ text: String) -> String {
  var bytes = Array(Digest(of: Data(text.utf8)).bytes.prefix(16))
  bytes[6] = bytes[6] & 0x0F | 0x80
  bytes[8] = bytes[8] & 0x3F | 0x80
  let hex = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  let digits = Array(hex)
  return [0..<8, 8..<12, 12..<16, 16..<20, 20..<32].map { String(digits[$0]) }
    .joined(separator: "-")
}
