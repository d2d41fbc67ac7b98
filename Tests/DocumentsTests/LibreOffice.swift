import Foundation
import Testing

/// LibreOffice, where it is installed: it makes documents as people's computers do.
enum LibreOffice {
  static let program = ["/usr/bin/soffice", "/usr/local/bin/soffice"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Converts files within a folder, with a profile of its own.
  static func convert(_ names: [String], to format: String, in folder: URL) throws {
    guard let program else { throw CancellationError() }
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments =
      [
        "-env:UserInstallation=file://\(folder.path)/.profile", "--headless", "--convert-to",
        format, "--outdir", folder.path,
      ] + names.map { folder.appending(path: $0).path }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
  }
}
