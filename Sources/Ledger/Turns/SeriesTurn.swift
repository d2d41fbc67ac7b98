package import Foundation

/// The right to change a series, which one command has at a time; the others queue.
///
/// It is a lock of the operating system on a file of the series, which also says who has it. The
/// system gives it back when its process ends, however that ends; what still stands in the file
/// then tells that a command was interrupted.
package struct SeriesTurn: ~Copyable, Sendable {
  /// Who has the turn.
  package struct Holder: Sendable {
    package let command: String
    package let person: String
    /// Its process.
    package let process: Int32
    /// Since when, as `2027-03-15T09:00:00Z`.
    package let since: String

    package init(command: String, person: String, process: Int32, since: String) {
      self.command = command
      self.person = person
      self.process = process
      self.since = since
    }

    fileprivate var line: String { "\(process)\t\(since)\t\(command)\t\(person)\n" }

    fileprivate init?(line: String) {
      let parts =
        line.split(separator: "\n").first?
        .split(separator: "\t", maxSplits: 3, omittingEmptySubsequences: false) ?? []
      guard parts.count == 4, let process = Int32(parts[0]) else { return nil }
      self.init(
        command: String(parts[2]), person: String(parts[3]), process: process,
        since: String(parts[1]))
    }
  }

  /// What is told while the turn is taken.
  package enum News: Sendable {
    /// Another command has the turn.
    case waiting(for: Holder?)
    /// An earlier command ended in the middle; what it left half done was removed, these files.
    case interrupted(Holder, removed: [String])
  }

  static let fileName = ".npq-turn"

  private let handle: FileHandle
  /// Whether the same process has the turn already, and keeps it when this one is given back.
  private let isNested: Bool

  /// Takes the turn as soon as nobody else has it.
  package init(in folder: URL, as holder: Holder, tell: (News) -> Void) throws {
    let path = folder.appending(path: Self.fileName).path
    let descriptor = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, mode_t(0o600))
    guard descriptor >= 0 else { throw LedgerError.noTurn(path, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      let other = Self.holder(at: path)
      guard other?.process != holder.process else {
        self.handle = handle
        isNested = true
        return
      }
      tell(.waiting(for: other))
      while flock(descriptor, LOCK_EX) != 0 {
        guard errno == EINTR else { throw LedgerError.noTurn(path, errno) }
      }
    }
    let before = Self.holder(at: path)
    let removed = leftOvers(in: folder)
    for name in removed { try FileManager.default.removeItem(at: folder.appending(path: name)) }
    if let before { tell(.interrupted(before, removed: removed)) }
    try handle.truncate(atOffset: 0)
    try handle.write(contentsOf: Data(holder.line.utf8))
    self.handle = handle
    isNested = false
  }

  deinit { if !isNested { ftruncate(handle.fileDescriptor, 0) } }

  private static func holder(at path: String) -> Holder? {
    // Not all at once: of a file without bytes, as this mostly is, Foundation 6.3 forgets 4096.
    guard let file = FileHandle(forReadingAtPath: path),
      let bytes = try? file.read(upToCount: 4_096)
    else { return nil }
    return Holder(line: String(decoding: bytes, as: UTF8.self))
  }
}
