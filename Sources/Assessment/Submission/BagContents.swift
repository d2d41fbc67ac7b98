package import Findings

/// One file of a bag: its path inside the bag as bytes, its size and its checksums.
package struct BagFile: Sendable, Hashable {
  package let path: [UInt8]
  package let bytes: Int
  package let digests: [BagAlgorithm: [UInt8]]

  package init(path: [UInt8], bytes: Int, digests: [BagAlgorithm: [UInt8]]) {
    self.path = path
    self.bytes = bytes
    self.digests = digests
  }
}

/// All that a judgement of a bag looks at, wherever the bag lies: a folder, a ZIP, or a test.
package struct BagContents: Sendable {
  /// Every plain file, sorted by the bytes of its path.
  package var files: [BagFile]
  /// Every folder, without a slash at the end.
  package var folders: Set<[UInt8]>
  /// The bytes of the tag files that are read, by path.
  package var tags: [[UInt8]: [UInt8]]
  /// What was found while the bag was read: links, unreadable names, tag files too long to read.
  package var findings: [Finding]

  package init(
    files: [BagFile] = [], folders: Set<[UInt8]> = [], tags: [[UInt8]: [UInt8]] = [:],
    findings: [Finding] = []
  ) {
    self.files = files.sorted { $0.path.lexicographicallyPrecedes($1.path) }
    self.folders = folders
    self.tags = tags
    self.findings = findings
  }
}

/// Against which rules a bag is judged.
package enum BagProfile: Sendable, Hashable {
  /// RFC 8493 and the drafts before it back to 0.93, as the public conformance cases have them.
  case anyBag
  /// What a submission needs beyond that: version 1.0, UTF-8, SHA-256, a tag manifest, nothing to
  /// fetch and no two names that one file system would take for the same.
  case submission

  /// The most bytes of a manifest.
  var manifestBytes: Int {
    self == .submission ? Limit.Bag.manifestBytes : Limit.Bag.otherManifestBytes
  }
  /// The most bytes of another tag file.
  var tagBytes: Int { self == .submission ? Limit.Bag.tagBytes : Limit.Bag.otherTagBytes }
}

/// The part that a file plays in a bag, by its path alone.
enum BagRole: Equatable {
  case declaration, info, fetch, record
  case manifest(BagAlgorithm?)
  case tagManifest(BagAlgorithm?)
  case payload, otherTag

  init(_ path: [UInt8]) {
    if path.starts(with: "data/".utf8) {
      self = .payload
    } else if let role = Self.names.first(where: { path == $0.name })?.role {
      self = role
    } else if let name = Self.algorithm(in: path, after: "manifest-") {
      self = .manifest(BagAlgorithm(rawValue: name))
    } else if let name = Self.algorithm(in: path, after: "tagmanifest-") {
      self = .tagManifest(BagAlgorithm(rawValue: name))
    } else {
      self = .otherTag
    }
  }

  private static let names: [(name: [UInt8], role: BagRole)] = [
    (Array("bagit.txt".utf8), .declaration), (Array("bag-info.txt".utf8), .info),
    (Array("fetch.txt".utf8), .fetch), (Array("submission.json".utf8), .record),
  ]

  private static func algorithm(in path: [UInt8], after prefix: String) -> String? {
    let (prefix, suffix) = (prefix.utf8, ".txt".utf8)
    guard path.starts(with: prefix), path.count > prefix.count + suffix.count,
      path.suffix(suffix.count).elementsEqual(suffix), !path.contains(UInt8(ascii: "/"))
    else { return nil }
    return String(decoding: path[prefix.count..<(path.count - suffix.count)], as: UTF8.self)
  }

  /// The most bytes that are kept of such a file for the judgement; nil where none are.
  func kept(_ profile: BagProfile) -> Int? {
    switch self {
    case .declaration, .info, .record: profile.tagBytes
    case .manifest, .tagManifest, .fetch: profile.manifestBytes
    case .payload, .otherTag: nil
    }
  }
}

extension Sequence<[UInt8]> {
  /// The checksums that are needed to check a bag of these files; SHA-256 always, since it names
  /// a submission and its files.
  var algorithmsNeeded: Set<BagAlgorithm> {
    var needed: Set<BagAlgorithm> = [.sha256]
    for path in self {
      switch BagRole(path) {
      case .manifest(let algorithm?), .tagManifest(let algorithm?): needed.insert(algorithm)
      default: break
      }
    }
    return needed
  }
}
