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
  OpenedDocument(path: path, name: name, findsTraces: findsTraces).reading
}

/// Reads a document that lies in memory.
func readDocument(
  _ bytes: [UInt8], name: String, findsTraces: Bool = true
) -> DocumentReading {
  OpenedDocument(bytes, name: name, findsTraces: findsTraces).reading
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
