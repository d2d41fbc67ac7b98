// What becomes of three markings.
extension AgreementRules {
  /// A tie in total is broken by the distance over the criteria; what is still tied only decides
  /// where it comes to the same.
  func nearest(to third: MarkingResult, of two: [MarkingResult]) -> Agreed {
    let all = two + [third]
    let apart = two.map { $0.distance(to: third) }
    let order = { (number: Int) in (apart[number].total, apart[number].sum) }
    if order(0) == order(1), !sayTheSame(two) {
      return open(.adjudication, all, "\(words(all)); both lie as near to the third")
    }
    let nearer = order(0) <= order(1) ? two[0] : two[1]
    return single(
      .nearest, nearer, of: all, "\(words(all)): \(nearer.total) is nearest to the third")
  }

  func middle(_ all: [MarkingResult]) -> Agreed {
    let total = all.map(\.total).sorted()[1]
    let middle = all.filter { $0.total == total }
    guard let first = middle.first, sayTheSame(middle) else {
      return open(.adjudication, all, "\(words(all)); those in the middle do not agree on a pass")
    }
    return single(.middle, first, of: all, "\(words(all)): \(total) is in the middle")
  }

  func closestTwo(_ all: [MarkingResult]) -> Agreed {
    let pairs = [[all[0], all[1]], [all[0], all[2]], [all[1], all[2]]]
    let gaps = pairs.map { abs($0[0].total - $0[1].total) }
    let closest = zip(pairs, gaps).filter { $0.1 == gaps.min() }.map(\.0)
    guard let pair = closest.first, pair[0].isOnSide(of: pair[1]) else {
      return open(.adjudication, all, "\(words(all)); the closest two lie on different sides")
    }
    let isOne = closest.allSatisfy { other in
      other[0].total + other[1].total == pair[0].total + pair[1].total
        && (other + pair).allSatisfy { $0.isOnSide(of: pair[0]) }
    }
    guard isOne else {
      return open(.adjudication, all, "\(words(all)); two pairs lie equally close")
    }
    return average(
      .closestTwo, pair,
      "\(words(all)): \(pair[0].total) and \(pair[1].total) are closest")
  }

  func majority(_ all: [MarkingResult]) -> Agreed {
    let passes = all.count(where: \.passes) >= 2
    let side = all.filter { $0.passes == passes }
    return average(
      .majority, side, "\(words(all)): \(side.count) \(passes ? "pass" : "do not pass")")
  }

  /// Whether markings come to the same total and outcome.
  private func sayTheSame(_ results: [MarkingResult]) -> Bool {
    results.allSatisfy { $0.total == results[0].total && $0.isOnSide(of: results[0]) }
  }

  func words(_ all: [MarkingResult]) -> String {
    "three markings of \(all.map { String($0.total) }.joined(separator: ", "))"
  }
}
