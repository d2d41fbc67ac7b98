import Archive
import Foundation
import Synchronization
import Testing

@testable import Ledger

@Suite struct Turns {
  private static func with(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "npq-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "held"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func holder(_ command: String, process: Int32 = 4_711) -> SeriesTurn.Holder {
    SeriesTurn.Holder(
      command: command, person: "office", process: process, since: "2027-03-22T09:00:00Z")
  }

  @Test func `who has the turn is nobody else's to read`() throws {
    try Self.with { folder in
      let turn = try SeriesTurn(in: folder, as: Self.holder("receive")) { _ in }
      let path = folder.appending(path: SeriesTurn.fileName).path
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      withExtendedLifetime(turn) {}
    }
  }

  @Test func `whoever comes second is told for whom they wait, and has the turn afterwards`() throws
  {
    try Self.with { folder in
      let waiting = DispatchSemaphore(value: 0)
      let done = DispatchSemaphore(value: 0)
      let told = Mutex<[String]>([])
      func first() throws {
        let turn = try SeriesTurn(in: folder, as: Self.holder("receive")) { _ in }
        Thread.detachNewThread {
          let second = try? SeriesTurn(in: folder, as: Self.holder("collect", process: 4_712)) {
            news in
            if case .waiting(let holder?) = news {
              told.withLock { $0.append("\(holder.command) of \(holder.person) \(holder.process)") }
            }
            waiting.signal()
          }
          if second != nil { told.withLock { $0.append("had the turn") } }
          done.signal()
        }
        waiting.wait()
        _ = consume turn
      }
      try first()
      done.wait()
      #expect(told.withLock { $0 } == ["receive of office 4711", "had the turn"])
    }
  }

  @Test func `a command that opens a series twice does not wait for itself`() throws {
    try Self.with { folder in
      let outer = try SeriesTurn(in: folder, as: Self.holder("carry")) { _ in }
      let inner = try SeriesTurn(in: folder, as: Self.holder("carry")) { _ in
        Issue.record("there was nothing to wait for")
      }
      _ = consume inner
      let file = folder.appending(path: SeriesTurn.fileName)
      #expect(try String(contentsOf: file, encoding: .utf8).contains("carry"))
      _ = consume outer
      #expect(try String(contentsOf: file, encoding: .utf8).isEmpty)
    }
  }

  @Test func `what a dead command left half-written is removed, and that is told`() throws {
    try Self.with { folder in
      let line = "4711\t2027-03-22T09:00:00Z\treceive\toffice\n"
      try Data(line.utf8).write(to: folder.appending(path: SeriesTurn.fileName))
      let left = [".npq-partial-1", "held/.working-x", "held/kept"]
      for name in left { try Data().write(to: folder.appending(path: name)) }
      var told: [String] = []
      let turn = try SeriesTurn(in: folder, as: Self.holder("collect")) { news in
        if case .interrupted(let holder, let removed) = news {
          told = ["\(holder.command) \(holder.process)"] + removed
        }
      }
      _ = consume turn
      #expect(told == ["receive 4711", ".npq-partial-1", "held/.working-x"])
      #expect(FileManager.default.fileExists(atPath: folder.appending(path: "held/kept").path))
    }
  }

  @Test func `nobody is told anything where all is well`() throws {
    try Self.with { folder in
      for command in ["receive", "collect"] {
        let turn = try SeriesTurn(in: folder, as: Self.holder(command)) { _ in
          Issue.record("there was nothing to tell")
        }
        _ = consume turn
      }
    }
  }

  @Test func `what somebody works in is not taken for a remnant`() throws {
    try Self.with { folder in
      let held = folder.appending(path: "held")
      let working = try PrivateFolder(in: held, named: ".working-")
      #expect(leftOvers(in: folder) == [])
      _ = consume working
      #expect(try FileManager.default.contentsOfDirectory(atPath: held.path) == [])
    }
  }
}
