// Reads a Word document: its parts and relationships (OPC, ISO/IEC 29500-2), its text, its risks, and
// what tells who made it. The rules of Sources/Documents/Word.

const contentTypes = "[Content_Types].xml";

/** A reader that only looks at how elements begin. */
const onStart = (start) => ({ start, text() {}, end() {} });

class OpenPackage {
  constructor(parts) {
    this.parts = parts;
    this.read = new Map();
    this.defaults = new Map();
    this.overrides = new Map();
    /** By source part in lower case; the package's own stand under the empty name. */
    this.relationships = new Map();
    this.walk(contentTypes, onStart((name, attributes) => {
      const type = attributes.get("ContentType");
      if (type === undefined) return;
      if (name === "ct:Default" && attributes.has("Extension")) this.defaults.set(attributes.get("Extension").toLowerCase(), type);
      if (name === "ct:Override" && attributes.has("PartName")) this.overrides.set(partName(attributes.get("PartName")), type);
    }));
    for (const name of parts.names.filter((one) => one.toLowerCase().endsWith(".rels"))) {
      const source = sourceOf(name);
      if (source === undefined) continue;
      const key = source.toLowerCase();
      this.relationships.set(key, [...this.related(key), ...this.readRelationships(name, source)]);
    }
  }

  get main() { return this.related("").find((one) => one.kind === "officeDocument")?.part; }
  get types() { return [...this.defaults.values(), ...this.overrides.values()]; }
  related(part) { return this.relationships.get(part.toLowerCase()) ?? []; }
  type(part) { return this.overrides.get(part.toLowerCase()) ?? this.defaults.get(part.toLowerCase().split(".").filter((one) => one !== "").at(-1) ?? "") ?? ""; }

  /** Whether a part is XML by its name or its type. */
  isMarkup(name) {
    const type = this.type(name);
    return /\.(xml|rels)$/i.test(name) || type.endsWith("+xml") && type !== "image/svg+xml" || type.endsWith("/xml");
  }

  markup(part) {
    const key = part.toLowerCase();
    if (!this.read.has(key)) {
      const bytes = this.parts.get(part);
      if (!bytes) throw this.parts.has(part) ? new DocumentFlaw("markup", part, malformed()) : new DocumentFlaw("missing", part);
      this.read.set(key, new Markup(bytes, this.parts.budget));
    }
    return this.read.get(key);
  }

  walk(part, reader) { walkPart(this.markup(part), part, officeVocabulary, reader); }

  readRelationships(name, source) {
    const found = [];
    let climbs = false;
    this.walk(name, onStart((element, attributes) => {
      const [id, type, target] = ["Id", "Type", "Target"].map((key) => attributes.get(key));
      if (element !== "rel:Relationship" || id === undefined || type === undefined || target === undefined) return;
      let part;
      if (attributes.get("TargetMode") !== "External") {
        part = resolvePart(target, source);
        climbs ||= part === undefined;
      }
      found.push({ id, kind: type.split("/").filter((one) => one !== "").at(-1) ?? "", target, part, isExternal: part === undefined });
    }));
    if (climbs) throw new DocumentFlaw("climbs", name);
    return found;
  }
}

const partName = (name) => name.replace(/^\/+/, "").toLowerCase();

/** `word/_rels/document.xml.rels` belongs to `word/document.xml`, `_rels/.rels` to the package. */
function sourceOf(name) {
  const steps = name.split("/").filter((one) => one !== "");
  if (steps.length < 2 || steps.at(-2).toLowerCase() !== "_rels") return undefined;
  const file = steps.at(-1).slice(0, -".rels".length);
  return file === "" ? "" : [...steps.slice(0, -2), file].join("/");
}

/** The part that a target names, seen from its source; nothing where it climbs out. */
function resolvePart(target, source) {
  const path = target.split("#")[0];
  const steps = path.startsWith("/") ? [] : source.split("/").filter((one) => one !== "").slice(0, -1);
  for (const step of path.split("/").filter((one) => one !== "" && one !== ".")) {
    if (step !== "..") steps.push(step);
    else if (steps.pop() === undefined) return undefined;
  }
  return steps.join("/");
}

const partOrder = [
  ["footnotes", "footnotes"], ["endnotes", "endnotes"], ["header", "headers"], ["footer", "footers"],
  ["comments", "comments"],
];
/** What is drawn, which has parts of its own. */
const drawnKinds = ["diagramData", "chart", "chartEx", "chartUserShapes"];

function readWord(parts, subject) {
  const reading = { format: "docx", words: {}, paragraphs: [], traces: [], findings: [] };
  try {
    const open = new OpenPackage(parts), { main } = open;
    if (main === undefined) throw new DocumentFlaw("missing", "the main part");
    const wrong = mainTypeFinding(open.type(main), subject);
    if (wrong) reading.findings.push(wrong);
    const risks = new WordRisks(subject);
    risks.look(open);
    const paragraphs = readWordText(open, main, risks, reading);
    reading.paragraphs = markReferences(paragraphs);
    reading.words = countParts(paragraphs);
    const told = wordTraces(open, subject);
    reading.traces = told.traces;
    reading.findings.push(...risks.findings, ...told.findings);
    reading.open = open;
  } catch (flaw) {
    if (!(flaw instanceof DocumentFlaw)) throw flaw;
    reading.findings.push(flaw.finding(subject));
  }
  if (gravest(reading.findings) === "refused") reading.format = undefined;
  return reading;
}

/** The paragraphs of all parts in reading order. */
function readWordText(open, main, risks, reading) {
  const styles = new WordStyles(), looks = new WordLooks(), paragraphs = [], read = [main];
  const partsOf = (kind, source) => {
    const found = open.related(source).filter((one) => one.kind === kind && one.part !== undefined && open.parts.has(one.part)).map((one) => one.part);
    return found.filter((part, place) => found.findIndex((one) => one.toLowerCase() === part.toLowerCase()) === place);
  };
  for (const part of partsOf("theme", main)) open.walk(part, looks.theme);
  for (const part of partsOf("settings", main)) open.walk(part, looks.settings);
  const background = backgroundOf(open, main);
  if (background) looks.takeBackground(background);
  if ([main, ...partsOf("header", main)].some((part) => open.parts.get(part) && WordPage.hasBackdrop(open.parts.get(part)))) looks.page = "unknown";
  for (const part of partsOf("styles", main)) for (const reader of [styles, looks]) open.walk(part, reader);
  reading.doubtfulWords = 0;
  const take = (part, home, look) => {
    const text = new WordText(home, styles, look);
    open.walk(part, text);
    open.walk(part, risks);
    paragraphs.push(...text.paragraphs);
    reading.doubtfulWords += text.doubtfulWords;
  };
  take(main, "body", new WordLook(looks, new WordPage(open.parts.get(main))));
  for (const [kind, home] of partOrder) {
    for (const part of partsOf(kind, main)) {
      take(part, home, new WordLook(looks));
      read.push(part);
    }
  }
  // The text of diagrams and charts, also of those in headers and notes.
  const seen = new Set();
  for (const source of read) {
    for (const kind of drawnKinds) {
      for (const part of partsOf(kind, source).filter((one) => !seen.has(one.toLowerCase()))) {
        seen.add(part.toLowerCase());
        take(part, kind === "diagramData" ? "text-boxes" : "charts", new WordLook(new WordLooks()));
        read.push(part);
      }
    }
  }
  return paragraphs;
}

/** What the main part says of the page's own colour, before its body. */
function backgroundOf(open, main) {
  let found, isOver = false;
  open.walk(main, onStart((name, attributes) => {
    if (name === "w:background" && !isOver) found = attributes;
    isOver ||= name === "w:background" || name === "w:body";
  }));
  return found;
}

/** A package that is no plain Word document: a template, a workbook, slides. */
function mainTypeFinding(type, subject) {
  if (type.endsWith("wordprocessingml.document.main+xml") || type.toLowerCase().includes("macro")) return undefined;
  const what = type.includes("wordprocessingml.template") ? "a Word template" : type.includes("spreadsheetml") ? "a workbook" :
    type.includes("presentationml") ? "a set of slides" : "no Word document";
  return finding("wrong-content", "refused", subject, `the name says DOCX, but the file is ${what}`, asDocx("Word"));
}
