import Foundation
import Glibc

/// The terminal while marking: keys one at a time, and a screen of its own.
struct MarkTerminal {
  private let before: termios

  /// Takes the terminal over; nil where nobody sits at it.
  init?() {
    var shown = termios()
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      tcgetattr(STDIN_FILENO, &shown) == 0
    else { return nil }
    before = shown
    var raw = shown
    raw.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw) == 0 else { return nil }
    // The other screen, so that what stood on the terminal comes back.
    put("\u{1B}[?1049h\u{1B}[?25l")
  }

  /// Gives the terminal back as it was.
  func leave() {
    put("\u{1B}[?25h\u{1B}[?1049l")
    var before = before
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
  }

  var size: (width: Int, height: Int) {
    var window = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &window) == 0, window.ws_col > 0 else {
      return (80, 24)
    }
    return (max(40, Int(window.ws_col)), max(12, Int(window.ws_row)))
  }

  func draw(_ lines: [MarkScreen.Line], width: Int) {
    var text = "\u{1B}[H"
    for (number, line) in lines.enumerated() {
      let blanks = String(repeating: " ", count: max(0, width - line.text.columns))
      let isEdge = number == 0 || number == lines.count - 1
      let look = isEdge ? "\u{1B}[7m" : line.isStrong ? "\u{1B}[1m" : ""
      text += "\(look)\(line.text)\(blanks)\(look.isEmpty ? "" : "\u{1B}[0m")"
      if number + 1 < lines.count { text += "\r\n" }
    }
    put(text)
  }

  /// Waits for keys; none at the end of what is typed, or where the terminal has gone.
  func keys(after rest: inout [UInt8]) -> [Key]? {
    while true {
      // An escape by itself is a key; with more behind it, it begins one. A moment tells them apart.
      var ready = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
      if !rest.isEmpty, poll(&ready, 1, 50) == 0 {
        defer { rest = [] }
        return rest == [0x1B] ? [.escape] : []
      }
      var buffer = [UInt8](repeating: 0, count: 4_096)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0, errno == EINTR { return [] }
      guard count > 0 else { return nil }
      let bytes = rest + buffer.prefix(count)
      if bytes == [0x1B] {
        rest = bytes
        continue
      }
      let found = Key.read(bytes)
      rest = found.rest
      if !found.keys.isEmpty { return found.keys }
    }
  }

  private func put(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
