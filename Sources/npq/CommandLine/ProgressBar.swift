import Foundation
import Synchronization

/// The line on stderr that says how far a long step has come.
///
/// On a terminal it stands from half a second on and is gone when the step is done; in a log it is a
/// new line every ten seconds.
final class ProgressBar: Sendable {
  private struct State {
    var start = ContinuousClock.now
    var done = 0
    var all = 0
    var isShown = false
    var timer: (any DispatchSourceTimer)?
  }

  private let isLog: Bool
  private let state = Mutex(State())

  init(isLog: Bool) { self.isLog = isLog }

  /// Takes in how far the step is; 0 begins it, and all ends it.
  func show(_ done: Int, of all: Int) {
    state.withLock { state in
      if done == 0 { begin(&state) }
      (state.done, state.all) = (max(done, state.done), all)
      guard done == all else { return }
      state.timer?.cancel()
      state.timer = nil
      if state.isShown { write("\r\u{1B}[K") }
      state.isShown = false
    }
  }

  private func begin(_ state: inout State) {
    state.timer?.cancel()
    state = State()
    let timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "npq.progress"))
    timer.setEventHandler { [weak self] in self?.tick() }
    if isLog {
      timer.schedule(deadline: .now() + 10, repeating: 10)
    } else {
      timer.schedule(deadline: .now() + 0.5, repeating: 0.25)
    }
    timer.resume()
    state.timer = timer
  }

  private func tick() {
    state.withLock { state in
      guard state.timer != nil else { return }
      let time = ContinuousClock.now - state.start
      let line = Self.line(state.done, of: state.all, after: time, withBar: !isLog)
      write(isLog ? "npq: \(line)\n" : "\r\(line)\u{1B}[K")
      state.isShown = !isLog
    }
  }

  /// Count, rate and the time that is left at that rate.
  static func line(_ done: Int, of all: Int, after time: Duration, withBar: Bool) -> String {
    let seconds = Double(time.components.seconds) + Double(time.components.attoseconds) / 1e18
    let rate = seconds > 0 ? Double(done) / seconds : 0
    let filled = done * 24 / max(all, 1)
    let bar =
      "[" + String(repeating: "#", count: filled) + String(repeating: " ", count: 24 - filled)
      + "] "
    let speed = rate >= 10 ? "\(Int(rate))" : String(format: "%.1f", rate)
    let count = (withBar ? bar : "") + "\(done.grouped) of \(all.grouped)"
    guard rate > 0 else { return count }
    let left = Int((Double(all - done) / rate).rounded(.up))
    return "\(count), \(speed) a second, \(span(left)) left"
  }

  private static func span(_ seconds: Int) -> String {
    if seconds < 90 { return "\(seconds) s" }
    return seconds < 5_400 ? "\((seconds + 30) / 60) min" : "\((seconds + 1_800) / 3_600) h"
  }

  private func write(_ text: String) { FileHandle.standardError.write(Data(text.utf8)) }
}
