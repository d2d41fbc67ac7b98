import Archive
import Foundation
import Synchronization

/// What the program does when it is told to end: by Ctrl-C, by the system, or by a terminal that is
/// closed.
///
/// It takes its private folders with it. A long step hears Ctrl-C first, and ends where nothing is
/// half done; asked again, the program ends at once, as safe as a power cut.
final class StopSignal: Sendable {
  static let ofProgram = StopSignal()

  private let sources = Mutex<[any DispatchSourceSignal]>([])
  private let isStepRunning = Atomic(false)
  private let asked = Atomic(false)

  /// Whether a long step was asked to stop.
  var isAsked: Bool { asked.load(ordering: .relaxed) }

  /// A long step begins, or ends.
  func step(isRunning: Bool) { isStepRunning.store(isRunning, ordering: .relaxed) }

  /// Hears what the program is told from now on; what it was started to ignore it does not hear.
  func listen() {
    let queue = DispatchQueue(label: "npq.stop")
    sources.withLock { sources in
      for number in [SIGINT, SIGTERM, SIGHUP] where !isIgnored(number) {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { [self] in hear(number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  private func hear(_ number: Int32) {
    let isFirst = number == SIGINT && isStepRunning.load(ordering: .relaxed)
    if isFirst, !asked.exchange(true, ordering: .relaxed) {
      Terminal.note("stopping where nothing is half done; Ctrl-C again stops at once")
      return
    }
    PrivateFolder.endWithout {
      // It ends by the signal, as whoever sent it expects.
      signal(number, SIG_DFL)
      var itself = sigset_t()
      sigemptyset(&itself)
      sigaddset(&itself, number)
      pthread_sigmask(SIG_UNBLOCK, &itself, nil)
      raise(number)
    }
  }
}
