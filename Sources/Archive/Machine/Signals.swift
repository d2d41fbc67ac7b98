import Glibc

/// Whether the program was started with a signal to be ignored, as `nohup` does.
package func isIgnored(_ signal: Int32) -> Bool {
  var action = sigaction()
  guard unsafe sigaction(signal, nil, &action) == 0 else { return false }
  return unsafe unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1
}
