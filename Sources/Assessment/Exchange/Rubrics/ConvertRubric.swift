package import Findings

/// Reads a mark scheme in any of the formats.
///
/// - Parameters:
///   - bytes: The file, at most 5 MB.
///   - name: The file's name, for findings.
///   - format: The format that it has.
///   - title: Which one is meant where a file holds several.
/// - Returns: The mark scheme, or nil with a refusing finding.
package func readExchangedRubric(
  _ bytes: [UInt8], name: String, as format: RubricFormat, title: String? = nil
) -> Judged<ExchangedRubric> {
  guard bytes.count <= 5_000_000 else {
    return Judged(nil, [RubricFlaw.form("is larger than 5 MB").finding(name)])
  }
  if format == .yaml {
    let read = readRubric(String(decoding: bytes, as: UTF8.self), name: name)
    return Judged(read.value.map { ExchangedRubric($0) }, read.findings)
  }
  do throws(RubricFlaw) {
    var found: Judged<[ExchangedRubric]> = Judged([])
    switch format {
    case .yaml: break
    case .case: found.value = try readCASE(bytes)
    case .canvas: found = try readCanvasRubrics(bytes, name: name)
    case .moodleRubric, .moodleGuide: found.value = try readMoodleGrading(bytes)
    case .turnitin: found.value = try readTurnitin(bytes)
    case .markus: found = try readMarkUs(bytes, name: name)
    case .xlsx: found = try readRubricWorkbook(bytes, name: name)
    }
    guard let all = found.value else { return Judged(nil, found.findings) }
    let meant = all.filter { title == nil || $0.title == title }
    guard let first = meant.first else { throw .form("holds no mark scheme of that title") }
    guard meant.count == 1 else { throw .several(meant.map(\.title)) }
    guard !first.criteria.isEmpty else { throw .form("holds no criteria") }
    return Judged(first, found.findings)
  } catch {
    return Judged(nil, [error.finding(name)])
  }
}

extension ExchangedRubric {
  /// The file in a format, and a finding for each part of it that the format cannot hold.
  ///
  /// - Parameters:
  ///   - format: The format.
  ///   - date: The day that stands for the last change where the mark scheme itself names none.
  ///   - name: The file's name, for findings.
  /// - Returns: The bytes, or nil with a refusing finding where the format cannot hold it at all.
  package func written(
    as format: RubricFormat, on date: CivilDate, name: String
  ) -> Judged<[UInt8]> {
    do throws(RubricFlaw) {
      if format != .yaml, let bare = criteria.first(where: { $0.levels.isEmpty }) {
        throw .noLevels(bare.title)
      }
      if title.isEmpty {
        var titled = self
        titled.title = name
        return titled.written(as: format, on: date, name: name)
      }
      let bytes: [UInt8]
      switch format {
      case .yaml: bytes = Array((yaml ?? "").utf8)
      case .case: bytes = try caseBytes(on: date)
      case .canvas: bytes = canvasBytes
      case .moodleRubric: bytes = Array(moodleXML(isGuide: false, on: date).utf8)
      case .moodleGuide: bytes = Array(moodleXML(isGuide: true, on: date).utf8)
      case .turnitin: bytes = try turnitinBytes()
      case .markus: bytes = try markUsBytes()
      case .xlsx: bytes = try workbookBytes()
      }
      return Judged(bytes, losses(in: format).map { $0.loss(format, of: self, name) })
    } catch {
      return Judged(nil, [error.finding(name)])
    }
  }

  /// The features in use that a format cannot hold, in their order.
  func losses(in format: RubricFormat) -> [RubricFeature] {
    var held = format.holds
    if format == .turnitin, !hasOneScale { held.remove(.names) }
    return RubricFeature.allCases.filter { features.contains($0) && !held.contains($0) }
  }
}

extension RubricFeature {
  fileprivate func loss(
    _ format: RubricFormat, of rubric: ExchangedRubric, _ name: String
  ) -> Finding {
    let hurdles = rubric.criteria.filter { $0.mustReach != nil }.map(\.title)
    let what =
      switch self {
      case .facts: "qualification, version, date and source"
      case .pass: "the pass rule"
      case .borderline: "the borderline band"
      case .ids: "the short names of criteria"
      case .heads: "the heads that criteria stand under"
      case .asks: "the questions of criteria"
      case .statements: "the framework statements that criteria cite"
      case .hurdles: "the must-pass criteria: " + hurdles.joined(separator: "; ").escaped
      case .names: "the names of levels"
      }
    return Finding(
      "rubric-loss", .warning, "\(name) \(rawValue)", "\(format.shown) cannot hold \(what)",
      remedy: "keep the file that it came from: 'npq rubric convert --like' brings it back")
  }
}
