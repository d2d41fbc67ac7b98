// What in a Word document is active, embedded or fetched from elsewhere, and which of its parts and
// marks tell who made it: Sources/Documents/Word/WordRisks.swift and WordCleaning.swift.

const breakLink = "put the picture or file itself into the document (in Word: File, Info, Edit Links to Files, Break Link)";
const updateFields = "select everything in Word, press Ctrl+Shift+F9, and save";

/** A reader of the parts that hold text. */
class WordRisks {
  constructor(subject) {
    this.subject = subject;
    this.findings = [];
    this.instruction = undefined;
  }

  hold(code, message, remedy) { addOnce(this.findings, finding(code, "held", this.subject, message, remedy)); }
  add(one) { addOnce(this.findings, one); }

  /** Looks at types, relationships and the first bytes of every part. */
  look(open) {
    if (open.types.some((type) => /macroenabled|vbaproject|vbadata/i.test(type))) this.add(macroFinding(this.subject));
    for (const source of [...open.relationships.keys()].sort()) for (const one of open.related(source)) this.lookAt(one, source);
    for (const name of open.parts.names) {
      // Most parts are read and tell by themselves; this is for those that nobody reads.
      if (open.isMarkup(name) && open.parts.hasDoctype(name)) this.add(doctypeFinding(this.subject, name));
      const risk = open.parts.risk(name);
      if (risk) this.add(riskFinding(risk, this.subject));
    }
  }

  lookAt({ kind, isExternal, target }, source) {
    if (kind === "vbaProject") this.add(macroFinding(this.subject));
    else if (kind === "hyperlink") return;
    else if (kind === "attachedTemplate" && isExternal) this.template(target);
    else if ((kind === "oleObject" || kind === "control") && !isExternal) this.add(embeddedObject(this.subject));
    else if (kind === "package" && !isExternal && !source.startsWith("word/charts/")) this.add(embeddedObject(this.subject));
    else if (kind === "aFChunk") {
      this.hold("imported-part", "the document holds a part in another format, which is not counted",
        "open it in Word, copy everything into a new document, and hand that in");
    } else if (isExternal) this.hold("external-link", "the document fetches something from elsewhere when it is opened", breakLink);
  }

  /** A template on the writer's own disk is ordinary; one that is fetched is not. */
  template(target) {
    const path = target.toLowerCase().replace(/^file:\/\/\//, "");
    if (/^[a-z]:./s.test(path)) {
      this.add(finding("template-path", "warning", this.subject,
        "the document names the template that it was made from, with its place on the disk",
        "nothing needs to be done; the assessor's copy does not hold it"));
    } else {
      this.hold("external-template", "the document fetches its template from elsewhere when it is opened",
        "in Word choose Developer, Document Template, type Normal and save");
    }
  }

  start(name, attributes) {
    if (name === "w:fldSimple") this.judgeField(attributes.get("w:instr") ?? "");
    else if (name === "w:fldChar") {
      if (attributes.get("w:fldCharType") === "begin") this.instruction = "";
      else if (this.instruction !== undefined) {
        this.judgeField(this.instruction);
        this.instruction = undefined;
      }
    } else if (name === "w:subDoc") {
      this.hold("external-link", "the document is made of other documents", "copy the whole text into one document and hand that in");
    }
  }

  text(text) { if (this.instruction !== undefined) this.instruction += text; }
  end() {}

  judgeField(instruction) {
    const name = fieldName(instruction);
    if (["DDE", "DDEAUTO", "INCLUDETEXT", "LINK", "IMPORT", "DATABASE", "RD"].includes(name)) {
      this.hold("linked-field", "a field in the document fetches text from another file or program", updateFields);
    } else if (name === "INCLUDEPICTURE") {
      this.add(finding("linked-picture", "warning", this.subject, "a picture in the document is linked to a web address", updateFields));
    }
  }
}

/** Parts that go into the assessor's copy, by the relationships that lead to them. */
const keptKinds = new Set(("officeDocument styles stylesWithEffects settings webSettings fontTable numbering theme " +
  "themeOverride footnotes endnotes header footer image chart chartEx chartUserShapes chartStyle chartColorStyle " +
  "diagramData diagramLayout diagramQuickStyle diagramColors diagramDrawing font").split(" "));

/** The kind of trace that a part is which is left behind. */
const leftBehind = droppedElements({
  properties: "core-properties extended-properties",
  "custom-properties": "custom-properties classificationlabels",
  thumbnail: "thumbnail",
  // The picture before Word's own effects; what is shown stands beside it.
  "image-metadata": "hdphoto",
  comments: "comments commentsExtended commentsIds commentsExtensible",
  people: "people documenttasks",
  "custom-data": "customXml customXmlProps",
  printer: "printerSettings",
  template: "attachedTemplate glossaryDocument",
  "document-data": "mailMergeSource mailMergeHeaderSource recipientData",
  signature: "origin signature certificate",
  embedded: "oleObject package control activeXControlBinary aFChunk",
});

/** Traces in the order in which the office's clean copy names them, and pictures that it cannot clean. */
function wordTraces(open, subject) {
  const { parts } = open, told = { traces: [], findings: [] };
  const isKept = (one) => one.part !== undefined && parts.has(one.part) &&
    (one.kind === "customXml" ? open.type(one.part) === "application/inkml+xml" : keptKinds.has(one.kind));
  const kept = new Set(), waiting = [""];
  while (waiting.length > 0) {
    for (const one of open.related(waiting.pop()).filter(isKept)) {
      const key = one.part.toLowerCase();
      if (!kept.has(key)) waiting.push(one.part);
      kept.add(key);
    }
  }
  const kinds = new Map([...open.relationships.values()].flat().filter((one) => one.part !== undefined).map((one) => [one.part.toLowerCase(), one.kind]));
  const names = [...parts.names].sort(byCodePoints);
  for (const name of names.map((one) => one.toLowerCase())) {
    if (kept.has(name) || name.endsWith(".rels") || name === contentTypes.toLowerCase()) continue;
    told.traces.push(name.startsWith("word/glossary/") ? "template" : own(leftBehind, kinds.get(name)) ?? "unknown-part");
  }
  if (parts.tellsOfMaker) told.traces.push("container");
  // A table of types that cannot be read refuses the document.
  traceKindsOf(open.markup(contentTypes), contentTypes, { vocabulary: officeVocabulary, dropped: {}, unwrapped: {} });
  for (const source of ["", ...names.filter((name) => kept.has(name.toLowerCase()))]) {
    if (source !== "") tellPart(open, source, told, subject);
    const rels = parts.names.find((name) => name.toLowerCase().endsWith(".rels") && sourceOf(name)?.toLowerCase() === source.toLowerCase());
    if (rels) told.traces.push(...traceKindsOf(open.markup(rels), rels, relationshipRules(open, source, isKept)));
  }
  return told;
}

const byCodePoints = (one, other) => one < other ? -1 : one > other ? 1 : 0;

function tellPart(open, name, told, subject) {
  const type = open.type(name);
  if (open.isMarkup(name)) return void told.traces.push(...traceKindsOf(open.markup(name), name, wordTraceRules));
  if (type.toLowerCase().includes("font")) return;
  tellPicture(open.parts, name, told, subject);
}

/** What a picture tells, and whether the office can take it out. */
function tellPicture(parts, name, told, subject) {
  const bytes = parts.get(name), fields = bytes ? cleanPicture(bytes, parts.budget) : parts.other(name).picture;
  if (fields === null) told.findings.push(pictureFinding(subject, name, bytes ? kindNotCleaned(bytes) : parts.other(name).kind));
  else if (fields.length > 0) told.traces.push("image-metadata");
}

/** Links to parts left behind, to templates, mailboxes and files; a link to a web page stays. */
function relationshipRules(open, source, isKept) {
  const known = new Map([...open.related(source)].reverse().map((one) => [one.id, one]));
  return {
    vocabulary: officeVocabulary, dropped: {}, unwrapped: {},
    element: (name, attributes) => {
      if (name !== "rel:Relationship") return undefined;
      const found = known.get(attributes.get("Id"));
      if (!found) return "";
      if (found.part !== undefined) return isKept(found) ? undefined : "";
      return found.kind === "hyperlink" ? undefined : found.kind === "attachedTemplate" ? "template" : "link";
    },
    attribute: (element, name, value) => element === "rel:Relationship" && name === "Target" && isPersonalAddress(value) ? "link" : undefined,
  };
}
