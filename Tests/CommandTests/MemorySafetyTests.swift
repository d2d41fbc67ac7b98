import Foundation
import Testing

/// Memory safety is proved by the compiler; this holds where it may be set aside, and that nobody
/// has taken the proof off.
@Suite struct MemorySafety {
  /// The targets that touch C, and mark each unsafe expression.
  static let touchingC: Set = ["Archive", "Markup", "Paper", "Sheets"]

  /// The targets that call nothing of the system, in which the compiler finds nothing unsafe.
  static let proved: Set = ["Findings", "Documents", "Rubrics"]

  /// How words begin by which code gets at memory.
  ///
  /// In targets that call the system by path and number the compiler would ask for a mark at every
  /// such call, and prove nothing by it.
  static let reaching = [
    "unsafe", "Unsafe", "withUnsafe", "OpaquePointer", "AutoreleasingUnsafe", "withCString",
    "withMemoryRebound", "assumingMemoryBound", "cString", "CVarArg", "withVaList", "@safe",
    "@unsafe", "@convention", "dlsym",
  ]

  /// How words begin that set a check aside and say so to nobody.
  static let unmarked = [
    "@unchecked", "@preconcurrency", "@_", "unowned", "Unmanaged", "fatalError",
    "unsafelyUnwrapped",
  ]

  /// The system's words for an error number, copied where they stand.
  static let systemWords = "String(cString: strerror(code))"

  @Test(arguments: Fence.allowed.keys.filter { !touchingC.contains($0) }.sorted())
  func `only targets that touch C get at memory`(target: String) throws {
    for file in Self.files(of: target) {
      let code = try Fence.code(of: file).replacingOccurrences(of: Self.systemWords, with: "")
      for word in Self.words(of: code) where Self.reaching.contains(where: word.hasPrefix) {
        Issue.record("\(target)/\(file.lastPathComponent) says \(word)")
      }
    }
  }

  @Test(arguments: Fence.allowed.keys.sorted())
  func `no target sets a check aside unseen`(target: String) throws {
    for file in Self.files(of: target) {
      for word in Self.words(of: try Fence.code(of: file))
      where Self.unmarked.contains(where: word.hasPrefix) {
        Issue.record("\(target)/\(file.lastPathComponent) says \(word)")
      }
    }
  }

  @Test(arguments: touchingC.sorted())
  func `a target that may get at memory does`(target: String) throws {
    let words = try Self.files(of: target).flatMap { Self.words(of: try Fence.code(of: $0)) }
    #expect(words.contains("unsafe"))
  }

  @Test func `the compiler proves what it can`() throws {
    let package = try String(
      contentsOf: Scenario.root.appending(path: "Package.swift"), encoding: .utf8)
    for target in Self.touchingC.union(Self.proved).sorted() {
      let own = try #require(package.range(of: "name: \"\(target)\"")?.upperBound)
      let rest = package[own...]
      let settings = try #require(rest.range(of: "swiftSettings: ")?.upperBound)
      #expect(rest[settings...].hasPrefix("strict"), "\(target)")
    }
    #expect(package.contains("let strict = settings + [.strictMemorySafety()]"))
    #expect(package.contains(".treatAllWarnings(as: .error)"))
    #expect(!package.contains("unsafeFlags"))
  }

  private static func files(of target: String) -> [URL] {
    Fence.files(
      under: target == "Rubrics"
        ? Scenario.root.appending(path: target) : Fence.sources.appending(path: target))
  }

  /// The words of code, with the sign before them that makes an attribute.
  private static func words(of code: String) -> [String] {
    code.matches(of: /@?[A-Za-z_]\w*/).map { String($0.0) }
  }
}
