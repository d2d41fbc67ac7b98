import Foundation
import Glibc

/// How far long work has come, on the terminal of whoever waits for it.
///
/// Nothing shows where nobody sits there, or where the work is done in half a second.
struct ProgressLine {
  private let what: String
  private let begun = ContinuousClock.now

  init(_ what: String) { self.what = what }

  func show(_ done: Int, of all: Int) {
    guard isatty(STDERR_FILENO) == 1, ContinuousClock.now - begun > .milliseconds(500) else {
      return
    }
    write("\r\u{1B}[K\(done) of \(all) \(what)")
  }

  /// Leaves the line as it was.
  func clear() {
    if isatty(STDERR_FILENO) == 1 { write("\r\u{1B}[K") }
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
