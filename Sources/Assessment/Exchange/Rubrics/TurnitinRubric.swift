import Foundation

/// What we read of a Turnitin `.rbc` file: four arrays that point at each other by number.
private struct TurnitinFile: Decodable {
  struct Head: Decodable {
    let name: String
    let criterion: [Int]?
  }

  struct Scale: Decodable {
    let id: Int
    let name: String
    let value: Double?
    let position: Int?
  }

  struct Criterion: Decodable {
    let id: Int
    let name: String
    let description: String?
    /// The weight in per cent.
    let value: Double?
    let position: Int?
  }

  struct Cell: Decodable {
    let criterion: Int
    let scale_value: Int
    let description: String?
    let value: Double?
  }

  let Rubric: [Head]
  let RubricScale: [Scale]?
  let RubricCriterion: [Criterion]
  let RubricCriterionScale: [Cell]?
}

/// Reads a rubric that was downloaded from Turnitin.
///
/// A custom rubric has marks in each cell; a standard one has them on the scale, times the weight
/// of the criterion in per cent. A grading form has no levels and is refused.
func readTurnitin(_ bytes: [UInt8]) throws(RubricFlaw) -> [ExchangedRubric] {
  guard let file = try? JSONDecoder().decode(TurnitinFile.self, from: Data(bytes)) else {
    throw .form("is not a Turnitin rubric")
  }
  guard file.Rubric.count == 1, let head = file.Rubric.first else {
    throw .several(file.Rubric.map(\.name))
  }
  let scales = file.RubricScale ?? []
  let cells = file.RubricCriterionScale ?? []
  guard let first = file.RubricCriterion.first else { throw .form("holds no criteria") }
  guard !scales.isEmpty else { throw .noLevels(first.name) }
  guard cells.count == scales.count * file.RubricCriterion.count else {
    throw .form(
      "has \(cells.count) cells for \(scales.count) levels of \(file.RubricCriterion.count) criteria"
    )
  }
  let isCustom = cells.contains { ($0.value ?? 0) != 0 }
  let weights = Set(file.RubricCriterion.map { $0.value ?? 0 })
  var rubric = ExchangedRubric(title: head.name)
  for criterion in file.RubricCriterion.sorted(by: { ($0.position ?? 0) < ($1.position ?? 0) }) {
    var taken = ExchangedRubric.Criterion(title: criterion.name)
    taken.asks = criterion.description ?? ""
    for scale in scales {
      let cell = cells.first { $0.criterion == criterion.id && $0.scale_value == scale.id }
      guard let cell else { throw .form("lacks a cell of '\(criterion.name)'") }
      let weight = weights.count > 1 ? (criterion.value ?? 0) / 100 : 1
      let marks = isCustom ? cell.value : scale.value.map { $0 * weight }
      taken.levels.append(
        ExchangedRubric.Level(
          marks: try wholeMarks(marks, at: criterion.name), name: scale.name,
          descriptor: cell.description ?? ""))
    }
    taken.levels.sort { $0.marks < $1.marks }
    rubric.criteria.append(taken)
  }
  return [rubric]
}

extension ExchangedRubric {
  /// Whether the levels of all criteria have the same names.
  var hasOneScale: Bool { Set(criteria.map { $0.levels.map(\.name) }).count == 1 }

  /// A custom rubric as Turnitin takes it: a full grid with marks in each cell, highest first.
  func turnitinBytes() throws(RubricFlaw) -> [UInt8] {
    let counts = Set(criteria.map(\.levels.count))
    guard let levels = counts.first, counts.count == 1 else {
      throw .notAGrid("criteria have \(counts.min() ?? 0) to \(counts.max() ?? 0) levels")
    }
    let shown = hasOneScale ? criteria.first?.levels.map(\.name) : nil
    var scales: [[String: Any]] = []
    for place in 0..<levels {
      let name = shown?[levels - 1 - place] ?? ""
      scales.append([
        "id": 1_000_000 + place, "num": place + 1, "position": place + 1, "value": 0,
        "rubric": 1, "name": name.isEmpty ? "Level \(levels - 1 - place)" : name,
      ])
    }
    var rows: [[String: Any]] = []
    var cells: [[String: Any]] = []
    for (number, criterion) in criteria.enumerated() {
      let ids = (0..<levels).map { 3_000_000 + number * levels + $0 }
      rows.append([
        "id": 2_000_000 + number, "num": number + 1, "position": number + 1, "value": 0,
        "rubric": 1, "name": criterion.title, "description": criterion.asks,
        "criterion_scales": ids, "previous_version": NSNull(),
      ])
      for (place, level) in criterion.levels.reversed().enumerated() {
        cells.append([
          "id": ids[place], "criterion": 2_000_000 + number, "scale_value": 1_000_000 + place,
          "description": level.descriptor, "value": level.marks,
        ])
      }
    }
    let head: [String: Any] = [
      "id": 1, "name": title, "description": NSNull(), "total_points": NSNull(),
      // 4 is a custom rubric: marks stand in the cells.
      "scoring_method": 4, "distribute_criterion_percentage": 0, "rubric_group": NSNull(),
      "is_starred": 0, "deleted": 0, "papers_scored": 0, "owner": 0, "cv_loaded": "1",
      "criterion": rows.compactMap { $0["id"] }, "scale_values": scales.compactMap { $0["id"] },
      "criterion_scales_all": cells.compactMap { $0["id"] },
    ]
    let file: [String: Any] = [
      "Rubric": [head], "RubricScale": scales, "RubricCriterion": rows,
      "RubricCriterionScale": cells,
    ]
    let data = try? JSONSerialization.data(
      withJSONObject: file, options: [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes])
    guard let data else { throw .form("cannot be written as JSON") }
    return Array(data)
  }
}
