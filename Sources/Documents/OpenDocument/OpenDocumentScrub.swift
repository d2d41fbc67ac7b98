import Markup

/// What is taken out of the XML of an ODT.
let openDocumentScrubRules: ScrubRules = {
  var rules = openDocumentRules
  rules.element = { name, attributes in
    // Marks by which a program for references finds its citations; they name its account.
    guard name.hasPrefix("text:reference-mark"), let mark = attributes["text:name"] else {
      return nil
    }
    return mark.hasPrefix("ZOTERO") || mark.hasPrefix("JR_") || mark.contains("CSL_CITATION")
      ? .documentData : nil
  }
  return rules
}()

/// Fields that show what a clean copy does not hold; a word processor would empty them, so their
/// text stays as text.
private let bereftFields: [String: Trace.Kind] = Dictionary(
  uniqueKeysWithValues: [
    "text:title", "text:subject", "text:keywords", "text:description", "text:user-defined",
    "text:creation-date", "text:creation-time", "text:modification-date",
    "text:modification-time", "text:print-date", "text:print-time", "text:editing-duration",
    "text:editing-cycles", "text:database-display", "text:database-name",
    "text:database-row-number",
  ].map { ($0, .documentData) })

private let openDocumentRules = ScrubRules(
  vocabulary: openDocumentVocabulary,
  dropped: [
    "office:annotation": .comments, "office:annotation-end": .comments,
    "text:tracked-changes": .changes, "text:change": .changes, "text:change-start": .changes,
    "text:change-end": .changes, "office:change-info": .changes,
    "text:author-name": .authorField, "text:author-initials": .authorField,
    "text:initial-creator": .authorField, "text:creator": .authorField,
    "text:printed-by": .authorField, "text:file-name": .authorField,
    "text:template-name": .authorField, "text:sender-firstname": .authorField,
    "text:sender-lastname": .authorField, "text:sender-initials": .authorField,
    "text:sender-title": .authorField, "text:sender-position": .authorField,
    "text:sender-email": .authorField, "text:sender-phone-private": .authorField,
    "text:sender-phone-work": .authorField, "text:sender-fax": .authorField,
    "text:sender-company": .authorField, "text:sender-street": .authorField,
    "text:sender-city": .authorField, "text:sender-postal-code": .authorField,
    "text:sender-country": .authorField, "text:sender-state-or-province": .authorField,
    "text:dde-connection-decls": .documentData, "text:dde-connection": .documentData,
    "office:dde-source": .documentData, "office:event-listeners": .documentData,
    "office:scripts": Trace.Kind?.none, "draw:object-ole": .embedded, "draw:applet": .embedded,
    "draw:plugin": .embedded, "draw:floating-frame": .embedded,
    "officeooo:rsid": .revisionIDs,
  ],
  unwrapped: bereftFields,
  paragraphs: ["text:p", "text:h", "svg:title", "svg:desc"],
  texts: nil,
  gaps: ["text:s", "text:tab", "text:line-break"],
  attribute: openDocumentAttribute
)

private let openDocumentAttribute: @Sendable (String, String, String) -> ScrubRules.Act = {
  element, name, value in
  switch name {
  case "officeooo:rsid", "officeooo:paragraph-rsid", "loext:rsid": .drop(.revisionIDs)
  case "xlink:href":
    isPersonalAddress(value) ? .replace("about:blank", .link) : .mask
  case "text:string-value", "office:string-value", "office:title", "draw:name", "table:name":
    isLocalPath(value) || isFileName(value) ? .replace("Object", .link) : .mask
  case "text:name" where element == "text:section" && value.contains("ZOTERO"):
    .replace("Bibliography", .documentData)
  case "text:name", "style:display-name", "xlink:title": .mask
  default: .keep
  }
}

/// What is taken out of `settings.xml`: printer, template and user data.
let openDocumentSettingsRules: ScrubRules = {
  let telling: [String: Trace.Kind] = [
    "PrinterName": .printer, "PrinterSetup": .printer, "PrintFaxName": .printer,
    "CurrentDatabaseDataSource": .documentData, "CurrentDatabaseCommand": .documentData,
    "Rsid": .revisionIDs, "RsidRoot": .revisionIDs, "RedlineProtectionKey": .permissions,
  ]
  var rules = ScrubRules(
    vocabulary: openDocumentVocabulary, dropped: [:], unwrapped: [:], paragraphs: [], texts: [],
    gaps: [], attribute: { _, _, _ in .keep })
  // LibreOffice writes every item, most of them empty.
  rules.notesEmpty = false
  rules.element = { name, attributes in
    guard name == "config:config-item", let item = attributes["config:name"] else { return nil }
    return telling[item].map { .some($0) }
  }
  return rules
}()
