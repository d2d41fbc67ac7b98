import Archive
import Assessment
import Findings
import Foundation
import Sheets

extension ReceiveWork {
  /// Saves what is whole in a damaged package, for a person to decide on.
  ///
  /// The files go under `held/`, in a folder named by the digest of the package as it was received,
  /// under numbers, with a list of what they are and of what is lost.
  func salvage(
    _ name: String, at path: String, _ arrival: inout Arrival
  ) throws -> Salvage? {
    let staging = folder.appending(path: "salvage")
    try FileManager.default.createDirectory(
      at: staging, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let salvage: Salvage
    do throws(ArchiveError) {
      salvage = try salvageSubmission(
        path: path, staging: staging.path, limits: context.limits)
    } catch {
      guard case .refused = error else { throw error }
      return nil
    }
    let place = context.held.appending(path: arrival.original.description)
    try keep(salvage, in: staging)
    do {
      try FileManager.default.moveItem(at: staging, to: place)
    } catch {
      // The same package was salvaged before, or comes twice at once.
      guard FileManager.default.fileExists(atPath: place.path) else { throw error }
    }
    arrival.findings.append(salvage.finding(name, listing: "held/\(arrival.original)/listing.csv"))
    return salvage
  }

  /// Names the saved files by number and the kind of document, and lists them.
  private func keep(_ salvage: Salvage, in staging: URL) throws {
    var rows: [[CSVCell]] = []
    for (number, file) in salvage.saved.enumerated() {
      let name = Self.name(number + 1, for: file.name)
      try FileManager.default.moveItem(
        atPath: file.path, toPath: staging.appending(path: name).path)
      rows.append([
        .text(name), .text(file.name), .number(file.bytes), .text(file.sha256.description),
        .text(file.isListed ? "digest as listed" : "whole, but listed nowhere"),
      ])
    }
    for file in salvage.lost {
      rows.append([
        .text(""), .text(file.name), .text(""), .text(""), .text("lost: " + file.reason),
      ])
    }
    let header = ["file", "name", "bytes", "sha256", "state"]
    try writeWhole(
      writeCSV(header: header, rows: rows), to: staging.appending(path: "listing.csv").path,
      replacing: false)
  }

  /// A number, and the ending only where it is one of a few that we know.
  private static func name(_ number: Int, for name: String) -> String {
    let known = ["docx", "odt", "pdf", "txt", "md", "json"]
    let ending = known.first { name.lowercased().hasSuffix("." + $0) }.map { "." + $0 } ?? ""
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ending
  }
}

extension Salvage {
  /// What became of the files, in one finding.
  fileprivate func finding(_ subject: String, listing: String) -> Finding {
    let proven = saved.filter(\.isListed).map(\.name)
    let whole = saved.filter { !$0.isListed }.map(\.name)
    var parts: [String] = []
    if !proven.isEmpty { parts.append("saved with the right digest: \(Self.few(proven))") }
    if !whole.isEmpty { parts.append("saved whole, with no digest to check: \(Self.few(whole))") }
    if saved.isEmpty { parts.append("nothing could be saved") }
    if !lost.isEmpty {
      parts.append("lost: \(Self.few(lost.map { "\($0.name) (\($0.reason))" }))")
    }
    return Finding(
      "salvaged", .held, subject, "was damaged; " + parts.joined(separator: "; "),
      remedy: "look at \(listing), then ask for the whole file again, or receive a saved file with "
        + "--on-behalf and the time above with --times, if the person agrees")
  }

  /// At most eight names; the listing has them all.
  private static func few(_ names: [String]) -> String {
    let more = names.count > 8 ? ", and \(names.count - 8) more" : ""
    return names.prefix(8).joined(separator: ", ") + more
  }
}
