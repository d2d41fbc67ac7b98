import ArgumentParser
import Findings
import Foundation
import Sealing

/// Where the words come from that open the keys of a series: a file, or the person at the terminal.
///
/// They are never shown, never kept, and never stand on a command line, where others could read
/// them.
struct PassphraseSource {
  /// A file or a descriptor (`/dev/fd/3`) whose first line they are; nil to ask.
  let file: String?

  private static let fewest = 8
  private static let tries = 3

  /// Opens something with the words; a person may try again where they are wrong.
  func opening<Value>(
    _ path: String, _ open: (Passphrase) throws(KeyError) -> Value
  ) throws -> (value: Value, words: Passphrase) {
    if let file {
      let words = try Self.words(in: file)
      return (try open(words), words)
    }
    for _ in 1..<Self.tries {
      guard let words = Terminal.asked("passphrase of \(path.escaped): ").flatMap(Passphrase.init)
      else { throw KeyError.passphraseNeeded(path: path) }
      do throws(KeyError) {
        return (try open(words), words)
      } catch {
        guard case .passphraseWrong = error else { throw error }
        Terminal.note("that does not open it; try again")
      }
    }
    guard let words = Terminal.asked("passphrase of \(path.escaped): ").flatMap(Passphrase.init)
    else { throw KeyError.passphraseNeeded(path: path) }
    return (try open(words), words)
  }

  /// New words to lock keys under: long enough, and where they are typed, twice the same.
  func new() throws -> Judged<Passphrase> {
    let text: String
    if let file {
      text = try Self.line(of: file)
    } else {
      guard let typed = Terminal.asked("new passphrase for the keys: ") else {
        return Self.fault(
          "passphrase-needed", "no passphrase was given to lock the keys under",
          remedy: "run it at a terminal, or name a file that holds it")
      }
      guard typed.count < Self.fewest || Terminal.asked("the same again: ") == typed else {
        return Self.fault(
          "passphrase-differs", "the passphrase was typed in two ways", remedy: "run it again")
      }
      text = typed
    }
    guard text.count >= Self.fewest, let words = Passphrase(text) else {
      return Self.fault(
        "passphrase-short", "the passphrase has fewer than \(Self.fewest) characters",
        remedy: "take six words that do not belong together, and keep them apart from the keys")
    }
    return Judged(words)
  }

  private static func fault(
    _ code: String, _ message: String, remedy: String
  ) -> Judged<Passphrase> {
    Judged(nil, [Finding(code, .refused, "", message, remedy: remedy)])
  }

  static func words(in file: String) throws -> Passphrase {
    guard let words = Passphrase(try line(of: file)) else {
      throw ValidationError("the file of the passphrase is empty: \(file.escaped)")
    }
    return words
  }

  /// The first line of a file, whose end does not belong to it.
  private static func line(of file: String) throws -> String {
    guard let handle = FileHandle(forReadingAtPath: file),
      let data = try? handle.read(upToCount: 4_096)
    else { throw ValidationError("the file of the passphrase cannot be read: \(file.escaped)") }
    var status = stat()
    let isFile = fstat(handle.fileDescriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard !isFile || status.st_mode & 0o077 == 0 else {
      throw KeyError.openToOthers(path: file, mode: UInt16(status.st_mode & 0o7777))
    }
    let line = data.prefix { $0 != 10 && $0 != 13 }
    guard let text = String(data: line, encoding: .utf8) else {
      throw ValidationError("the passphrase in \(file.escaped) is not text in UTF-8")
    }
    return text
  }
}
