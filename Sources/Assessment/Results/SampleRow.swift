extension ResultRow {
  /// The script as a sample sees it; nil where its markings are not complete.
  package var sampled: SampleScript? {
    guard let script = entry.script, let total = decision.total, isMarked else { return nil }
    let rubric = entry.scheme.rubric
    return SampleScript(
      script: script, total: total, passes: decision.basis.allSatisfy(\.passes),
      isBorderline: decision.basis.contains { rubric.isBorderline($0.total) },
      assessors: complete.map(\.assessor))
  }

  /// Whether every marking that is asked for is complete.
  private var isMarked: Bool {
    !decision.basis.isEmpty && decision.rule != .anotherMarking
      && complete.count == max(entry.places.count, entry.markings.count)
  }
}
