import Documents
import Foundation

/// `npq-paper FILE`: sets the sheets that a file holds as PDF files, `0.pdf` and so on, in the
/// working folder, and writes a line of numbers on each.
///
/// `npq` runs it with limits on time, memory and output, since the pictures in a script come from
/// strangers. What cannot be set has no line.
@main
enum Paper {
  static func main() throws {
    guard CommandLine.arguments.count == 2 else { return usage() }
    let bytes = Array(try Data(contentsOf: URL(filePath: CommandLine.arguments[1])))
    for (place, sheet) in try PaperSheet.read(bytes).enumerated() {
      let path = "\(place).pdf"
      let answer =
        switch sheet {
        case .script(let script): Page.write(script, to: path, place: place)
        case .heads(let head, let sizes, let limit):
          Page.write(heads: head, sizes, limit, to: path, place: place)
        }
      guard let answer else { continue }
      FileHandle.standardOutput.write(Data((answer.line + "\n").utf8))
    }
  }

  private static func usage() {
    let text = "npq-paper is a part of npq, which starts it: see npq help distribute\n"
    FileHandle.standardError.write(Data(text.utf8))
    exit(64)
  }
}
