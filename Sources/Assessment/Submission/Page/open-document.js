// Reads an ODT (ISO/IEC 26300): Sources/Documents/OpenDocument.

const openManifest = "META-INF/manifest.xml";
const openTextType = "application/vnd.oasis.opendocument.text";

class OpenDocument {
  constructor(parts) {
    this.parts = parts;
    this.read = new Map();
    /** By path; folders end in a slash. */
    this.types = new Map();
    this.isEncrypted = false;
    if (!parts.has(openManifest)) return;
    this.walk(openManifest, onStart((name, attributes) => {
      if (name === "manifest:encryption-data") this.isEncrypted = true;
      const path = attributes.get("manifest:full-path");
      if (name === "manifest:file-entry" && path !== undefined) this.types.set(path, attributes.get("manifest:media-type") ?? "");
    }));
  }

  get mimetype() {
    const text = new TextDecoder().decode((this.parts.get("mimetype") ?? new Uint8Array()).subarray(0, 200));
    return text.split(/\p{White_Space}+/u).find((one) => one !== "") ?? this.types.get("/") ?? "";
  }

  markup(part) {
    if (!this.read.has(part)) {
      const bytes = this.parts.get(part);
      if (!bytes) throw this.parts.has(part) ? new DocumentFlaw("markup", part, malformed()) : new DocumentFlaw("missing", part);
      this.read.set(part, new Markup(bytes, this.parts.budget));
    }
    return this.read.get(part);
  }

  walk(part, reader) { walkPart(this.markup(part), part, openVocabulary, reader); }
}

function readOpenDocument(parts, subject) {
  const reading = { format: "odt", words: {}, paragraphs: [], traces: [], findings: [] };
  try {
    const open = new OpenDocument(parts);
    if (open.mimetype !== openTextType) {
      reading.findings.push(finding("wrong-content", "refused", subject, "the name says ODT, but the file is no OpenDocument text",
        "open it in the program that made it, save it as ODT or DOCX, and hand in the new file"));
    }
    if (open.isEncrypted) {
      reading.findings.push(passwordFinding(subject));
      throw new DocumentFlaw("missing", "");
    }
    const risks = new OpenRisks(subject);
    risks.look(open);
    const sources = ["content.xml", "styles.xml"].filter((one) => one === "content.xml" || parts.has(one));
    const styles = new OpenStyles(), looks = new OpenLooks(), paragraphs = [], objects = [];
    for (const source of [...sources].reverse()) for (const reader of [styles, looks]) open.walk(source, reader);
    reading.doubtfulWords = 0;
    const take = (source, text) => {
      open.walk(source, text);
      open.walk(source, risks);
      paragraphs.push(...text.paragraphs);
    };
    for (const source of sources) {
      const text = new OpenText("body", styles, new OpenLook(looks));
      take(source, text);
      reading.doubtfulWords += text.doubtfulWords;
      objects.push(...text.objects);
    }
    for (const object of objects) takeDrawn(open, object, take);
    reading.paragraphs = markReferences(paragraphs);
    reading.words = countParts(paragraphs);
    const told = openTraces(open, subject);
    reading.traces = told.traces;
    reading.findings.push(...risks.findings, ...told.findings);
    reading.open = open;
  } catch (flaw) {
    if (!(flaw instanceof DocumentFlaw)) throw flaw;
    if (gravest(reading.findings) !== "refused") reading.findings.push(flaw.finding(subject));
  }
  if (gravest(reading.findings) === "refused") reading.format = undefined;
  return reading;
}

const plainObjects = ["chart", "formula", "graphics"].map((one) => `application/vnd.oasis.opendocument.${one}`);
const fetching = new Set(["draw:image", "draw:object", "draw:object-ole", "draw:plugin", "draw:floating-frame",
  "text:section-source", "style:background-image", "draw:fill-image", "draw:applet"]);

/** Takes the text of a chart or an equation; other objects are not read, and named elsewhere. */
function takeDrawn(open, { name, container }, take) {
  const stem = name.replace(/^\.\//, ""), type = open.types.get(`${stem}/`) ?? open.types.get(stem) ?? "", isChart = type.endsWith(".chart");
  if (!isChart && !type.endsWith(".formula") || !open.parts.has(`${stem}/content.xml`)) return;
  take(`${stem}/content.xml`, new OpenText(isChart ? "charts" : container, new OpenStyles(), new OpenLook(new OpenLooks())));
}

/** What in an ODT is active, embedded or fetched from elsewhere. */
class OpenRisks {
  constructor(subject) {
    this.subject = subject;
    this.findings = [];
  }

  look(open) {
    for (const name of open.parts.names) {
      const isList = name.endsWith("/script-lc.xml") || name.endsWith("/script-lb.xml");
      if (name.startsWith("Scripts/") || name.startsWith("Basic/") && !isList) addOnce(this.findings, macroFinding(this.subject));
      if (/\.(xml|rdf)$/.test(name) && open.parts.hasDoctype(name)) addOnce(this.findings, doctypeFinding(this.subject, name));
      const risk = open.parts.risk(name);
      if (risk) addOnce(this.findings, riskFinding(risk, this.subject));
    }
    for (const [path, type] of open.types) {
      if (path !== "/" && type.startsWith("application/vnd.oasis.") && !plainObjects.includes(type)) addOnce(this.findings, embeddedObject(this.subject));
    }
  }

  start(name, attributes) {
    if (name === "script:event-listener" || name === "presentation:event-listener") addOnce(this.findings, macroFinding(this.subject));
    else if (name === "office:dde-source" || name === "text:dde-connection-decl") {
      this.hold("linked-field", "a field in the document fetches text from another program");
    } else if (fetching.has(name)) {
      const address = attributes.get("xlink:href") ?? "";
      // An address that leads out of the package.
      if (address.includes(":") || /^(\.\.\/|[/\\])/.test(address)) {
        this.hold("external-link", "the document fetches something from elsewhere when it is opened");
      }
    }
  }

  text() {}
  end() {}

  hold(code, message) {
    addOnce(this.findings, finding(code, "held", this.subject, message,
      "put the text or picture itself into the document (in LibreOffice: Edit, Links to External Files, Break Link)"));
  }
}

/** What becomes of the other parts in the assessor's copy; an empty kind is no trace by itself. */
const openFolders = {
  Thumbnails: "thumbnail", "META-INF": "signature", Configurations2: "custom-data", "layout-cache": "custom-data",
  "manifest.rdf": "custom-data", Versions: "document-data", "VersionList.xml": "document-data",
};

function openTraces(open, subject) {
  const { parts } = open, told = { traces: [], findings: [] };
  for (const name of [...parts.names].sort(byCodePoints)) {
    if (name === "mimetype" || name === openManifest) continue;
    const steps = name.split("/").filter((one) => one !== ""), last = steps.at(-1);
    if (last === "content.xml" || last === "styles.xml") told.traces.push(...traceKindsOf(open.markup(name), name, openTraceRules));
    else if (last === "settings.xml") told.traces.push(...traceKindsOf(open.markup(name), name, openSettingsRules));
    else if (last === "meta.xml") told.traces.push("properties");
    else if (steps[0] === "Pictures" || steps[0] === "media") tellPicture(parts, name, told, subject);
    else if (steps[0] === "ObjectReplacements") {
      if (isCleanable(parts, name)) tellPicture(parts, name, told, subject);
    } else if (steps[0] !== "Fonts") {
      told.traces.push(own(openFolders, steps[0]) ?? (parts.other(name)?.isObject ? "embedded" : "unknown-part"));
    }
  }
  if (parts.tellsOfMaker) told.traces.push("container");
  return told;
}

const isCleanable = (parts, name) => (parts.get(name) ? cleanPicture(parts.get(name), parts.budget) : parts.other(name).picture) !== null;
