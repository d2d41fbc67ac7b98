import Foundation
import PackagePlugin

/// Writes the YAML files beside a target's sources, and the HTML, CSS and JavaScript anywhere in its
/// folder, into one Swift file of string literals.
///
/// A YAML file is named without its ending, for it is one of a kind; the others keep theirs.
///
/// The writing is a command of the build, with the files as its inputs, since the plugin itself is
/// not asked again when only the content of a file changes.
@main
struct EmbedPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target.sourceModule else { return [] }
    let inputs = try FileManager.default
      .subpathsOfDirectory(atPath: target.directoryURL.path)
      .filter(Self.isEmbedded).sorted()
      .map { target.directoryURL.appending(path: $0) }
    let output = context.pluginWorkDirectoryURL.appending(path: "Embedded.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(inputs.count) files", executable: URL(filePath: "/bin/sh"),
        arguments: ["-c", script, "embed", output.path] + inputs.map(\.path),
        inputFiles: inputs, outputFiles: [output])
    ]
  }

  private static func isEmbedded(_ path: String) -> Bool {
    let isBeside = !path.utf8.contains(UInt8(ascii: "/"))
    return isBeside && path.hasSuffix(".yaml")
      || [".html", ".css", ".js"].contains { path.hasSuffix($0) }
  }

  /// Backslashes, quotes and carriage returns are escaped, so that no text can end its literal or
  /// change on its way; the empty line before the end keeps a file's last line break.
  private let script = #"""
    set -eu
    output=$1
    shift
    {
      echo 'let embedded: [(name: String, text: String)] = ['
      for file; do
        printf '  ("%s", """\n' "$(basename "$file" .yaml)"
        sed 's/\\/\\\\/g; s/"/\\"/g; s/\r/\\r/g' "$file"
        printf '\n"""),\n'
      done
      echo ']'
    } >"$output.new"
    mv "$output.new" "$output"
    """#
}
