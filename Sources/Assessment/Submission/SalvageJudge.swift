import Findings
import Glibc

/// Holds the pieces of a damaged package against what is left of its manifests.
struct SalvageJudge {
  private(set) var salvage: Salvage

  init(_ intake: SalvageIntake) {
    let tags = Self.manifest("tagmanifest-sha256.txt", in: intake.pieces)
    let manifest = Self.manifest("manifest-sha256.txt", in: intake.pieces, tags)
    var saved: [Salvage.Saved] = []
    var kept: [SalvageIntake.Piece] = []
    var lost = intake.failures
    for piece in Self.inOrderOfTrust(intake.pieces) {
      let listing = BagRole(piece.path) == .payload ? manifest : tags
      let fault = Self.fault(of: piece, listing, kept)
      if let fault {
        unlink(piece.place)
        if piece.isAnchored { lost.append((piece.path, fault)) }
      } else {
        kept.append(piece)
        saved.append(Salvage.Saved(piece, isListed: listing?[piece.path] != nil))
      }
    }
    let named = Set(kept.map(\.path) + lost.map(\.path))
    let listed = (manifest.map { Array($0.keys) } ?? []) + (tags.map { Array($0.keys) } ?? [])
    for path in listed where !named.contains(path) {
      lost.append((path, "it is not in what is left of the archive"))
    }
    let record = kept.first { BagRole($0.path) == .record }?.text
    salvage = Salvage(
      saved: saved.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) },
      lost: lost.sorted { $0.path.lexicographicallyPrecedes($1.path) }.map {
        Salvage.Lost(name: shownPath($0.path), reason: $0.reason)
      }, record: record.flatMap { SubmissionRecord.read($0).value }, hasManifest: manifest != nil)
  }

  /// A piece that a row of entries leads to goes before one of the same name that none does.
  private static func inOrderOfTrust(
    _ pieces: [SalvageIntake.Piece]
  ) -> [SalvageIntake.Piece] {
    pieces.filter(\.isAnchored) + pieces.filter { !$0.isAnchored }
  }

  /// The digests of a manifest by path; nil where it was not saved, or is not the one that the tag
  /// manifest lists.
  private static func manifest(
    _ name: String, in pieces: [SalvageIntake.Piece], _ tags: [[UInt8]: [UInt8]]? = nil
  ) -> [[UInt8]: [UInt8]]? {
    let path = Array(name.utf8)
    let wanted = tags?[path]
    let found = inOrderOfTrust(pieces).first {
      $0.path == path && (wanted == nil || wanted == $0.sha256.bytes)
    }
    guard let text = found?.text else { return nil }
    let lines = BagManifest(path, .sha256, text: text, decoding: true).lines
    return Dictionary(lines.map { ($0.path, $0.digest) }) { first, _ in first }
  }

  /// Why a piece is not taken; nil where it is.
  private static func fault(
    of piece: SalvageIntake.Piece, _ listing: [[UInt8]: [UInt8]]?, _ kept: [SalvageIntake.Piece]
  ) -> String? {
    if kept.contains(where: { $0.path == piece.path }) { return "it is there twice" }
    if let digest = listing?[piece.path] {
      return digest == piece.sha256.bytes ? nil : "it does not have the digest that is listed"
    }
    guard piece.isAnchored else { return "nothing vouches for it" }
    guard listing != nil, BagRole(piece.path) == .payload else { return nil }
    return "the manifest does not list it"
  }
}

extension Salvage.Saved {
  fileprivate init(_ piece: SalvageIntake.Piece, isListed: Bool) {
    name = shownPath(piece.path)
    bytes = piece.bytes
    sha256 = piece.sha256
    self.isListed = isListed
    path = piece.place
  }
}
