/// What is taken out of the XML of a Word document.
let wordScrubRules = ScrubRules(
  vocabulary: officeVocabulary,
  dropped: [
    "w:commentRangeStart": .comments, "w:commentRangeEnd": .comments,
    "w:commentReference": .comments, "w:annotationRef": Trace.Kind?.none,
    "w:del": .changes, "w:moveFrom": .changes, "w:rPrChange": .changes, "w:pPrChange": .changes,
    "w:sectPrChange": .changes, "w:tblPrChange": .changes, "w:tblPrExChange": .changes,
    "w:trPrChange": .changes, "w:tcPrChange": .changes, "w:tblGridChange": .changes,
    "w:numberingChange": .changes, "w:cellIns": .changes, "w:cellDel": .changes,
    "w:cellMerge": .changes, "w:moveFromRangeStart": .changes, "w:moveFromRangeEnd": .changes,
    "w:moveToRangeStart": .changes, "w:moveToRangeEnd": .changes,
    "w:customXmlInsRangeStart": .changes, "w:customXmlInsRangeEnd": .changes,
    "w:customXmlDelRangeStart": .changes, "w:customXmlDelRangeEnd": .changes,
    "w:customXmlMoveFromRangeStart": .changes, "w:customXmlMoveFromRangeEnd": .changes,
    "w:customXmlMoveToRangeStart": .changes, "w:customXmlMoveToRangeEnd": .changes,
    "w14:conflictIns": .changes, "w14:conflictDel": .changes,
    "w:trackRevisions": Trace.Kind?.none,
    "w:rsids": .revisionIDs, "w:rsid": .revisionIDs, "w14:docId": .revisionIDs,
    "w15:docId": .revisionIDs, "w16cid:persistentDocumentId": .revisionIDs,
    "w:attachedTemplate": .template, "w:linkStyles": Trace.Kind?.none,
    "w:docVars": .documentData, "w:mailMerge": .documentData, "w:dataBinding": .documentData,
    "w15:dataBinding": .documentData, "w:saveThroughXslt": .documentData,
    "w:attachedSchema": .documentData, "w:permStart": .permissions, "w:permEnd": .permissions,
    "w:writeProtection": .permissions, "w:printerSettings": .printer,
    "o:OLEObject": .embedded, "w:objectEmbed": .embedded, "w:objectLink": .embedded,
    "w:control": .embedded, "w:altChunk": .embedded, "w:subDoc": .embedded,
    "c:externalData": .embedded, "a:videoFile": .embedded, "a:audioFile": .embedded,
    "w15:presenceInfo": .people,
    // Numbers drawn at random that stay with a list, a drawing or a chart wherever it is copied.
    "w:nsid": .revisionIDs, "w:tmpl": .revisionIDs, "a16:creationId": .revisionIDs,
    "c16:uniqueId": .revisionIDs,
    "w:documentProtection": .permissions, "w:fldData": .documentData,
    "a14:imgProps": .imageMetadata,
  ],
  unwrapped: ["w:ins": .changes, "w:moveTo": .changes],
  paragraphs: ["w:p", "a:p"],
  texts: ["w:t", "a:t", "m:t"],
  gaps: ["w:tab", "w:ptab", "w:br", "w:cr", "a:br"],
  attribute: wordAttribute
)

private let wordAttribute: @Sendable (String, String, String) -> ScrubRules.Act = {
  element, name, value in
  switch name {
  case "w:author", "w:initials", "w:date", "w16du:dateUtc", "w:userId": return .drop(.changes)
  case "w14:paraId", "w14:textId", "w16cid:durableId", "wp14:anchorId", "wp14:editId":
    return .drop(.revisionIDs)
  case "o:gfxdata": return .drop(.embedded)
  // A picture that is fetched from elsewhere; the one within the file stays.
  case "r:link", "r:href": return .drop(.link)
  case "descr", "title", "alt", "o:title", "o:href", "string":
    return isLocalPath(value) || isFileName(value) ? .replace("", .link) : .mask
  case "name" where ["wp:docPr", "pic:cNvPr", "wps:cNvPr", "a:cNvPr", "a:theme"].contains(element):
    return isLocalPath(value) || isFileName(value) ? .replace("Picture", .link) : .mask
  case "w:name" where element == "w:bookmarkStart", "w:anchor": return .mask
  case "w:tooltip", "w:instr": return isPersonalAddress(value) ? .replace("", .link) : .mask
  case "w:val"
  where [
    "w:name", "w:alias", "w:tag", "w:caption", "w:tblCaption", "w:tblDescription", "w:aliases",
  ].contains(element):
    return .mask
  default:
    return name.utf8.starts(with: "w:rsid".utf8) ? .drop(.revisionIDs) : .keep
  }
}
