import Testing

@testable import Documents

// What tells who wrote an ODT.
extension TraceTests {
  private static let openText = "<text:p>kept</text:p>"
  static let open: [(String, String, [(String, String)], Trace.Kind)] = [
    ("meta.xml", openText, [("meta.xml", "<a>Ada</a>")], .properties),
    ("a thumbnail", openText, [("Thumbnails/thumbnail.png", "Ada")], .thumbnail),
    ("a signature", openText, [("META-INF/documentsignatures.xml", "<a>Ada</a>")], .signature),
    (
      "configuration", openText, [("Configurations2/accelerator/current.xml", "<a>Ada</a>")],
      .customData
    ),
    ("RDF", openText, [("manifest.rdf", "<a>Ada</a>")], .customData),
    ("older versions", openText, [("VersionList.xml", "<a>Ada</a>")], .documentData),
    ("a part that nobody knows", openText, [("odd.bin", "Ada")], .unknownPart),
    ("a printer", openText, [("settings.xml", setting("PrinterName"))], .printer),
    ("a printer's set-up", openText, [("settings.xml", setting("PrinterSetup"))], .printer),
    (
      "a database", openText, [("settings.xml", setting("CurrentDatabaseDataSource"))],
      .documentData
    ),
    ("the id of the revision", openText, [("settings.xml", setting("Rsid"))], .revisionIDs),
    (
      "who changed",
      "<text:tracked-changes><text:changed-region><text:insertion><office:change-info><dc:creator>Ada</dc:creator></office:change-info></text:insertion></text:changed-region></text:tracked-changes>"
        + openText, [], .changes
    ),
    (
      "a comment",
      "<text:p>kept<office:annotation><dc:creator>Ada</dc:creator></office:annotation></text:p>",
      [], .comments
    ),
    (
      "a field with the author", "<text:p>kept <text:author-name>Ada</text:author-name></text:p>",
      [], .authorField
    ),
    (
      "a field with the sender",
      "<text:p>kept <text:sender-company>Ada</text:sender-company></text:p>", [], .authorField
    ),
    (
      "a field with the file's name",
      "<text:p>kept <text:file-name>Ada.odt</text:file-name></text:p>", [], .authorField
    ),
    (
      "a mailbox", "<text:p><text:a xlink:href=\"mailto:Ada@x.org\">kept</text:a></text:p>", [],
      .link
    ),
    (
      "the file name of a picture", "<text:p>kept<draw:frame draw:name=\"Ada.jpg\"/></text:p>", [],
      .link
    ),
    (
      "an event",
      "<text:p>kept<office:event-listeners><a b=\"Ada\"/></office:event-listeners></text:p>", [],
      .documentData
    ),
    (
      "what a program for references notes",
      "<text:p><text:reference-mark-start text:name=\"ZOTERO_ITEM CSL_CITATION Ada\"/>kept</text:p>",
      [], .documentData
    ),
    (
      "revision ids", "<text:p officeooo:rsid=\"00CAFE01\" \(officeooo)>kept</text:p>", [],
      .revisionIDs
    ),
    ("the properties of a chart", openText, [("Object 1/meta.xml", "<a>Ada</a>")], .properties),
  ]
  private static let officeooo = "xmlns:officeooo=\"http://openoffice.org/2009/office\""
  private static func setting(_ name: String) -> String {
    "<a xmlns:config=\"urn:oasis:names:tc:opendocument:xmlns:config:1.0\"><config:config-item config:name=\"\(name)\">Ada CAFE</config:config-item></a>"
  }

  @Test(arguments: open)
  func `a trace in an ODT is named, goes, and is not found again`(
    _ what: String, _ body: String, _ more: [(String, String)], _ kind: Trace.Kind
  ) throws {
    try expectGone(what, Made.openParts(body, more), .odt, kind)
  }

  /// Every field of ODF 1.3 that shows who wrote, from sections 7.3 to 7.5.
  @Test(arguments: [
    "author-name", "author-initials", "initial-creator", "creator", "printed-by", "file-name",
    "template-name", "sender-firstname", "sender-lastname", "sender-initials", "sender-title",
    "sender-position", "sender-email", "sender-phone-private", "sender-phone-work", "sender-fax",
    "sender-company", "sender-street", "sender-city", "sender-postal-code", "sender-country",
    "sender-state-or-province",
  ])
  func `each field that shows the writer goes`(_ field: String) throws {
    let body = "<text:p>kept <text:\(field)>Ada</text:\(field)></text:p>"
    try expectGone(field, Made.openParts(body, []), .odt, .authorField)
  }
}
