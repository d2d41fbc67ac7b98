import Assessment
import GRDB

/// A folder of a series in which every file is one that the record relies on; in the order of names.
enum KeptFolder: String, Sendable, CaseIterable {
  case clean, packs, returns, store
}

/// A file that the record relies on.
struct KeptFile: Sendable {
  enum Content: Sendable {
    /// Its bytes have this digest.
    case bytes(Digest)
    /// A package whose list of lists has this digest; it may be the original itself.
    case package(Digest, original: Digest)
    /// A pack from before the digests of their files were recorded.
    case unproved
  }

  let folder: KeptFolder
  let content: Content
  /// Its own name; nil where that is its digest.
  private let given: String?

  fileprivate init(_ folder: KeptFolder, _ content: Content, name: String? = nil) {
    self.folder = folder
    self.content = content
    given = name
  }

  var name: String {
    if let given { return given }
    return switch content {
    case .bytes(let digest), .package(let digest, original: _): digest.description
    case .unproved: ""
    }
  }

  var path: String { "\(folder.rawValue)/\(name)" }
}

extension Database {
  /// Every file that the record relies on, each once, in the order of their paths.
  func keptFiles() throws -> [KeptFile] { try KeptFolder.allCases.flatMap(keptFiles) }

  /// Those of one folder: of a national series all together fill a tenth of a gigabyte.
  func keptFiles(in folder: KeptFolder) throws -> [KeptFile] {
    switch folder {
    case .clean: try digests("SELECT DISTINCT digest FROM copy ORDER BY 1", in: folder)
    case .packs: try keptPacks()
    case .returns:
      try digests(
        """
        SELECT DISTINCT returned.digest FROM returned LEFT JOIN pack ON pack.id = returned.pack
        WHERE kept = 1 AND (pack.id IS NULL OR \(Self.isHeld)) ORDER BY 1
        """, in: folder)
    case .store: try keptOriginals()
    }
  }

  /// Whether a pack is kept: it goes with the last script in it.
  private static let isHeld = """
    EXISTS (SELECT 1 FROM pack_script WHERE pack_script.pack = pack.id
      AND submission NOT IN (SELECT submission FROM erasure))
    """

  private func digests(_ sql: String, in folder: KeptFolder) throws -> [KeptFile] {
    var files: [KeptFile] = []
    let digests = try String.fetchCursor(self, sql: sql)
    while let hex = try digests.next() {
      guard let digest = Digest(hex: hex) else { continue }
      files.append(KeptFile(folder, .bytes(digest)))
    }
    return files
  }

  private func keptPacks() throws -> [KeptFile] {
    let sql = "SELECT DISTINCT file, sha256 FROM pack WHERE \(Self.isHeld) ORDER BY 1"
    return try Row.fetchAll(self, sql: sql).map { row in
      let digest = (row[1] as String?).flatMap { Digest(hex: $0) }
      return KeptFile(.packs, digest.map { .bytes($0) } ?? .unproved, name: row[0])
    }
  }

  private func keptOriginals() throws -> [KeptFile] {
    let sql = """
      SELECT CAST(each.value AS TEXT) AS name, NULL AS original
      FROM receipt, json_each(receipt.body, '$.facts.originals') AS each
      UNION SELECT original, NULL FROM submission
      WHERE id NOT IN (SELECT submission FROM receipt WHERE submission IS NOT NULL)
      AND id NOT IN (SELECT submission FROM erasure)
      UNION SELECT content, original FROM submission WHERE content IS NOT NULL
      AND id NOT IN (SELECT submission FROM erasure) ORDER BY name
      """
    var files: [KeptFile] = []
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() {
      guard let name: String = row[0], let digest = Digest(hex: name) else { continue }
      if let original: String = row[1] {
        guard let original = Digest(hex: original) else { continue }
        files.append(KeptFile(.store, .package(digest, original: original)))
      } else {
        files.append(KeptFile(.store, .bytes(digest)))
      }
    }
    return files
  }
}
