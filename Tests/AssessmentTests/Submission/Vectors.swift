import Foundation

/// The public conformance cases, where they are on this machine.
enum Vectors {
  /// `NPQ_VECTORS`, or `shared/vectors` beside the project.
  static var folder: URL? {
    let given = ProcessInfo.processInfo.environment["NPQ_VECTORS"].map { URL(filePath: $0) }
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let folder = given ?? root.deletingLastPathComponent().appending(path: "shared/vectors")
    return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
  }

  /// The bags of one class of `bagit/`, such as `valid/v1.0/basicBag`, sorted.
  static func bags(_ group: String) -> [String] {
    guard let folder else { return [] }
    let base = folder.appending(path: "bagit/\(group)").path
    let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
    return found.filter { $0.split(separator: "/").count == 2 }.map { "\(group)/\($0)" }.sorted()
  }
}
