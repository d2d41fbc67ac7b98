import ArgumentParser
import Foundation
import Ledger

/// How a command says how far it has come.
struct ProgressOptions: ParsableArguments {
  enum Mode: String, ExpressibleByArgument, CaseIterable {
    case auto, log, none
  }

  @Option(help: "Show progress: on a terminal, as a line every ten seconds, or not at all.")
  var progress = Mode.auto

  @OptionGroup var cores: CoreOptions

  /// Follows the long steps of a command, and hears Ctrl-C while they last.
  func watch() -> Watch {
    let bar: ProgressBar? =
      switch progress {
      case .auto: isatty(STDERR_FILENO) == 1 ? ProgressBar(isLog: false) : nil
      case .log: ProgressBar(isLog: true)
      case .none: nil
      }
    let stop = StopSignal.ofProgram
    return Watch(
      told: { done, all in
        if done == 0 { stop.step(isRunning: true) }
        bar?.show(done, of: all)
        if done == all { stop.step(isRunning: false) }
      },
      isStopping: { stop.isAsked })
  }
}
