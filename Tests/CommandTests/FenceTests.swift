import Foundation
import Testing

/// The fence between rooms: imports only along the arrows, and inside the library no name of a
/// later room in an earlier one.
@Suite struct Fence {
  /// What each target may import of the package's own targets, and of its dependencies.
  static let allowed: [String: Set<String>] = [
    "Findings": [],
    "Rubrics": [],
    "EmbedPlugin": ["PackagePlugin"],
    "Archive": ["CArchive", "CChild", "CZlib", "Findings"],
    "Markup": ["CExpat", "Findings"],
    "Sheets": ["Archive", "CXlsxWriter", "Findings", "Markup"],
    "Sealing": ["Crypto", "CryptoExtras", "Findings"],
    "Documents": ["Archive", "Findings", "Markup"],
    // A program of its own, which the others only start.
    "Paper": ["CPango", "Documents"],
    "Assessment": [
      "Archive", "Crypto", "Documents", "Findings", "Markup", "Mustache", "Rubrics", "Sealing",
      "Sheets", "Yams",
    ],
    "Ledger": [
      "Archive", "Assessment", "CSQLite", "Crypto", "Documents", "Findings", "GRDB", "Sealing",
      "Sheets",
    ],
    "npq": [
      "Archive", "ArgumentParser", "Assessment", "Documents", "Findings", "Ledger", "Rubrics",
      "Sealing", "Sheets",
    ],
  ]

  /// What comes with the toolchain may be imported anywhere.
  static let platform: Set = ["Dispatch", "Foundation", "Glibc", "Synchronization"]

  /// The rooms of the library, each with the rooms whose names it may use.
  static let rooms: [String: Set<String>] = [
    "Definition": [],
    "Exchange": ["Definition"],
    "Letters": ["Definition"],
    // A web page of ours is one file, whatever stands on it.
    "Page": ["Definition"],
    "Submission": ["Definition", "Page"],
    "Similarity": ["Definition", "Page"],
    // Tables from outside are read in one way: Exchange gives the other rooms its reader.
    "Allocation": ["Definition", "Exchange"],
    "Marking": ["Definition", "Exchange", "Page"],
    "Moderation": ["Definition", "Exchange", "Page", "Submission", "Allocation", "Marking"],
    "Results": [
      "Definition", "Exchange", "Page", "Submission", "Allocation", "Marking", "Moderation",
    ],
  ]

  static let sources = Scenario.root.appending(path: "Sources")

  static func files(under folder: URL) -> [URL] {
    let walk = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    let urls = (walk?.allObjects as? [URL]) ?? []
    return urls.filter { $0.pathExtension == "swift" }.sorted { $0.path < $1.path }
  }

  @Test(arguments: allowed.keys.sorted())
  func `a target imports only along the arrows`(target: String) throws {
    let folder =
      target == "Rubrics"
      ? Scenario.root.appending(path: "Rubrics") : Self.sources.appending(path: target)
    let permitted = Self.allowed[target, default: []].union(Self.platform)
    for file in Self.files(under: folder) {
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        guard
          let module = line.firstMatch(
            of: /^(?:[@\w()]+ )*import (?:(?:struct|enum|class|func|protocol) )?(\w+)/)?.1
        else { continue }
        #expect(
          permitted.contains(String(module)), "\(file.lastPathComponent) imports \(module)")
      }
    }
  }

  /// A release build compiles a target anew where one changed that it names; it holds the layout of
  /// types from those beneath these as well.
  @Test func `a target names all targets beneath it in the package`() throws {
    let package = try String(
      contentsOf: Scenario.root.appending(path: "Package.swift"), encoding: .utf8)
    let own = Set(Self.allowed.keys)
    let lists = package.matches(
      of: /arget\(\s*name: "(\w+)",(?:\s*path: "[^"]*",)?\s*dependencies: \[([^\]]*)\]/)
    let named = Dictionary(
      lists.map { list in
        let names = list.2.matches(of: /"(\w+)"/).map { String($0.1) }
        return (String(list.1), own.intersection(names))
      }, uniquingKeysWith: { $0.union($1) })
    #expect(named["npq"]?.contains("Ledger") == true)
    for (target, names) in named where own.contains(target) {
      for name in names {
        let beneath = named[name, default: []].subtracting(names)
        #expect(beneath.isEmpty, "\(target) lacks what \(name) stands on: \(beneath)")
      }
    }
  }

  @Test func `every target of the sources stands in the fence`() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(
      Set(folders).subtracting([
        "CArchive", "CChild", "CExpat", "CPango", "CSQLite", "CXlsxWriter", "CZlib", "Release",
      ]).isSubset(of: Self.allowed.keys))
  }

  @Test func `a room of the library names nothing of a later one`() throws {
    let library = Self.sources.appending(path: "Assessment")
    var home: [String: String] = [:]
    var texts: [(room: String, file: String, words: Set<String>)] = []
    for room in Self.rooms.keys.sorted() {
      for file in Self.files(under: library.appending(path: room)) {
        let code = try Self.code(of: file)
        for match in code.matches(
          of: /(?m)^(?:public |package )?(?:indirect )?(?:struct|enum|protocol|typealias) (\w+)/)
        {
          home[String(match.1)] = room
        }
        let words = Set(code.matches(of: /\b[A-Z]\w+/).map { String($0.0) })
        texts.append((room, file.lastPathComponent, words))
      }
    }
    for text in texts {
      let permitted = Self.rooms[text.room, default: []].union([text.room])
      for word in text.words {
        guard let other = home[word], !permitted.contains(other) else { continue }
        Issue.record("\(text.room)/\(text.file) names \(word) of \(other)")
      }
    }
  }

  /// A file without its comments and the inside of its string literals.
  static func code(of file: URL) throws -> String {
    try String(contentsOf: file, encoding: .utf8)
      .replacing(/(?m)\/\/.*$/, with: "")
      .replacing(/"[^"\n]*"/, with: "\"\"")
  }
}
