import Archive
import Findings
import Foundation
import Testing

/// Archives that ordinary programs make of ordinary files: none may be refused.
@Suite struct HonestTests {
  private static let files = [
    "essay.docx": "words ", "notes/a.txt": "", "notes/deep/b.txt": "x",
    "notes/Étude.txt": String(repeating: "the same again ", count: 20_000),
  ]

  /// Lays out the files in a folder and tells what an archive of them must hold.
  private func layOut(in folder: URL) throws {
    for (name, text) in Self.files {
      let url = folder.appending(path: name)
      try FileManager.default.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.utf8).write(to: url)
    }
  }

  /// Reads every entry and compares with what was laid out.
  private func check(_ archive: URL, _ comment: Comment = "") throws {
    var found: [String: String] = [:]
    do {
      var reader = try ZipReader(path: archive.path, limits: ArchiveLimits())
      while let entry = try reader.next() {
        let text = String(decoding: try reader.readAll(), as: UTF8.self)
        let name = entry.name.hasPrefix("./") ? String(entry.name.dropFirst(2)) : entry.name
        if entry.kind == .file { found[name] = text }
      }
    } catch {
      Issue.record("\(comment): \(error)")
    }
    #expect(found.keys.sorted() == Self.files.keys.sorted(), comment)
    let isSame = found == Self.files
    #expect(isSame, comment)
  }

  @Test(arguments: [
    ["-r", "out.zip", "."], ["-r", "-0", "out.zip", "."], ["-r", "-D", "out.zip", "."],
    ["-r", "-X", "out.zip", "."], ["-r", "-fz", "out.zip", "."], ["-r", "-fd", "out.zip", "."],
    ["-r", "-fd", "-fz-", "-0", "out.zip", "."], ["-r", "-fd", "-9", "out.zip", "."],
  ])
  func `zip makes`(_ arguments: [String]) throws {
    let tool = try Tool("zip")
    for locale in ["C", "C.UTF-8"] {
      try withFolder { folder in
        try layOut(in: folder)
        let result = try tool.run(arguments, in: folder, ["LC_ALL": locale])
        #expect(result.code == 0, "\(result.output)")
        try check(folder.appending(path: "out.zip"), "\(arguments) \(locale)")
      }
    }
  }

  @Test(arguments: ["", "-0", "-9 -X", "-D"])
  func `zip makes in a pipe`(_ options: String) throws {
    _ = try Tool("zip")
    let shell = try Tool("bash")
    try withFolder { folder in
      try layOut(in: folder)
      let command = "zip -r \(options) - . -x out.zip | cat > out.zip"
      let result = try shell.run(["-c", command], in: folder, ["LC_ALL": "C.UTF-8"])
      #expect(result.code == 0, "\(result.output)")
      try check(folder.appending(path: "out.zip"), "\(options)")
    }
  }

  @Test(arguments: ["zip out.zip - < a.txt", "zip - - < a.txt | cat > out.zip"])
  func `zip makes of a stream`(_ command: String) throws {
    _ = try Tool("zip")
    let shell = try Tool("bash")
    try withFolder { folder in
      let result = try shell.run(["-c", "printf words > a.txt; \(command)"], in: folder)
      #expect(result.code == 0, "\(result.output)")
      let path = folder.appending(path: "out.zip").path
      var reader = try ZipReader(path: path, limits: ArchiveLimits())
      #expect(try reader.next()?.name == "-")
      #expect(try reader.readAll() == Array("words".utf8))
    }
  }

  @Test(arguments: [[], ["-mx=0"], ["-mcu=on"], ["-mcl=on"], ["-mtc=on"]] as [[String]])
  func `7z makes`(_ options: [String]) throws {
    let tool = try Tool("7z")
    try withFolder { folder in
      try layOut(in: folder)
      let result = try tool.run(
        ["a", "-tzip"] + options + ["out.zip", "essay.docx", "notes"], in: folder,
        ["LC_ALL": "C.UTF-8"])
      #expect(result.code == 0, "\(result.output)")
      try check(folder.appending(path: "out.zip"), "\(options)")
    }
  }

  @Test(arguments: ["ZIP_STORED", "ZIP_DEFLATED"], ["", "wide", "stream"])
  func `Python makes`(_ method: String, _ way: String) throws {
    let tool = try Tool("python3")
    let script = """
      import zipfile, os
      class Pipe:
        def __init__(self, file): self.file = file
        def write(self, data): return self.file.write(data)
        def flush(self): self.file.flush()
      out = open('out.zip', 'wb')
      with zipfile.ZipFile(Pipe(out) if '\(way)' == 'stream' else out, 'w', zipfile.\(method)) as z:
        for top, folders, files in os.walk('.'):
          for name in folders: z.write(os.path.join(top, name))
          for name in files:
            if name == 'out.zip' or name.startswith('.'): continue
            path = os.path.relpath(os.path.join(top, name))
            info = zipfile.ZipInfo.from_file(path)
            info.compress_type = zipfile.\(method)
            with z.open(info, 'w', force_zip64='\(way)' == 'wide') as f: f.write(open(path, 'rb').read())
      out.close()
      """
    try withFolder { folder in
      try layOut(in: folder)
      let result = try tool.run(["-c", script], in: folder, ["LC_ALL": "C.UTF-8"])
      #expect(result.code == 0, "\(result.output)")
      try check(folder.appending(path: "out.zip"), "\(method) \(way)")
    }
  }

  @Test(arguments: [[], ["--options", "zip:compression=store"]] as [[String]])
  func `bsdtar makes`(_ options: [String]) throws {
    let tool = try Tool("bsdtar")
    try withFolder { folder in
      try layOut(in: folder)
      for name in [".", "essay.docx notes"] {
        let result = try tool.run(
          ["--format", "zip"] + options + [
            "-cf", "/\(folder.path)/../out-\(folder.lastPathComponent)",
          ]
            + name.split(separator: " ").map(String.init), in: folder, ["LC_ALL": "C.UTF-8"])
        #expect(result.code == 0, "\(result.output)")
        let made = folder.deletingLastPathComponent()
          .appending(path: "out-\(folder.lastPathComponent)")
        defer { try? FileManager.default.removeItem(at: made) }
        let report = try checkContainer(path: made.path, limits: ArchiveLimits())
        #expect(report.findings.refusals.isEmpty, "\(report.findings)")
      }
    }
  }

  @Test(arguments: ["docx", "odt"])
  func `LibreOffice saves`(_ format: String) throws {
    let tool = try Tool("soffice")
    try withFolder { folder in
      try Data("A short case study.\n".utf8).write(to: folder.appending(path: "essay.txt"))
      let result = try tool.run(
        [
          "--headless", "--convert-to", format, "essay.txt",
          "-env:UserInstallation=file://\(folder.path)/profile",
        ],
        in: folder, ["HOME": folder.path])
      let made = folder.appending(path: "essay.\(format)")
      guard result.code == 0, FileManager.default.fileExists(atPath: made.path) else {
        try Test.cancel("soffice made nothing: \(result.output)")
      }
      var reader = try ZipReader(path: made.path, limits: ArchiveLimits())
      #expect(reader.report.findings.isEmpty, "\(reader.report.findings)")
      while let entry = try reader.next() { #expect(try reader.readAll().count == entry.bytes) }
    }
  }

  /// What the two desktop systems make, in the shapes that their archives have.
  @Test(arguments: [
    (
      "Windows Explorer",
      ZipBuilder(
        ZipItem(raw: Array("notes/essay.docx".utf8), [1, 2], deflated: true).with {
          $0.host = 0
          $0.attributes = 0x20
        },
        ZipItem("Étude.txt", flags: 0x0800).with {
          $0.host = 0
          $0.attributes = 0
        })
    ),
    (
      "macOS",
      ZipBuilder(
        ZipItem("notes/", "").both { $0.extra = extra(0x5855, le(0, 8)) },
        ZipItem(raw: Array("notes/Étude.docx".utf8), [1, 2, 3], deflated: true).streamed()
          .both { $0.extra = extra(0x5855, le(0, 8)) }.with { $0.local.extra += [] },
        ZipItem("__MACOSX/", ""),
        ZipItem(raw: Array("__MACOSX/notes/._Étude.docx".utf8), [4], deflated: true).streamed())
    ),
    (
      "OneDrive",
      ZipBuilder(ZipItem("a.txt").streamed(wide: true), ZipItem("b.txt").streamed(wide: true))
        .with { $0.wide = { $0.disks = 0 } }
    ),
    (
      "Word",
      ZipBuilder(
        ZipItem(raw: Array("[Content_Types].xml".utf8), [1, 2, 3], flags: 6, deflated: true).with {
          $0.host = 0
          $0.attributes = 0
          $0.local.extra = extra(0xA220, [UInt8](repeating: 0, count: 200))
        })
    ),
    (
      "a stream without signatures",
      ZipBuilder(
        ZipItem("a").streamed(signed: false), ZipItem("b").streamed(signed: false, wide: true))
    ),
    (
      "a stream of ZIP64 headers",
      ZipBuilder(
        ZipItem("a").streamed(wide: true).with {
          $0.local.bytes = 0xFFFF_FFFF
          $0.local.compressed = 0xFFFF_FFFF
          $0.local.extra = extra(1, le(0, 16))
        })
    ),
    (
      "a stored ZIP inside a stored stream",
      ZipBuilder(ZipItem(raw: [0x61], ZipBuilder(ZipItem("b").streamed()).bytes()).streamed())
    ),
  ])
  func `other systems make`(_ name: String, _ builder: ZipBuilder) throws {
    var reader = try ZipReader(bytes: builder.bytes(), limits: ArchiveLimits())
    var read = 0
    while let entry = try reader.next() {
      #expect(try reader.readAll().count == entry.bytes)
      read += 1
    }
    #expect(read == builder.items.count)
  }
}
