import Archive
import ArgumentParser
import Findings
import Foundation

/// A table that people fill in: written with `-o`, taken back with `--apply`.
struct TableOptions: ParsableArguments {
  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "Write the table here, .xlsx or .csv; - for CSV on stdout.")
  var table: String?
  @Option(help: "Take back such a table, filled in; - for stdin.") var apply: String?
  @Flag(help: "Write over a file that stands there already.") var force = false

  func validate() throws {
    guard table == nil || apply == nil else {
      throw ValidationError("-o writes what --apply reads: give one of them")
    }
  }

  /// Whether the table is what goes to stdout.
  var isOnStdout: Bool { table == "-" }

  /// Writes the table where one is asked for, as a workbook under a name that says so.
  func write(csv: () -> [UInt8], workbook: () throws -> [UInt8]) throws {
    guard let table else { return }
    if isOnStdout { return FileHandle.standardOutput.write(Data(csv())) }
    let isWorkbook = URL(filePath: table).pathExtension.lowercased() == "xlsx"
    try writeWhole(isWorkbook ? workbook() : csv(), to: table, replacing: force)
  }
}
