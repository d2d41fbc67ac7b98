import Documents

/// A response that was marked already and shows assessors what the levels mean, in Markdown.
package struct Exemplar: Sendable, Hashable, Codable {
  /// The name of its file.
  package let name: String
  package let text: String

  package init(name: String, text: String) {
    self.name = name
    self.text = text
  }

  /// What people call it: its first heading, else its file's name.
  package var title: String {
    let heading = layoutMarkdown(text).first { block in
      if case .heading = block.kind { true } else { false }
    }
    let words = (heading?.runs ?? []).compactMap { run -> String? in
      if case .text(let text, _, _) = run { text } else { nil }
    }
    return words.isEmpty ? name : words.joined()
  }
}
