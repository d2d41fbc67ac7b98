import Foundation
import Testing

@testable import Documents

/// The examples of the page that explains the method.
@Suite struct WordCountPageTests {
  static let page = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../Sources/Documents/Documents.docc/WordCount.md")

  /// Each example with the number that the page promises.
  static func examples() throws -> [(String, Int)] {
    let text = try String(contentsOf: page, encoding: .utf8)
    return text.split(separator: "\n").flatMap { line -> [(String, Int)] in
      let cells = line.split(separator: "|")
      guard cells.count == 3, let number = Int(cells[1].split(separator: " ").first ?? "") else {
        return []
      }
      return cells[0].matches(of: /`([^`]+)`/).map { (unescaped(String($0.output.1)), number) }
    }
  }

  /// Characters that a page cannot show stand as `\\uXXXX`.
  private static func unescaped(_ text: String) -> String {
    text.replacing(/\\u([0-9A-F]{4})/) { match in
      UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) }
        ?? ""
    }
  }

  @Test func `every example of the page counts as it says`() throws {
    let examples = try Self.examples()
    #expect(examples.count > 40)
    for (text, count) in examples {
      #expect(countWords(text) == count, "\(text)")
    }
  }
}
