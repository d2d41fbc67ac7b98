import Archive
import Assessment
import Findings
import Foundation
import Sealing
import Testing

@testable import Ledger

@Suite struct Backups {
  private static let now = MadeSeries.instant("2027-03-22T09:00:00Z")
  private static let words = Passphrase("six words that nobody else has")

  /// A series, and the path of a backup of it in a folder of its own.
  private static func with(_ body: (MadeSeries, URL) throws -> Void) throws {
    try VerifyingSeries.with { series in
      let place = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: place) }
      var random = SystemRandom()
      _ = try series.ledger.backUp(
        to: place.appending(path: "backup.age").path,
        for: .passphrase(try #require(words), workFactor: 10), signing: series.key, at: now,
        using: &random)
      try body(series, place)
    }
  }

  private static func restore(
    _ place: URL, key: VerificationKey? = nil, replacing: Bool = false, words: Passphrase? = words
  ) throws -> Judged<RestoredSeries> {
    try restoreSeries(
      RestoreRequest(
        backup: place.appending(path: "backup.age").path, target: place.appending(path: "series"),
        keys: AgeKeys(passphrase: words), key: key, replacing: replacing, now: now))
  }

  private static func names(in place: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: place.path).sorted()
  }

  @Test func `what is restored is the series as it was, and can be worked on`() throws {
    try Self.with { series, place in
      let key = series.key.verificationKey
      let restored = try #require(try Self.restore(place, key: key).value)
      #expect(restored.verification.findings == [])
      #expect(restored.manifest.head == (try series.ledger.head()))
      #expect(try Self.names(in: place) == ["backup.age", "series"])
      let ledger = try Ledger(opening: restored.folder)
      #expect(
        try ledger.entries(at: Self.now).map(\.script)
          == series.ledger.entries(at: Self.now).map(\.script))
      #expect(
        try FileManager.default.contentsOfDirectory(
          atPath: series.folder.appending(path: "held").path) == [])
    }
  }

  @Test func `what stands there is put aside and never removed`() throws {
    try Self.with { _, place in
      _ = try Self.restore(place)
      let mark = place.appending(path: "series/mine.txt")
      try Data("mine".utf8).write(to: mark)
      #expect(try Self.restore(place).findings.map(\.code) == ["output-exists"])
      let again = try #require(try Self.restore(place, replacing: true).value)
      let aside = try #require(again.before)
      #expect(try Data(contentsOf: aside.appending(path: "mine.txt")) == Data("mine".utf8))
      #expect(!FileManager.default.fileExists(atPath: mark.path))
    }
  }

  @Test(arguments: [0.1, 0.5, 0.9, 0.999])
  func `a backup with one bit changed replaces nothing`(at share: Double) throws {
    try Self.with { _, place in
      let file = place.appending(path: "backup.age")
      var bytes = try Data(contentsOf: file)
      bytes[Int(Double(bytes.count - 1) * share)] ^= 1
      try bytes.write(to: file)
      #expect(throws: AgeError.self) { try Self.restore(place) }
      #expect(try Self.names(in: place) == ["backup.age"])
    }
  }

  @Test func `a backup opens for nobody else, and not under another provider's key`() throws {
    try Self.with { _, place in
      #expect(throws: AgeError.self) { try Self.restore(place, words: Passphrase("other words")) }
      var random = SystemRandom()
      let other = try SigningKey(using: &random).verificationKey
      #expect(try Self.restore(place, key: other).findings.map(\.code) == ["backup-not-proved"])
      #expect(try Self.names(in: place) == ["backup.age"])
    }
  }

  @Test func `a series that was damaged before it was backed up replaces nothing`() throws {
    try VerifyingSeries.with { series in
      let clean = series.folder.appending(path: "clean")
      let name = try #require(try Self.names(in: clean).first)
      try Data("other".utf8).write(to: clean.appending(path: name))
      let place = series.folder.appending(path: "place")
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      var random = SystemRandom()
      _ = try series.ledger.backUp(
        to: place.appending(path: "backup.age").path,
        for: .passphrase(try #require(Self.words), workFactor: 10), signing: series.key,
        at: Self.now, using: &random)
      let found = try Self.restore(place, key: series.key.verificationKey)
      #expect(found.value == nil)
      #expect(found.findings.map(\.code) == ["file-changed"])
    }
  }

  /// What somebody who can open and seal a backup, and not sign, does to the files in it.
  private static let hands:
    KeyValuePairs<String, @Sendable ([String: [UInt8]]) -> [String: [UInt8]]> =
      [
        "a receipt is changed": { files in
          Dictionary(
            uniqueKeysWithValues: files.map {
              ($0.key, $0.key.hasSuffix(".txt") ? $0.value + [32] : $0.value)
            })
        },
        "a file is taken out": { $0.filter { !$0.key.hasSuffix("send.csv") } },
        "a file is put in": { $0.merging(["series/send/letter.txt": [1]]) { $1 } },
        "the manifest is taken out": { $0.filter { !$0.key.hasPrefix("backup.json") } },
        "a file is put in and the list says so": { files in
          files.merging([
            "series/send/letter.txt": [1],
            "files.sha256": files["files.sha256", default: []]
              + BackupManifest.line("series/send/letter.txt", Digest(of: [1])),
          ]) { $1 }
        },
        "a file is taken out, and the list": {
          $0.filter { !$0.key.hasSuffix("send.csv") && $0.key != "files.sha256" }
        },
      ]

  @Test(arguments: hands.map(\.key))
  func `a backup that was sealed anew without the signing key replaces nothing`(
    what: String
  ) throws {
    let hand = try #require(Self.hands.first { $0.key == what }?.value)
    try Self.with { _, place in
      let files = try Self.open(place)
      let others = hand(files)
      #expect(others != files)
      try Self.seal(others.sorted { $0.key < $1.key }, in: place)
      let found = try Self.restore(place)
      #expect(found.value == nil && found.findings.first?.code == "backup-not-proved")
      #expect(try !Self.names(in: place).contains("series"))
    }
  }

  @Test func `a backup that was packed anew in another order is the same backup`() throws {
    try Self.with { series, place in
      try Self.seal(Self.open(place).sorted { $0.key > $1.key }, in: place)
      let restored = try Self.restore(place, key: series.key.verificationKey)
      #expect(restored.value?.verification.findings == [])
    }
  }

  @Test func `a file that differs is named`() throws {
    try Self.with { _, place in
      var files = try Self.open(place)
      files["series/send/letter.txt"] = [1]
      files["series/send/send.csv"] = [1]
      try Self.seal(files.sorted { $0.key < $1.key }, in: place)
      #expect(
        try Self.restore(place).findings.map(\.subject) == ["send/letter.txt", "send/send.csv"])
    }
  }

  @Test func `the list of files says what sha256sum says of them`() throws {
    try Self.with { _, place in
      let files = try Self.open(place)
      let lines = files.filter { $0.key.hasPrefix("series/") }.map { name, bytes in
        "\(Digest(of: bytes))  \(name)"
      }
      let list = String(decoding: try #require(files["files.sha256"]), as: UTF8.self)
      #expect(list.split(separator: "\n").map(String.init).sorted() == lines.sorted())
      #expect(list.hasSuffix("\n"))
    }
  }

  @Test(arguments: [true, false])
  func `a backup of the first form is restored, and one that differs is not`(
    isWhole: Bool
  ) throws {
    try Self.with { series, place in
      var files = try Self.open(place)
      files["files.sha256"] = nil
      let now = try JSONDecoder().decode(
        BackupManifest.self, from: Data(try #require(files["backup.json"])))
      let kept = files.filter { $0.key.hasPrefix("series/") }.sorted { $0.key < $1.key }
      let first = FirstBackupManifest(
        backup: 1, series: now.series, head: now.head, made: now.made,
        files: kept.map { name, bytes in
          FirstBackupManifest.File(
            path: String(name.dropFirst(7)), bytes: bytes.count, sha256: Digest(of: bytes))
        })
      let manifest = [UInt8](try canonicalJSON(first))
      files["backup.json"] = manifest
      files["backup.json.sig"] = Array(try sign(manifest, with: series.key, comment: "").utf8)
      let lost = try #require(files.keys.first { $0.hasPrefix("series/clean/") })
      if !isWhole { files[lost] = nil }
      try Self.seal(files.sorted { $0.key < $1.key }, in: place)
      let found = try Self.restore(place, key: series.key.verificationKey)
      #expect((found.value != nil) == isWhole)
      #expect(found.findings.map(\.subject) == (isWhole ? [] : [String(lost.dropFirst(7))]))
    }
  }

  /// What is in the archive of a backup.
  private static func open(_ place: URL) throws -> [String: [UInt8]] {
    let archive = place.appending(path: "open.zip").path
    try unsealFile(
      at: place.appending(path: "backup.age").path, to: archive,
      with: AgeKeys(passphrase: words))
    var reader = try ZipReader(path: archive, limits: .inbox)
    var files: [String: [UInt8]] = [:]
    while let entry = try reader.next() { files[entry.name] = try reader.readAll() }
    return files
  }

  /// Puts files in the place of those of the backup.
  private static func seal(_ files: [(key: String, value: [UInt8])], in place: URL) throws {
    let sealed = place.appending(path: "backup.age").path
    let other = place.appending(path: "other.zip").path
    var writer = try ZipWriter(path: other)
    for (name, bytes) in files { try writer.add(name, bytes: bytes) }
    try writer.finish()
    try FileManager.default.removeItem(atPath: sealed)
    var random = SystemRandom()
    try sealFile(
      at: other, to: sealed, for: .passphrase(try #require(words), workFactor: 10),
      using: &random)
  }
}
