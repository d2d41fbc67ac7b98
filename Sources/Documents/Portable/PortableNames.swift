import Archive
import Findings
import Markup

/// The names that stand in the objects of a PDF, also in compressed object streams.
///
/// Poppler's programs do not tell of everything that a viewer would carry out; the names do
/// (ISO 32000-1, 7.3.5, 7.5.7 and 12.6.4). Strings and content streams are passed over, but not
/// where the word `obj` stands in them: a viewer finds objects by their place, so that one may
/// lie within what only looks like a string or a stream.
struct PortableNames: Sendable {
  private(set) var names: Set<String> = []
  /// Whether an object stream could not be opened.
  private(set) var isIncomplete = false
  private var inflated = 0

  /// The strings so far that never ended, or that hold what may be an object.
  private var openStrings = 0

  private static let mostInflated = Limit.Portable.inflated
  private static let mostOpenStrings = 16

  init(_ bytes: [UInt8]) {
    scan(bytes[...], isFile: true)
  }

  private mutating func scan(_ bytes: ArraySlice<UInt8>, isFile: Bool) {
    var index = bytes.startIndex
    var dictionary: Set<String> = []
    var isComment = false
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "/"):
        let (name, end) = Self.name(bytes, at: index + 1)
        names.insert(name)
        if name == "ObjStm", !isFile { isIncomplete = true }
        dictionary.insert(name)
        index = end
      case UInt8(ascii: "s") where isFile && bytes[index...].starts(with: "stream".utf8):
        index = stream(bytes, at: index + 6, dictionary)
        dictionary = []
      case UInt8(ascii: "e") where bytes[index...].starts(with: "endobj".utf8):
        dictionary = []
        index += 6
      // A bracket in a comment begins no string, behind which names could hide.
      case UInt8(ascii: "(") where !isComment: index = afterString(bytes, at: index + 1)
      case UInt8(ascii: "%"):
        isComment = true
        index += 1
      case 0x0A, 0x0D:
        isComment = false
        index += 1
      default: index += 1
      }
    }
  }

  /// A name, with its `#xx` read.
  private static func name(_ bytes: ArraySlice<UInt8>, at start: Int) -> (String, Int) {
    var name: [UInt8] = []
    var index = start
    while index < bytes.endIndex, name.count < 128, isRegular(bytes[index]) {
      if bytes[index] == UInt8(ascii: "#"), index + 2 < bytes.endIndex,
        let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
      {
        name.append(UInt8(high << 4 | low))
        index += 3
      } else {
        name.append(bytes[index])
        index += 1
      }
    }
    return (String(decoding: name, as: UTF8.self), index)
  }

  /// Neither blank nor one of the delimiters of 7.2.2.
  private static func isRegular(_ byte: UInt8) -> Bool {
    byte > 0x20 && !"()<>[]{}/%".utf8.contains(byte)
  }

  /// The place behind a literal string, whose brackets may nest; a string that never ends, or that
  /// holds what may be an object, is one bracket.
  ///
  /// Each of those costs a look at all that follows, so after a few every bracket is taken for one,
  /// and what stands in strings is looked at too.
  private mutating func afterString(_ bytes: ArraySlice<UInt8>, at start: Int) -> Int {
    guard openStrings < Self.mostOpenStrings else { return start }
    var index = start
    var depth = 1
    while index < bytes.endIndex {
      switch bytes[index] {
      case UInt8(ascii: "\\"): index += 1
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth -= 1
      default: break
      }
      index += 1
      if depth == 0, !bytes[start..<index].contains("obj") { return index }
      if depth == 0 { break }
    }
    openStrings += 1
    return start
  }

  /// Passes over a stream; one that holds objects is inflated and looked at.
  private mutating func stream(_ bytes: ArraySlice<UInt8>, at start: Int, _ dictionary: Set<String>)
    -> Int
  {
    var body = start
    if body < bytes.endIndex, bytes[body] == 0x0D { body += 1 }
    if body < bytes.endIndex, bytes[body] == 0x0A { body += 1 }
    let end = bytes.firstIndex(of: Array("endstream".utf8), from: body) ?? bytes.endIndex
    // Viewers know it by its numbers too, whatever type it says.
    if dictionary.contains("ObjStm") || dictionary.isSuperset(of: ["N", "First"]) {
      objects(bytes[body..<end], dictionary)
    } else if bytes[body..<end].contains("obj") {
      scan(bytes[body..<end], isFile: false)
    }
    return min(end + 9, bytes.endIndex)
  }

  private mutating func objects(_ body: ArraySlice<UInt8>, _ dictionary: Set<String>) {
    let filters = dictionary.filter {
      $0.hasSuffix("Decode") || ["Fl", "LZW", "AHx", "A85", "RL"].contains($0)
    }
    if filters.isEmpty, !dictionary.contains("Filter") { return scan(body, isFile: false) }
    // A filter that is named elsewhere, or that has parameters, says more than its name.
    guard !filters.isEmpty, filters.isSubset(of: ["FlateDecode", "Fl"]),
      dictionary.isDisjoint(with: ["DecodeParms", "DP"]),
      let plain = inflate(zlib: body, limit: Self.mostInflated - inflated)
    else {
      isIncomplete = true
      return
    }
    inflated += plain.count
    scan(plain[...], isFile: false)
  }
}

extension PortableNames {
  func findings(subject: String) -> [Finding] {
    var findings: [Finding] = []
    let remedy = "print it to a new PDF, or hand in the Word document"
    if names.contains("Launch") {
      findings.append(
        Finding(
          "pdf-launch", .refused, subject, "the PDF starts a program when it is used",
          remedy: remedy))
    }
    let active: [(String, String)] = [
      ("RichMedia", "plays media"), ("SubmitForm", "sends what is typed into it"),
      ("ImportData", "fetches data"), ("GoToR", "opens other files"),
      ("GoToE", "opens attached files"), ("Movie", "plays media"), ("Sound", "plays media"),
      ("Rendition", "plays media"),
    ]
    if let found = active.first(where: { names.contains($0.0) }) {
      findings.append(
        Finding("pdf-active", .held, subject, "the PDF \(found.1) when it is used", remedy: remedy))
    }
    if names.contains("JavaScript") || names.contains("JS") {
      findings.append(
        Finding("pdf-javascript", .held, subject, "the PDF holds JavaScript", remedy: remedy))
    }
    if isIncomplete {
      findings.append(
        Finding(
          "pdf-unusual", .held, subject,
          "a part of the PDF is packed in a way that we cannot look into",
          remedy: remedy))
    }
    return findings
  }

  /// Whether files may be attached: else no viewer finds one.
  var mayHoldFiles: Bool {
    isIncomplete || !names.isDisjoint(with: ["EmbeddedFiles", "FileAttachment"])
  }

  /// Whether it may hold anything that a drawing of pages alone has not.
  var mayHoldMoreThanPages: Bool {
    mayHoldFiles
      || !names.isDisjoint(with: [
        "AA", "AcroForm", "Annots", "Author", "Creator", "Encrypt", "JS", "JavaScript", "Keywords",
        "Launch", "Metadata", "ModDate", "OpenAction", "Subject", "Title", "URI", "XFA",
      ])
  }

  var traces: [Trace] {
    let marks: Set<String> = [
      "FreeText", "Highlight", "Underline", "StrikeOut", "Squiggly", "Stamp", "Ink", "Popup",
      "Caret", "Redact",
    ]
    return names.contains("Annots") && !names.isDisjoint(with: marks)
      ? [Trace("annotations", .annotations)] : []
  }
}
