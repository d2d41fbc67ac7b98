import Archive
import Findings
import Foundation
import Glibc

/// The members of a damaged archive on their way into a folder.
struct SalvageIntake {
  /// A member that came out whole, before any manifest was asked.
  struct Piece {
    /// Its path inside the bag.
    let path: [UInt8]
    let bytes: Int
    let sha256: Digest
    let isAnchored: Bool
    /// Where it lies.
    let place: String

    /// Its text, where it is a file of the bag's own and no longer than such a file is.
    var text: [UInt8]? {
      guard let most = BagRole(path).kept(.submission), bytes <= most else { return nil }
      return FileManager.default.contents(atPath: place).map { [UInt8]($0) }
    }
  }

  private(set) var pieces: [Piece] = []
  /// Why members did not come out, by their paths.
  private(set) var failures: [(path: [UInt8], reason: String)] = []
  private let staging: String
  private var prefix: [UInt8] = []

  init(staging: String) { self.staging = staging }

  mutating func take(_ reader: consuming SalvageReader) throws(ArchiveError) {
    let members = reader.members
    prefix = Self.prefix(of: members.first(where: \.isAnchored) ?? members.first)
    for (index, member) in members.enumerated() where member.kind == .file {
      let place = "\(staging)/\(index + 1)"
      do throws(ArchiveError) {
        pieces.append(try piece(index, member, at: place, &reader))
      } catch {
        unlink(place)
        guard case .refused(let findings) = error else { throw error }
        // What no row of entries leads to may be no entry at all.
        guard member.isAnchored else { continue }
        failures.append((path(of: member), findings.first?.message ?? "it is damaged"))
      }
    }
    if !reader.isComplete {
      failures.append(([], "the archive has more entries than are looked through"))
    }
  }

  private func piece(
    _ index: Int, _ member: SalvageMember, at place: String, _ reader: inout SalvageReader
  ) throws(ArchiveError) -> Piece {
    var copy = try StagedCopy(place)
    var digest = Digest.Stream()
    var bytes = 0
    try reader.read(index) { block in
      digest.update(block)
      bytes += block.count
      copy.write(block)
    }
    try copy.finish()
    return Piece(
      path: path(of: member), bytes: bytes, sha256: digest.digest, isAnchored: member.isAnchored,
      place: place)
  }

  /// The bag's folder with its slash, as the first member has it.
  private static func prefix(of member: SalvageMember?) -> [UInt8] {
    let name = Array((member?.name ?? "").utf8)
    return name.firstIndex(of: UInt8(ascii: "/")).map { Array(name[...$0]) } ?? []
  }

  /// The path inside the bag; all of it for what lies beside.
  private func path(of member: SalvageMember) -> [UInt8] {
    let name = Array(member.name.utf8)
    return name.starts(with: prefix) ? Array(name.dropFirst(prefix.count)) : name
  }
}
