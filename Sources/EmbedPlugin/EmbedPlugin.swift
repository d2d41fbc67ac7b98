import Foundation
import PackagePlugin

/// Writes the YAML files beside a target's sources into one Swift file of string literals.
///
/// Every character that a literal could take for something else is escaped, so that no text,
/// whatever quotes, backslashes or line breaks it holds, changes on its way into the program.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target.sourceModule else { return [] }
    let folder = target.directoryURL
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".yaml") }.sorted()
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    let inputs = names.map { folder.appending(path: $0) }
    var source = "let embedded: [(name: String, text: String)] = [\n"
    for (name, input) in zip(names, inputs) {
      let text = try String(contentsOf: input, encoding: .utf8)
      source += "  (\(literal(String(name.dropLast(5)))), \(literal(text))),\n"
    }
    source += "]\n"
    if (try? String(contentsOf: output, encoding: .utf8)) != source {
      try source.write(to: output, atomically: true, encoding: .utf8)
    }
    return [
      .buildCommand(
        displayName: "Embedding \(names.count) files", executable: URL(filePath: "/bin/true"),
        arguments: [], inputFiles: inputs, outputFiles: [output])
    ]
  }

  /// A Swift string literal on one line.
  private func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": literal += "\\n"
      case "\"": literal += "\\\""
      case "\\": literal += "\\\\"
      case " "..."~": literal.unicodeScalars.append(scalar)
      default: literal += "\\u{\(String(scalar.value, radix: 16))}"
      }
    }
    return literal + "\""
  }
}
