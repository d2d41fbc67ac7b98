import Findings
import Foundation
import Glibc

extension Terminal {
  /// Whether a person sits at both ends.
  static var isAttended: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1 }

  /// Whether what is written to stdout shows on a terminal.
  static var isStandardOutputATerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The statements that a person confirms one by one; none where nobody sits there to be asked.
  static func confirmed(_ statements: [String]) -> [String] {
    guard isAttended else { return [] }
    return statements.filter { statement in
      FileHandle.standardError.write(Data("Is this true? \(statement.escaped) [y/N] ".utf8))
      return ["y", "yes"].contains(readLine()?.lowercased() ?? "")
    }
  }

  /// What a person types without its being shown; nil where nobody sits there to be asked.
  static func asked(_ prompt: String) -> String? {
    var shown = termios()
    guard isAttended, tcgetattr(STDIN_FILENO, &shown) == 0 else { return nil }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    // The question comes when nothing shows any more, since some answer before they are asked.
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
    FileHandle.standardError.write(Data(prompt.utf8))
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
      FileHandle.standardError.write(Data("\n".utf8))
    }
    return readLine()
  }
}
