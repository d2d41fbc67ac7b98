import Archive
import Findings

/// A document that was read, with what was unpacked of it, so that a clean copy needs no second look.
package struct OpenedDocument: Sendable {
  package let bytes: [UInt8]
  package private(set) var reading = DocumentReading()
  /// The parts of a document that is a ZIP, as far as it could be opened.
  private(set) var word: OpenPackage?
  private(set) var openDocument: OpenDocumentPackage?

  /// Reads a file as `readDocument` does.
  package init(path: String, name: String, findsTraces: Bool = true) {
    do throws(DocumentError) {
      self.init(try readFile(path), name: name, findsTraces: findsTraces)
    } catch {
      self.init(unreadable: name, error.reason)
    }
  }

  /// Reads a document that lies in memory.
  package init(_ bytes: [UInt8], name: String, findsTraces: Bool = true) {
    guard bytes.count <= Parts.limits.archiveBytes else {
      self.init(unreadable: name, "it is larger than \(Parts.limits.archiveBytes) bytes")
      return
    }
    self.init(bytes)
    if let finding = judgeName(name, Content(bytes), bytes) {
      reading.findings.append(finding)
      return
    }
    guard case .known(let format) = NamedFormat(name: name) else { return }
    switch format {
    case .docx, .odt: readPackage(as: format, name: name, findsTraces)
    case .pdf: reading = readPortable(bytes, name: name, Poppler())
    case .txt, .md: reading = readPlain(bytes, as: format, name: name)
    }
    if reading.format != nil { reading.findings += lengthFindings(reading, name: name) }
    let isEmpty = reading.words.values.allSatisfy { $0 == 0 }
    if reading.format != nil, isEmpty, reading.findings.gravest != .refused, format != .pdf {
      reading.findings.append(
        Finding(
          "no-words", .held, name, "no words were found in the document",
          remedy: "check that it is the right file; text that stands in a picture is not counted"))
    }
  }

  private init(_ bytes: [UInt8]) { self.bytes = bytes }

  private init(unreadable name: String, _ reason: String) {
    self.init([])
    reading.findings.append(
      Finding(
        "unreadable-file", .refused, name, reason,
        remedy: "check that the file is there and may be read"))
  }

  private mutating func readPackage(
    as format: DocumentFormat, name: String, _ findsTraces: Bool
  ) {
    let parts: Parts
    do throws(ArchiveError) {
      parts = try Parts(bytes)
    } catch {
      reading.findings = containerFindings(error, name: name)
      return
    }
    let isWord = parts[OpenPackage.contentTypes] != nil
    let isOpenDocument = parts["mimetype"] != nil
    switch format {
    case .docx where isWord:
      (reading, word) = openWord(parts, name: name, findsTraces: findsTraces)
    case .odt where isOpenDocument:
      (reading, openDocument) = openOpenDocument(parts, name: name, findsTraces: findsTraces)
    default:
      reading.findings.append(
        Finding(
          "wrong-content", .refused, name,
          "the name says \(format.rawValue.uppercased()), but the file is "
            + (isWord
              ? "an Office document" : isOpenDocument ? "an OpenDocument" : "another kind of ZIP"),
          remedy:
            "open it in the program that made it, save it as a Word document (.docx), and hand in the new file"
        ))
    }
  }
}
