import Findings
import Foundation

/// Takes in one file of a bag block by block: its size, its checksums, and its bytes where the
/// judgement reads them.
struct BagIntake {
  private let path: [UInt8]
  private let most: Int?
  private var digester: BagDigester
  private var bytes = 0
  private var kept: [UInt8] = []

  init(_ path: [UInt8], _ algorithms: Set<BagAlgorithm>, _ profile: BagProfile) {
    self.path = path
    most = BagRole(path).kept(profile)
    digester = BagDigester(algorithms)
  }

  mutating func take(_ block: some DataProtocol) {
    digester.update(block)
    bytes += block.count
    if let most, bytes <= most { kept.append(contentsOf: block) }
  }

  /// The file; its text goes to `tags`, or a finding says why it was not kept.
  consuming func finish(_ tags: inout [[UInt8]: [UInt8]], _ findings: inout [Finding]) -> BagFile {
    if let most {
      if bytes <= most {
        tags[path] = kept
      } else {
        findings.append(
          Finding(
            "bag-tag-too-big", .refused, shownPath(path),
            "has \(bytes) bytes, and at most \(most) are read of such a file",
            remedy: "ask the sender for the bag again"))
      }
    }
    return BagFile(path: path, bytes: bytes, digests: digester.finish())
  }
}
