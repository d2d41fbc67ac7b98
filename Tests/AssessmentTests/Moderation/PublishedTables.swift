import Assessment
import Testing

/// Tables of ratings that papers print.
enum PublishedTables {
  /// Shrout and Fleiss (1979), Psychological Bulletin 86, page 423, table 2: six targets, four
  /// judges.
  static let shroutFleiss: [[Double?]] = [
    [9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7],
  ]

  /// Krippendorff (2011), Computing Krippendorff's alpha-reliability, part C: four observers,
  /// twelve units, with gaps; the same table is Gwet's example of four raters.
  static let krippendorff: [[Double?]] = [
    [1, 1, nil, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [nil, 5, 5, 5], [nil, nil, 1, 1],
    [nil, nil, 3, nil],
  ]

  /// Krippendorff (2011), part A: two observers, binary.
  static let binary = paired("0100000010", "1110010000")

  /// Krippendorff (2011), part B: two observers, nominal; the letters a to e as 0 to 4.
  static let nominal = paired("001132224330", "101112224333")

  /// Fleiss (1971), Psychological Bulletin 76, page 380, table 1: thirty patients, six
  /// psychiatrists, how many chose each of five diagnoses.
  static let fleiss = units(
    """
    00060 03003 01401 00006 03030 20400 00402 20310 20040 00006
    10050 11040 03300 10050 02031 00501 30012 51000 02040 10203
    00006 01050 02013 20040 10041 05010 40002 02040 10500 00006
    """.split(whereSeparator: \.isWhitespace).map { $0.compactMap(\.wholeNumberValue) })

  /// The worked example of ten subjects, fourteen raters and five categories that goes round with
  /// Fleiss' kappa; its value is .210.
  static let fourteenRaters = units([
    [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
  ])

  /// R irr's data set `anxiety`: twenty persons, three raters, levels 1 to 6.
  static let anxiety: [[Double?]] = {
    let raters = ["33345523522615221243", "36462424332333221334", "21443216111233113322"]
      .map { $0.compactMap(\.wholeNumberValue) }
    return (0..<20).map { unit in raters.map { Double($0[unit]) } }
  }()

  /// Cohen (1968), Psychological Bulletin 70, page 216: 200 patients, two raters, in per cent.
  static let cohen: [[Double]] = [[44, 7, 9], [5, 20, 5], [1, 3, 6]]

  /// Fleiss, Cohen and Everitt (1969), Psychological Bulletin 72, page 325: 200 patients.
  static let fleissCohenEveritt: [[Double]] = [[106, 10, 4], [22, 28, 10], [2, 12, 6]]

  static func paired(_ first: String, _ second: String) -> [[Double?]] {
    zip(first, second).map { pair in
      [pair.0, pair.1].map { $0.wholeNumberValue.map(Double.init) }
    }
  }

  /// Units of which only the number of ratings in each category is known.
  static func units(_ counts: [[Int]]) -> [[Double?]] {
    counts.map { row in
      row.enumerated().flatMap { Array(repeating: Double($0.offset), count: $0.element) }
    }
  }
}

/// Computes statistics of a table whose raters are called R1, R2 and so on.
func report(
  _ ratings: [[Double?]], _ level: AgreementLevel = .interval, categories: [Double]? = nil,
  resamples: Int = 0, draw: UInt64 = 1
) throws -> AgreementReport {
  let table = try #require(
    AgreementTable(
      raters: (ratings.first ?? []).indices.map { "R\($0 + 1)" }, ratings: ratings,
      categories: categories))
  return agreement(of: table, level: level, resamples: resamples, draw: draw)
}
