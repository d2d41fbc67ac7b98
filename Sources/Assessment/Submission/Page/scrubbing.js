// Finds what tells who made a document, as the office's clean copy would take it out; this page
// changes nothing. The rules of Sources/Documents/Cleaning, Word and OpenDocument.

/** The kinds of traces in one part, in the order of their names. */
function traceKinds(markup, rules) {
  const scan = new TraceScan(rules);
  markup.walk(rules.vocabulary, scan);
  return scan.kinds;
}

class TraceScan {
  constructor(rules) {
    this.rules = rules;
    this.kinds = new Set();
    this.path = [];
    this.dropping = 0;
    this.fields = new FieldTrail();
  }

  start(name, attributes) {
    this.path.push(name);
    if (this.dropping) return;
    const { rules } = this;
    let kind = own(rules.dropped, name);
    if (kind === undefined && rules.element) kind = rules.element(name, attributes);
    if (kind !== undefined) {
      if (kind && !rules.passesEmpty) this.kinds.add(kind);
      this.dropping = this.path.length;
      this.droppedKind = kind;
      return;
    }
    if (own(rules.unwrapped, name)) return void this.kinds.add(own(rules.unwrapped, name));
    if (name === "w:fldSimple" && this.fields.beginSimple(attributes.get("w:instr") ?? "")) {
      if (this.fields.isBereft) this.kinds.add("document-data");
      return;
    }
    if (name === "w:fldChar" || name === "w:instrText") this.code = { kind: attributes.get("w:fldCharType") };
    for (const [key, value] of attributes) {
      const found = rules.attribute && rules.attribute(name, key, value);
      if (found) this.kinds.add(found);
    }
  }

  text(text) {
    if (this.dropping) {
      if (this.droppedKind && !isBlankText(text)) this.kinds.add(this.droppedKind);
      return;
    }
    const element = this.path.at(-1);
    if (element === "w:instrText") {
      this.fields.instruct(text);
      if (isPersonalAddress(text)) this.kinds.add("link");
    } else if (this.fields.showsAuthor && this.rules.texts && this.rules.texts.has(element)) this.kinds.add("author-field");
  }

  end(name) {
    if (this.dropping) {
      if (this.dropping === this.path.length) this.dropping = 0;
    } else if (name === "w:fldSimple") this.fields.endSimple();
    else if ((name === "w:fldChar" || name === "w:instrText") && this.code) {
      const { kind } = this.code;
      this.code = undefined;
      if (name === "w:fldChar") {
        if (kind === "end" && this.fields.isBereft) this.kinds.add("document-data");
        this.fields.mark(kind);
      }
    }
    this.path.pop();
  }
}

/** Whether a text holds a path on somebody's computer; on the web some are names like any other. */
function isLocalPath(text) {
  const lower = text.toLowerCase(), holds = (path) => lower.includes(path);
  return ["c:\\", ":\\users", "\\\\"].some(holds) || !holds("://") && ["/users/", "/home/"].some(holds);
}

/** Whether an address leads to a mailbox or to a place on somebody's computer. */
function isPersonalAddress(text) {
  const lower = text.toLowerCase();
  return ["mailto:", "file:", "-my.sharepoint.com/personal/", "safelinks.protection.outlook.com"].some((mark) => lower.includes(mark)) || isLocalPath(lower);
}

const fileEndings = /^[^]+\.(jpe?g|png|gif|tiff?|bmp|heic|webp|svg|emf|wmf|pdf|docx?|odt|xlsx?|pptx?)$/i;
/** Whether a text is the name of a file, as a picture keeps it from where it came. */
const isFileName = (text) => utf8Length(text) <= 255 && fileEndings.test(text);

/** A table of what is dropped: each kind with its elements; an empty kind is no trace by itself. */
const droppedElements = (kinds) => Object.fromEntries(Object.entries(kinds).flatMap(([kind, names]) => names.split(" ").map((name) => [name, kind])));

const wordTraceRules = {
  vocabulary: officeVocabulary,
  dropped: droppedElements({
    comments: "w:commentRangeStart w:commentRangeEnd w:commentReference",
    changes: "w:del w:moveFrom w:rPrChange w:pPrChange w:sectPrChange w:tblPrChange w:tblPrExChange " +
      "w:trPrChange w:tcPrChange w:tblGridChange w:numberingChange w:cellIns w:cellDel w:cellMerge " +
      "w:moveFromRangeStart w:moveFromRangeEnd w:moveToRangeStart w:moveToRangeEnd " +
      "w:customXmlInsRangeStart w:customXmlInsRangeEnd w:customXmlDelRangeStart w:customXmlDelRangeEnd " +
      "w:customXmlMoveFromRangeStart w:customXmlMoveFromRangeEnd w:customXmlMoveToRangeStart " +
      "w:customXmlMoveToRangeEnd w14:conflictIns w14:conflictDel",
    // Some are drawn at random and stay with a list, a drawing or a chart wherever it is copied.
    "revision-ids": "w:rsids w:rsid w14:docId w15:docId w16cid:persistentDocumentId w:nsid w:tmpl a16:creationId c16:uniqueId",
    template: "w:attachedTemplate",
    "document-data": "w:docVars w:mailMerge w:dataBinding w15:dataBinding w:saveThroughXslt w:attachedSchema w:fldData",
    permissions: "w:permStart w:permEnd w:writeProtection w:documentProtection",
    printer: "w:printerSettings",
    embedded: "o:OLEObject w:objectEmbed w:objectLink w:control w:altChunk w:subDoc c:externalData a:videoFile a:audioFile",
    people: "w15:presenceInfo",
    "image-metadata": "a14:imgProps",
    "": "w:annotationRef w:trackRevisions w:linkStyles",
  }),
  unwrapped: { "w:ins": "changes", "w:moveTo": "changes" },
  texts: new Set(["w:t", "a:t", "m:t"]),
  attribute: (element, name, value) => {
    switch (name) {
      case "w:author": case "w:initials": case "w:date": case "w16du:dateUtc": case "w:userId": return "changes";
      case "w14:paraId": case "w14:textId": case "w16cid:durableId": case "wp14:anchorId": case "wp14:editId": return "revision-ids";
      case "o:gfxdata": return "embedded";
      case "r:link": case "r:href": return "link";
      case "descr": case "title": case "alt": case "o:title": case "o:href": case "string":
        return isLocalPath(value) || isFileName(value) ? "link" : undefined;
      case "w:tooltip": case "w:instr": return isPersonalAddress(value) ? "link" : undefined;
      default:
        if (name === "name" && ["wp:docPr", "pic:cNvPr", "wps:cNvPr", "a:cNvPr", "a:theme"].includes(element)) return isLocalPath(value) || isFileName(value) ? "link" : undefined;
        return name.startsWith("w:rsid") ? "revision-ids" : undefined;
    }
  },
};

const openTraceRules = {
  vocabulary: openVocabulary,
  dropped: droppedElements({
    comments: "office:annotation office:annotation-end",
    changes: "text:tracked-changes text:change text:change-start text:change-end office:change-info",
    "author-field": "text:author-name text:author-initials text:initial-creator text:creator text:printed-by " +
      "text:file-name text:template-name " + ["firstname", "lastname", "initials", "title", "position", "email",
        "phone-private", "phone-work", "fax", "company", "street", "city", "postal-code", "country",
        "state-or-province"].map((one) => `text:sender-${one}`).join(" "),
    "document-data": "text:dde-connection-decls text:dde-connection office:dde-source office:event-listeners",
    embedded: "draw:object-ole draw:applet draw:plugin draw:floating-frame",
    "revision-ids": "officeooo:rsid",
    "": "office:scripts",
  }),
  // Fields that show what a clean copy does not hold; their text stays.
  unwrapped: droppedElements({ "document-data": ["title", "subject", "keywords", "description", "user-defined", "creation-date", "creation-time",
    "modification-date", "modification-time", "print-date", "print-time", "editing-duration", "editing-cycles", "database-display",
    "database-name", "database-row-number"].map((one) => `text:${one}`).join(" ") }),
  attribute: (element, name, value) => {
    if (name === "officeooo:rsid" || name === "officeooo:paragraph-rsid" || name === "loext:rsid") return "revision-ids";
    if (name === "xlink:href") return isPersonalAddress(value) ? "link" : undefined;
    const isNamed = ["text:string-value", "office:string-value", "office:title", "draw:name", "table:name"].includes(name);
    if (isNamed) return isLocalPath(value) || isFileName(value) ? "link" : undefined;
    return name === "text:name" && element === "text:section" && value.includes("ZOTERO") ? "document-data" : undefined;
  },
  // Marks by which a program for references finds its citations; they name its account.
  element: (name, attributes) => {
    const mark = name.startsWith("text:reference-mark") ? attributes.get("text:name") : undefined;
    return mark !== undefined && (mark.startsWith("ZOTERO") || mark.startsWith("JR_") || mark.includes("CSL_CITATION")) ? "document-data" : undefined;
  },
};

/** What is taken out of an ODT's settings: printer, data and revision marks. */
const openSettings = {
  PrinterName: "printer", PrinterSetup: "printer", PrintFaxName: "printer", CurrentDatabaseDataSource: "document-data",
  CurrentDatabaseCommand: "document-data", Rsid: "revision-ids", RsidRoot: "revision-ids", RedlineProtectionKey: "permissions",
};
const openSettingsRules = {
  // LibreOffice writes every item, most of them empty.
  passesEmpty: true,
  vocabulary: openVocabulary, dropped: {}, unwrapped: {},
  element: (name, attributes) => name === "config:config-item" ? own(openSettings, attributes.get("config:name")) : undefined,
};
