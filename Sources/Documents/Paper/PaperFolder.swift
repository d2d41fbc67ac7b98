import Archive
import Foundation

/// A private folder in which PDFs are made, gone when that is done.
struct PaperFolder: Sendable {
  let url: URL

  static func with<Result>(
    _ body: (PaperFolder) throws(DocumentError) -> Result
  ) throws(DocumentError) -> Result {
    let folder = try temporaryFolder()
    return try body(PaperFolder(url: folder.url))
  }

  /// A folder inside, for one process.
  func inner(_ name: String) throws(DocumentError) -> PaperFolder {
    try PaperFolder(making: url.appending(path: name))
  }

  private init(url: URL) { self.url = url }

  private init(making url: URL) throws(DocumentError) {
    self.url = url
    do {
      try FileManager.default.createDirectory(
        at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(url.path, "the temporary folder cannot be written")
    }
  }

  func write(_ bytes: [UInt8], to name: String) throws(DocumentError) {
    do {
      try Data(bytes).write(to: url.appending(path: name))
    } catch {
      throw .file(name, "cannot be written")
    }
  }

  /// Lets a file elsewhere have a name in the folder: no path stands on a command line.
  func link(_ name: String, to path: String) throws(DocumentError) {
    do {
      try FileManager.default.createSymbolicLink(
        at: url.appending(path: name),
        withDestinationURL: URL(filePath: path).absoluteURL.standardizedFileURL)
    } catch {
      throw .file(name, "cannot be written")
    }
  }

  func read(_ name: String) throws(DocumentError) -> [UInt8] {
    guard let data = try? Data(contentsOf: url.appending(path: name)) else {
      throw .file(name, "cannot be read")
    }
    return Array(data)
  }
}

/// The sizes of the pages of a PDF, by `pdfinfo`.
struct PageSizes {
  let sizes: [PaperSheet.PageSize]
  /// More pages than anybody marks.
  static let most = 1_000

  init(of file: String, in folder: PaperFolder, searchPath: String) throws(DocumentError) {
    let outcome = try Poppler(searchPath: searchPath)
      .run(Poppler.Job("pdfinfo", ["-l", "\(Self.most + 1)", file]), in: folder.url)[0]
    var sizes: [PaperSheet.PageSize] = []
    for line in String(decoding: outcome.output, as: UTF8.self).split(separator: "\n") {
      // Page    1 size:  595 x 842 pts (A4), or with one page Page size:
      let words = line.split(separator: " ")
      guard words.first == "Page", let colon = words.firstIndex(of: "size:"),
        words.count > colon + 3, let width = Double(words[colon + 1]),
        let height = Double(words[colon + 3])
      else { continue }
      sizes.append(
        PaperSheet.PageSize(width: Int(width * 1_000), height: Int(height * 1_000)))
    }
    guard outcome.isFine, !sizes.isEmpty, sizes.count <= Self.most,
      sizes.allSatisfy({ (72_000...15_000_000).contains($0.width) && $0.height >= 72_000 })
    else { throw .poppler("pdfinfo", "the pages have no sizes that paper has") }
    self.sizes = sizes
  }
}

/// The frame into which qpdf joins PDFs, in its JSON: an empty page for the backs of sheets, and a
/// bookmark for each PDF.
struct PaperOutline {
  let json: [UInt8]

  /// Takes titles with numbers of pages; each begins on an odd page.
  init(_ papers: [(title: String, pages: Int)]) {
    var objects: [String] = []
    func add(_ value: String) { objects.append(value) }
    let first = 5
    let last = first + papers.count - 1
    add(#"{"/Type":"/Catalog","/Pages":"2 0 R","/Outlines":"3 0 R","/PageMode":"/UseOutlines"}"#)
    add(#"{"/Type":"/Pages","/Kids":["4 0 R"],"/Count":1}"#)
    add(
      #"{"/Type":"/Outlines","/First":"\#(first) 0 R","/Last":"\#(last) 0 R","/Count":\#(papers.count)}"#
    )
    add(#"{"/Type":"/Page","/Parent":"2 0 R","/MediaBox":[0,0,595,842],"/Resources":{}}"#)
    var page = 0
    for (place, paper) in papers.enumerated() {
      let number = first + place
      let before = place > 0 ? #","/Prev":"\#(number - 1) 0 R""# : ""
      let next = number < last ? #","/Next":"\#(number + 1) 0 R""# : ""
      add(
        #"{"/Title":"u:\#(paper.title)","/Parent":"3 0 R","/Dest":[\#(page),"/Fit"]\#(before)\#(next)}"#
      )
      page += paper.pages + paper.pages % 2
    }
    let listed = objects.enumerated().map { number, value in
      #""obj:\#(number + 1) 0 R":{"value":\#(value)}"#
    }
    let text = """
      {"qpdf":[{"jsonversion":2,"pdfversion":"1.5","pushedinheritedpageresources":false,\
      "calledgetallpages":false,"maxobjectid":\(objects.count)},{\(listed.joined(separator: ",")),\
      "trailer":{"value":{"/Root":"1 0 R","/Size":\(objects.count + 1)}}}]}
      """
    json = Array(text.utf8)
  }
}
