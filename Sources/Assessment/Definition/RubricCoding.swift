// The canonical form of a mark scheme has the keys of its YAML file, so that anyone with a YAML
// reader can write the same JSON (sorted keys, no white space, defaults written out) and compute
// the same digest.
extension Rubric {
  /// The version of the form.
  static let form = 1

  private enum Keys: String, CodingKey {
    case rubric, qualification, title, version, date, source, example, criteria, pass, borderline
  }

  private enum PassKeys: String, CodingKey {
    case percent, marks, source
  }

  /// Reads the canonical form; of the rules of `readRubric` only those on numbers are checked again,
  /// so that none is too large to be added up.
  ///
  /// Throws `DecodingError` for another form, a key that is missing, or marks outside 0 to 1,000.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Keys.self)
    let form = try container.decode(Int.self, forKey: .rubric)
    guard form == Self.form else {
      throw DecodingError.dataCorruptedError(
        forKey: .rubric, in: container, debugDescription: "a form that is not known here")
    }
    let pass = try container.nestedContainer(keyedBy: PassKeys.self, forKey: .pass)
    let percent = try pass.decodeIfPresent(Int.self, forKey: .percent)
    self.init(
      qualification: try container.decode(Qualification.self, forKey: .qualification),
      title: try container.decode(String.self, forKey: .title),
      version: try container.decode(String.self, forKey: .version),
      date: try container.decode(CivilDate.self, forKey: .date),
      source: try container.decode(String.self, forKey: .source),
      example: try container.decode(Bool.self, forKey: .example),
      criteria: try container.decode([Criterion].self, forKey: .criteria),
      pass: try percent.map { .percent($0) } ?? .marks(pass.decode(Int.self, forKey: .marks)),
      passSource: try pass.decode(String.self, forKey: .source),
      borderline: try container.decodeIfPresent(Borderline.self, forKey: .borderline))
    guard hasUsableNumbers else {
      throw DecodingError.dataCorruptedError(
        forKey: .criteria, in: container, debugDescription: "marks that no mark scheme has")
    }
  }

  private var hasUsableNumbers: Bool {
    let marks = criteria.flatMap(\.levels).map(\.marks)
    guard criteria.count <= 40, marks.allSatisfy((0...1_000).contains) else { return false }
    let line =
      switch pass {
      case .marks(let marks): (0...40_000).contains(marks)
      case .percent(let percent): (0...100).contains(percent)
      }
    let band = borderline.map { [$0.below, $0.above] } ?? []
    return line && band.allSatisfy((0...40_000).contains)
  }

  /// Writes the canonical form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(Self.form, forKey: .rubric)
    try container.encode(qualification, forKey: .qualification)
    try container.encode(title, forKey: .title)
    try container.encode(version, forKey: .version)
    try container.encode(date, forKey: .date)
    try container.encode(source, forKey: .source)
    try container.encode(example, forKey: .example)
    try container.encode(criteria, forKey: .criteria)
    try container.encodeIfPresent(borderline, forKey: .borderline)
    var line = container.nestedContainer(keyedBy: PassKeys.self, forKey: .pass)
    switch pass {
    case .marks(let marks): try line.encode(marks, forKey: .marks)
    case .percent(let percent): try line.encode(percent, forKey: .percent)
    }
    try line.encode(passSource, forKey: .source)
  }
}
