import Archive
import Findings
import Foundation

/// Makes a copy of a document that has been read, without the traces of its writer and with masks
/// applied.
///
/// The same document and masks give the same bytes, a PDF only with the same poppler. A document
/// that is refused throws `refused`, since a file that we do not understand cannot be cleaned;
/// findings of severity held come back with the copy. The name in the findings is the format's, for
/// the path may name the writer.
package func cleanCopy(
  of document: OpenedDocument, as format: DocumentFormat, masks: [Mask]
) throws(DocumentError) -> (copy: CleanCopy, bytes: [UInt8]) {
  let reading = document.reading
  guard reading.findings.gravest != .refused else { throw .refused(reading.findings) }
  let masking = Masking(masks)
  var copy = CleanCopy(format: format)
  let bytes =
    switch format {
    case .docx, .odt: try cleanOffice(document, as: format, masking, &copy)
    case .pdf: try cleanPortable(document.bytes, masking, reading, &copy)
    case .txt, .md: cleanPlain(document.bytes, as: format, masking, &copy)
    }
  return (copy, bytes)
}

private func cleanOffice(
  _ document: OpenedDocument, as format: DocumentFormat, _ masking: Masking,
  _ copy: inout CleanCopy
) throws(DocumentError) -> [UInt8] {
  let name = "document.\(format.rawValue)"
  let clean: CleanParts
  let events: PartEvents
  do throws(OpenPackage.Flaw) {
    if let package = document.word {
      (clean, events) = (try package.cleaned(masking, subject: name), package.events)
    } else if let package = document.openDocument {
      (clean, events) = (try package.cleaned(masking, subject: name), package.events)
    } else {
      throw .missing("its main part")
    }
  } catch {
    throw .refused([damagedFinding(name, "\(error)")])
  }
  copy.traces = clean.traces
  copy.masked = clean.masked
  copy.findings = clean.findings
  copy.findings += namesRemaining(in: clean.parts, masking, name)
  copy.findings += difference(document.reading, clean, events, masking, as: format, name)
  do throws(ArchiveError) {
    var archive = try ZipBytes()
    for part in clean.parts { try archive.add(part.name, bytes: part.bytes) }
    return archive.finish()
  } catch { throw .refused([damagedFinding(name, "\(error)")]) }
}

/// Looks once more for masked words in every part, as text and as part name.
private func namesRemaining(
  in parts: [(name: String, bytes: [UInt8])], _ masking: Masking, _ subject: String
) -> [Finding] {
  // A surname may be a word of the markup, such as Page or Title; what people read is compared.
  let masking = masking.anywhere
  guard !masking.isEmpty else { return [] }
  let places = parts.filter { part in
    let isText = part.name.hasSuffix(".xml") || part.name.hasSuffix(".rels")
    let text = isText ? String(decoding: part.bytes, as: UTF8.self) : ""
    return masking.apply(toName: part.name) != nil || masking.apply(to: text) != nil
  }
  guard !places.isEmpty else { return [] }
  return [
    Finding(
      "name-remains", .held, subject,
      "a name that was to be masked still stands in \(places.map(\.name).joined(separator: ", "))",
      remedy: "look at the copy before it goes to an assessor")
  ]
}

/// Reads the copy again: it must say what the document said, with the masks applied.
private func difference(
  _ reading: DocumentReading, _ clean: CleanParts, _ events: PartEvents, _ masking: Masking,
  as format: DocumentFormat, _ subject: String
) -> [Finding] {
  let parts = Parts(clean.parts)
  let again =
    format == .docx
    ? readWord(parts, name: subject, after: events)
    : readOpenDocument(parts, name: subject, after: events)
  let dropped: Set<DocumentPart> = [.comments, .deletions]
  let before = reading.paragraphs.filter { !dropped.contains($0.part) }
    .map { masking.apply(to: $0.text)?.text ?? $0.text }
  let after = again.paragraphs.filter { !dropped.contains($0.part) }.map(\.text)
  // Most copies say the same paragraph by paragraph; only others are looked at word by word.
  let isExplained =
    clean.lostWords == 0 && before == after
    || isExplained(words(of: before), words(of: after), lost: clean.lostWords)
  guard !isExplained || !again.traces.isEmpty || again.findings.gravest == .refused else {
    return []
  }
  return [
    Finding(
      "copy-differs", .held, subject, "the clean copy does not say the same as the document",
      remedy: "look at both before the copy goes to an assessor")
  ]
}

private func words(of texts: [String]) -> [Substring] {
  texts.flatMap { $0.split(whereSeparator: \.isWhitespace) }
}

/// Whether nothing is missing but the words of fields that show the author.
private func isExplained(_ before: [Substring], _ after: [Substring], lost: Int) -> Bool {
  lost == 0 ? before == after : (0...lost).contains(before.count - after.count)
}
