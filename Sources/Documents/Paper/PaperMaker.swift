package import Foundation

/// Makes PDF files of scripts with `npq-paper` and qpdf, in child processes with the limits under
/// which poppler's programs run.
///
/// One process sets many scripts. Where one of them brings it down, each is tried in a process of
/// its own, so that only that one is without a PDF.
package struct PaperMaker: Sendable {
  /// Where `npq-paper` lies.
  package let program: URL
  /// Where qpdf and poppler are looked for.
  package var searchPath = "/usr/local/bin:/usr/bin:/bin"

  package init(program: URL) { self.program = program }

  /// The programs that are not there.
  package var missing: [String] {
    let manager = FileManager.default
    let there = searchPath.split(separator: ":")
      .contains { manager.isExecutableFile(atPath: "\($0)/qpdf") }
    return (manager.isExecutableFile(atPath: program.path) ? [] : [program.lastPathComponent])
      + (there ? [] : ["qpdf"])
  }

  /// The PDFs in the order of the requests; nil for what cannot be set.
  package func make(_ requests: [PaperRequest]) throws(DocumentError) -> [PaperCopy?] {
    try PaperFolder.with { (folder) throws(DocumentError) in
      var copies = [PaperCopy?](repeating: nil, count: requests.count)
      var bare: [(place: Int, pages: BarePages)] = []
      for place in requests.indices where requests[place].hasPortable {
        let inner = try folder.inner("pages-\(place)")
        if let pages = try? pages(of: requests[place], in: inner) { bare.append((place, pages)) }
      }
      let heads = try set(
        bare.map {
          .heads(of: requests[$0.place].head, sizes: $0.pages.sizes, limit: $0.pages.limit)
        },
        in: try folder.inner("heads"))
      for ((place, pages), heads) in zip(bare, heads) {
        copies[place] = heads.flatMap { try? lay($0, over: pages) }
      }
      // Whatever has no pages of its own is set as text, and that is most of it.
      let texts = requests.indices.filter { copies[$0] == nil }
      let set = try set(texts.map { requests[$0].asText }, in: folder)
      for (place, copy) in zip(texts, set) {
        copies[place] = copy.map { $0.telling(isTextOfPortable: requests[place].hasPortable) }
      }
      return copies
    }
  }

  /// Joins PDFs into one for printing on both sides, with a bookmark for each.
  package func join(
    _ papers: [(title: String, copy: PaperCopy)]
  ) throws(DocumentError) -> [UInt8] {
    try PaperFolder.with { (folder) throws(DocumentError) in
      for (place, paper) in papers.enumerated() {
        try folder.write(paper.copy.bytes, to: "\(place).pdf")
      }
      let outline = PaperOutline(papers.map { ($0.title, $0.copy.pages) })
      try folder.write(outline.json, to: "outline.json")
      var pages: [String] = []
      for (place, paper) in papers.enumerated() {
        pages.append("\(place).pdf")
        // The next script begins on a sheet of its own.
        if !paper.copy.pages.isMultiple(of: 2), place + 1 < papers.count { pages += [".", "1"] }
      }
      try qpdf(
        ["--json-input", "outline.json", "--pages"] + pages + ["--"] + Self.form + ["all.pdf"],
        in: folder)
      return try folder.read("all.pdf")
    }
  }

  /// The same bytes for the same input, and a table of objects that the marking page can read.
  private static let form = ["--deterministic-id", "--object-streams=disable"]

  private func qpdf(_ arguments: [String], in folder: PaperFolder) throws(DocumentError) {
    let outcome = try Poppler(searchPath: searchPath)
      .run(Poppler.Job("qpdf", arguments), in: folder.url)[0]
    // 3 are warnings: what it wrote is there.
    guard outcome.isFine || outcome.status == 3 else { throw .poppler("qpdf", outcome.errors) }
  }
}

extension PaperMaker {
  /// Sets sheets in one process, and what is lacking then one by one.
  private func set(
    _ sheets: [PaperSheet], in folder: PaperFolder
  ) throws(DocumentError) -> [PaperCopy?] {
    guard !sheets.isEmpty else { return [] }
    var copies = try setTogether(sheets, in: try folder.inner("together"))
    guard sheets.count > 1 else { return copies }
    for place in sheets.indices where copies[place] == nil {
      copies[place] = try setTogether([sheets[place]], in: try folder.inner("alone-\(place)"))[0]
    }
    return copies
  }

  /// Runs `npq-paper`, which is built as we are.
  var setter: Poppler {
    var setter = Poppler(
      searchPath: program.deletingLastPathComponent().path + ":" + searchPath)
    #if SANITIZED
      setter.memoryHolder = .sanitizer
    #endif
    return setter
  }

  private func setTogether(
    _ sheets: [PaperSheet], in folder: PaperFolder
  ) throws(DocumentError) -> [PaperCopy?] {
    try folder.write(PaperSheet.stream(of: sheets), to: "sheets")
    let outcome = try setter.run(
      Poppler.Job(program.lastPathComponent, ["sheets"]), in: folder.url)[0]
    var copies = [PaperCopy?](repeating: nil, count: sheets.count)
    let lines = String(decoding: outcome.output, as: UTF8.self).split(separator: "\n")
    for answer in lines.compactMap({ PaperAnswer(line: $0) })
    where copies.indices.contains(answer.place) {
      copies[answer.place] = PaperCopy(
        bytes: withFixedDate(try folder.read("\(answer.place).pdf")), pages: answer.pages,
        missingSigns: answer.missingSigns, missingPictures: answer.missingPictures)
    }
    return copies
  }

  /// The pages of a script in which there is a PDF, without their heads.
  private func pages(
    of request: PaperRequest, in folder: PaperFolder
  ) throws(DocumentError) -> BarePages {
    var (signs, pictures) = (0, 0)
    var files: [String] = []
    for (place, part) in request.parts.enumerated() {
      switch part {
      case .portable(let path):
        files.append("\(place).pdf")
        try folder.link(files[place], to: path)
      case .text(let blocks):
        let sheet = PaperSheet.script(
          PaperScript(head: nil, limit: request.limit, blocks: blocks))
        guard let copy = try set([sheet], in: try folder.inner("text-\(place)"))[0] else {
          throw .poppler("npq-paper", "it set no PDF")
        }
        (signs, pictures) = (signs + copy.missingSigns, pictures + copy.missingPictures)
        files.append("\(place).pdf")
        try folder.write(copy.bytes, to: files[place])
      }
    }
    var file = files[0]
    if files.count > 1 {
      file = "bare.pdf"
      try qpdf(["--empty", "--pages"] + files + ["--"] + Self.form + [file], in: folder)
    }
    return BarePages(
      folder: folder, file: file,
      sizes: try PageSizes(of: file, in: folder, searchPath: searchPath).sizes,
      missingSigns: signs, missingPictures: pictures, limit: try limit(of: request, file, folder))
  }

  /// Where the word limit falls on the pages; nil where it does not, or the place is not found.
  private func limit(
    of request: PaperRequest, _ file: String, _ folder: PaperFolder
  ) throws(DocumentError) -> PaperSheet.LimitMark? {
    guard let place = LimitPlace(in: request.text) else { return nil }
    let job = Poppler.Job("pdftotext", ["-bbox", "-enc", "UTF-8", file, "-"])
    let outcome = try Poppler(searchPath: searchPath).run(job, in: folder.url)[0]
    guard outcome.isFine else { return nil }
    var mark = place.found(
      among: PlacedWord.read(String(decoding: outcome.output, as: UTF8.self)))
    mark?.words = request.limit
    return mark
  }

  private func lay(
    _ heads: PaperCopy, over pages: BarePages
  ) throws(DocumentError) -> PaperCopy {
    try pages.folder.write(heads.bytes, to: "heads.pdf")
    try qpdf(
      [pages.file, "--overlay", "heads.pdf", "--"] + Self.form + ["whole.pdf"], in: pages.folder)
    return PaperCopy(
      bytes: try pages.folder.read("whole.pdf"), pages: pages.sizes.count,
      missingSigns: pages.missingSigns, missingPictures: pages.missingPictures)
  }
}

/// Pages that have no heads yet.
private struct BarePages {
  let folder: PaperFolder
  let file: String
  let sizes: [PaperSheet.PageSize]
  let missingSigns: Int
  let missingPictures: Int
  let limit: PaperSheet.LimitMark?
}

extension PaperCopy {
  fileprivate func telling(isTextOfPortable: Bool) -> PaperCopy {
    PaperCopy(
      bytes: bytes, pages: pages, missingSigns: missingSigns, missingPictures: missingPictures,
      isTextOfPortable: isTextOfPortable)
  }
}
