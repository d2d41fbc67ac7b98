import Archive
import Findings

/// Reads a document: what it says, what it betrays, and what stands against it.
///
/// `path` is where the file lies, `name` the name under which it was handed in, which says what
/// it ought to be. Nothing in the content makes this fail; the findings tell. Whoever cleans the
/// document anyway, or asks for words alone, leaves out its traces, which take as long again as the
/// words to find.
package func readDocument(
  path: String, name: String, findsTraces: Bool = true
) -> DocumentReading {
  let bytes: [UInt8]
  do throws(DocumentError) {
    bytes = try readFile(path)
  } catch {
    var reading = DocumentReading()
    reading.findings.append(
      Finding(
        "unreadable-file", .refused, name, error.reason,
        remedy: "check that the file is there and may be read"))
    return reading
  }
  return readDocument(bytes, name: name, findsTraces: findsTraces)
}

/// Reads a document that lies in memory.
func readDocument(
  _ bytes: [UInt8], name: String, findsTraces: Bool = true
) -> DocumentReading {
  var reading = DocumentReading()
  if let finding = judgeName(name, Content(bytes), bytes) {
    reading.findings.append(finding)
    return reading
  }
  guard case .known(let format) = NamedFormat(name: name) else { return reading }
  switch format {
  case .docx, .odt: reading = readPackage(bytes, as: format, name: name, findsTraces)
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
  return reading
}

private func readPackage(
  _ bytes: [UInt8], as format: DocumentFormat, name: String, _ findsTraces: Bool
) -> DocumentReading {
  var reading = DocumentReading()
  let parts: Parts
  do throws(ArchiveError) {
    parts = try Parts(bytes)
  } catch {
    reading.findings = containerFindings(error, name: name)
    return reading
  }
  let isWord = parts[OpenPackage.contentTypes] != nil
  let isOpenDocument = parts["mimetype"] != nil
  switch format {
  case .docx where isWord: return readWord(parts, name: name, findsTraces: findsTraces)
  case .odt where isOpenDocument:
    return readOpenDocument(parts, name: name, findsTraces: findsTraces)
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
    return reading
  }
}

/// A document's container is refused in the words of the container check, and named as such.
func containerFindings(_ error: ArchiveError, name: String) -> [Finding] {
  guard case .refused(let findings) = error else { return [damagedFinding(name, "\(error)")] }
  let refused = findings.filter { $0.severity == .refused }
  if refused.contains(where: { $0.code == "encrypted" }) { return [passwordFinding(name)] }
  return [
    damagedFinding(
      name,
      refused.first.map { "\($0.subject.isEmpty ? "" : $0.subject + ": ")\($0.message)" }
        ?? "its container cannot be read")
  ] + refused.map { $0.naming(archive: name) }
}

/// The bytes of a plain file, within the limit of a document.
func readFile(_ path: String) throws(DocumentError) -> [UInt8] {
  let read: [UInt8]?
  do throws(ArchiveError) {
    read = try readPlainFile(path, most: Parts.limits.archiveBytes)
  } catch {
    if case .refused(let findings) = error, findings.contains(where: { $0.code == "not-a-file" }) {
      throw .file(path, "it is not a plain file")
    }
    throw .file(path, "it cannot be read")
  }
  guard let read else {
    throw .file(path, "it is larger than \(Parts.limits.archiveBytes) bytes")
  }
  return read
}
