/// Lexicographic aims packed into one integer: what a step of each aim weighs.
///
/// A plan is best where no simple cycle of changes improves it, and a simple cycle has at most two
/// changes for each assessor and class. So an aim has to outweigh no more than the sum of the
/// lesser ones over that many changes; the weights stay far below 2^63.
struct AimWeights: Sendable {
  /// A marking outside the assessor's first qualification.
  static let otherQualification = 10
  /// A marking in another phase.
  static let otherPhase = 5
  /// The dearest marking.
  static let dearest = otherQualification + otherPhase

  /// A marking that the plan before did not have.
  let move: Int
  /// A rank of load.
  let load: Int
  /// A marking that is not needed for a minimum, where stability outweighs the ranks of loads.
  let spare: Int

  /// Even loads come before stability.
  init(loadsFirst nodes: Int) {
    let changes = 2 * nodes + 2
    move = Self.dearest * changes + 1
    load = (move + Self.dearest) * changes + 1
    spare = 0
  }

  /// Stability comes before even loads, as when an assessor leaves.
  init(movesFirst nodes: Int, highestRank: Int) {
    let changes = 2 * nodes + 2
    load = Self.dearest * changes + 1
    move = load * (highestRank + 1) + Self.dearest * changes + 1
    spare = (move + load) * changes + 1
  }

  /// What a load weighs that rises by a step of a rank.
  func rise(_ rank: Int) -> Int { rank == 0 ? 0 : rank * load + spare }
}
