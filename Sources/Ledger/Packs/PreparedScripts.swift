import Archive
import Assessment
import Documents
import Foundation

/// What is made of scripts once for all packs that they are in: their layout, and their PDF.
///
/// It lies in `prepared/` under names taken from everything that it is made of, the program that
/// made it among them, so that nothing old is ever taken for what is wanted. The folder may be
/// deleted at any time; what is not there, or not whole, is made anew.
struct PreparedScripts: Sendable {
  static let folderName = "prepared"

  let folder: URL
  /// What makes PDFs; nil where none are wanted.
  let maker: PaperMaker?
  /// The program that lays out and sets: another one may do it differently.
  private let stamp: String

  init(in series: URL, maker: PaperMaker?) {
    folder = series.appending(path: Self.folderName)
    self.maker = maker
    let program = maker.flatMap { try? Digest(ofFile: $0.program) }
    stamp = "npq prepared 1\n\(program?.description ?? "")\n"
  }

  /// A clean copy as it is shown, from what was prepared or anew.
  func layout(
    of path: String, _ format: DocumentFormat, mayConceal: Bool
  ) throws(DocumentError) -> [Block] {
    // Clean copies are called by their digests.
    let name = URL(filePath: path).lastPathComponent
    let kind = mayConceal ? "layout of what is seen" : "layout"
    let key = Digest(of: Data("\(stamp)\(kind)\n\(format.rawValue)\n\(name)".utf8))
    if let bytes = read(key) {
      var reader = BlockReader(bytes)
      if let blocks = try? reader.blocks(), reader.isAtEnd { return blocks }
    }
    let blocks = try layoutDocument(path: path, format: format, lookingForConcealed: mayConceal)
    var writer = BlockWriter()
    writer.put(blocks)
    write(writer.bytes, key)
    return blocks
  }

  /// The PDF of a script, where it was prepared.
  func paper(of request: PaperRequest) -> PaperCopy? {
    guard maker != nil, let bytes = read(key(of: request)) else { return nil }
    var reader = BlockReader(bytes)
    return try? PaperCopy(&reader)
  }

  func keep(_ copy: PaperCopy, for request: PaperRequest) {
    var writer = BlockWriter()
    copy.write(to: &writer)
    write(writer.bytes, key(of: request))
  }

  private func key(of request: PaperRequest) -> Digest {
    var parts: [String] = []
    for part in request.parts {
      if case .portable(let path) = part { parts.append(URL(filePath: path).lastPathComponent) }
    }
    let head = "\(stamp)paper\n\(parts.joined(separator: "\n"))\n"
    return Digest(of: Data(Array(head.utf8) + PaperSheet.stream(of: [request.asText])))
  }

  /// What lies under a name, if it is whole: a digest goes before it.
  private func read(_ key: Digest) -> ArraySlice<UInt8>? {
    guard let data = FileManager.default.contents(atPath: place(of: key)), data.count >= 32 else {
      return nil
    }
    let bytes = [UInt8](data)
    return Digest(of: data[32...]).bytes.elementsEqual(bytes[..<32]) ? bytes[32...] : nil
  }

  /// Nothing is lost where it cannot be written: it is made anew then.
  private func write(_ bytes: [UInt8], _ key: Digest) {
    let place = place(of: key)
    // What stands there was not whole, or it would have been taken.
    try? FileManager.default.removeItem(atPath: place)
    try? writeWhole(
      Digest(of: bytes).bytes + bytes, to: place, replacing: false, syncing: .later)
  }

  private func place(of key: Digest) -> String { folder.appending(path: key.description).path }
}

extension Ledger {
  /// Takes away everything that was prepared: it holds what people wrote.
  func clearPrepared() throws {
    let place = folder.appending(path: PreparedScripts.folderName)
    guard FileManager.default.fileExists(atPath: place.path) else { return }
    for name in try FileManager.default.contentsOfDirectory(atPath: place.path) {
      try FileManager.default.removeItem(at: place.appending(path: name))
    }
  }
}

extension PaperCopy {
  fileprivate func write(to writer: inout BlockWriter) {
    for number in [pages, missingSigns, missingPictures, isTextOfPortable ? 1 : 0] {
      writer.put(number)
    }
    writer.put(bytes)
  }

  fileprivate init(_ reader: inout BlockReader) throws(BlockReader.Flaw) {
    let pages = try reader.number()
    let (signs, pictures) = (try reader.number(), try reader.number())
    let isText = try reader.number() == 1
    self.init(
      bytes: try reader.data(), pages: pages, missingSigns: signs, missingPictures: pictures,
      isTextOfPortable: isText)
  }
}
