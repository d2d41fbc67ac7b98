// Reads a document: what it says, what it tells, what stands against it. The rules of
// Sources/Documents/ReadDocument.swift, Plain/ReadPlain.swift, Reading/NameJudgement.swift and
// LengthFindings.swift.

/** What a file's name says that it is: a format that is read, or a code, what it is, what to do. */
const formatEndings = {
  docx: "docx", odt: "odt", pdf: "pdf", txt: "txt", text: "txt", md: "md", markdown: "md",
};
const unwanted = Object.fromEntries([
  ["doc dot wps", "old-word", "is in the format of old Word", asDocx("Word")],
  ["docm dotm", "has-macros", "is a Word document with macros", asDocx("Word")],
  ["dotx ott", "is-template", "is a template", yourProgram],
  ["rtf", "rich-text", "is in Rich Text Format", asDocx("Word")],
  ["pages", "apple-pages", "is in the format of Apple Pages", "in Pages choose File, Export To, Word, and hand in the DOCX file"],
  ["gdoc", "google-link", "is only a link to a Google document", "in Google Docs choose File, Download, Microsoft Word, and hand in the DOCX file"],
  ["zip", "format-not-taken", "is a ZIP", "take the document out of it (in Windows: Extract All), and hand that in"],
  ["html htm mht mhtml", "web-page", "is a web page", yourProgram],
  ["jpg jpeg png heic heif gif tif tiff bmp webp", "format-not-taken", "is a picture", "hand in the document that you typed, as a Word document (.docx)"],
  ["url webloc lnk", "format-not-taken", "is only a link", "open what it leads to, save that as a Word document (.docx), and hand in that file"],
  ["crdownload part partial download", "format-not-taken", "is a download that has not ended", "wait until it has ended, or download the document again, and hand in the whole file"],
].flatMap(([names, ...rest]) => names.split(" ").map((name) => [name, rest])));

/** Files that lie beside documents, by how their names begin. */
const companions = [
  ["~$", "a note that Word keeps beside it while it is open"],
  [".~lock.", "a note that LibreOffice keeps beside it while it is open"],
  ["._", "what a Mac keeps beside it"],
];

/** A format that is read which a file may well be, and how names of such files end. */
function likelyFormat(content, bytes) {
  if (content.kind === "pdf") return ["it looks like a PDF", "pdf"];
  if (content.kind !== "zip") return undefined;
  if (holdsBytes(bytes, ascii("word/document.xml"))) return ["it looks like a Word document", "docx"];
  return holdsBytes(bytes.subarray(0, 120), ascii("application/vnd.oasis.opendocument.text")) ? ["it looks like an OpenDocument text", "odt"] : undefined;
}

function endingOf(name) {
  const base = name.slice(name.lastIndexOf("/") + 1), dot = base.lastIndexOf(".");
  return dot > 0 && dot + 1 < base.length ? base.slice(dot + 1).toLowerCase() : undefined;
}

/** Compares what a name says with what the bytes are; nothing where both agree on a format that is read. */
function judgeFileName(name, content, bytes) {
  const refused = (code, message, remedy) => finding(code, "refused", name, message, remedy);
  if (content.kind === "empty") return refused("empty-file", "the file is empty", "save the document again and hand in the new file");
  if (content.kind === "encrypted") return passwordFinding(name);
  const ending = endingOf(name), base = name.slice(name.lastIndexOf("/") + 1), likely = likelyFormat(content, bytes);
  if (ending === undefined) {
    return refused("no-ending", "the file's name does not say what it is", likely ? `${likely[0]}: put .${likely[1]} at the end of its name` : "save it from your word processor as a Word document (.docx), and hand in that file");
  }
  const format = own(formatEndings, ending);
  const expected = { docx: ["zip"], odt: ["zip"], pdf: ["pdf"], txt: ["text", "html"], md: ["text", "html"] }[format];
  if (expected?.includes(content.kind)) return undefined;
  const companion = companions.find(([start]) => base.startsWith(start));
  if (companion) return refused("format-not-taken", `the file is not the document, but ${companion[1]}`, `choose the file of the same name without ${companion[0]} in front`);
  if (!format) {
    const [code, what, remedy] = own(unwanted, ending) ??
      ["format-not-taken", "has an ending that we do not take", "hand in a DOCX, ODT, PDF, text or Markdown file"];
    return refused(code, `the file ${what}`, remedy);
  }
  return refused("wrong-content",
    `the name says ${format.toUpperCase()}, but the file is ${content.words}`,
    likely ? `${likely[0]}: let its name end in .${likely[1]} instead, or save it as a Word document (.docx)` :
    "open it in the program that made it, save it as a Word document (.docx), and hand in the new file");
}

const emptyReading = () => ({ format: undefined, words: {}, paragraphs: [], traces: [], findings: [] });

/** Reads the bytes of a file. What this page cannot or must not read itself is `uncounted`. */
async function readDocument(bytes, name) {
  const reading = emptyReading(), wrong = judgeFileName(name, contentOf(bytes), bytes);
  if (wrong) return { ...reading, findings: [wrong] };
  const format = own(formatEndings, endingOf(name));
  // Poppler is the office's; what is in a PDF is looked at when it arrives.
  if (format === "pdf") return { ...reading, format, uncounted: "pdf" };
  let read;
  try {
    read = format === "docx" || format === "odt" ? await readPackage(bytes, format, name) : readPlain(bytes, format, name);
  } catch (reason) {
    if (reason instanceof TooMuch) return { ...reading, format, uncounted: "size" };
    throw reason;
  }
  if (read.format !== undefined) read.findings.push(...lengthFindings(read, name));
  const isEmpty = Object.keys(read.words).length === 0;
  if (read.format !== undefined && isEmpty && gravest(read.findings) !== "refused") {
    read.findings.push(finding("no-words", "held", name, "no words were found in the document",
      "check that it is the right file; text that stands in a picture is not counted"));
  }
  return read;
}

async function readPackage(bytes, format, name) {
  let parts;
  try {
    parts = await DocumentParts.open(bytes);
  } catch (reason) {
    if (reason instanceof ContainerRefused) return { ...emptyReading(), findings: containerFindings(reason.findings, name) };
    throw reason;
  }
  const isWord = parts.has(contentTypes), isOpen = parts.has("mimetype");
  if (format === "docx" && isWord) return readWord(parts, name);
  if (format === "odt" && isOpen) return readOpenDocument(parts, name);
  const what = isWord ? "an Office document" : isOpen ? "an OpenDocument" : "another kind of ZIP";
  return { ...emptyReading(), findings: [finding("wrong-content", "refused", name, `the name says ${format.toUpperCase()}, but the file is ${what}`,
    "open it in the program that made it, save it as a Word document (.docx), and hand in the new file")] };
}

function readPlain(bytes, format, name) {
  const reading = emptyReading(), found = decodeText(bytes);
  if (!found) return { ...reading, findings: [damagedFinding(name, "it is no text that we can read")] };
  if (bytes.length > pageLimits.text) throw new TooMuch();
  reading.format = format;
  let paragraphs;
  if (format === "md") {
    const markdown = new MarkdownText();
    markdown.read(textLines(found.text));
    paragraphs = markdown.paragraphs;
    if (markdown.namesAuthor) reading.traces.push("front-matter");
    if (paragraphs.some((one) => one.part === "hidden")) reading.traces.push("comments");
  } else paragraphs = textBlocks(found.text);
  reading.paragraphs = markReferences(paragraphs);
  reading.words = countParts(paragraphs);
  reading.findings = plainFindings(found, bytes, name);
  return reading;
}

/** Paragraphs between empty lines; a line that announces the references stands alone. */
function textBlocks(text) {
  const paragraphs = [];
  let block = [];
  const close = () => {
    if (block.length > 0) paragraphs.push({ part: "body", text: block.join("\n") });
    block = [];
  };
  for (const line of textLines(text)) {
    if (isBlankLine(line)) close();
    else if (namesReferences(line)) {
      close();
      paragraphs.push({ part: "body", text: line });
    } else block.push(line);
  }
  close();
  return paragraphs;
}

function isBlankLine(line) {
  for (const one of line) if (wordClass(one.codePointAt(0)) !== blank) return false;
  return true;
}

function plainFindings({ text, isGuess }, bytes, name) {
  const findings = [];
  if (isGuess) {
    findings.push(finding("guessed-encoding", "warning", name, "the file does not say how its letters are stored; it was read as Windows-1252",
      "check letters with accents, or save the file as UTF-8"));
  }
  if (contentOf(bytes).kind === "html") {
    findings.push(finding("html-as-text", "warning", name, "the file is a web page that is named as text; its tags are read as they stand",
      "open it in a browser, copy the text into a document, and hand that in"));
  }
  if (/[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/.test(text)) {
    findings.push(finding("control-characters", "warning", name, "the text holds characters that steer a terminal or turn the direction of writing",
      "delete them, or save the text anew from your word processor"));
  }
  if (/^[\x00-\x20]*$/.test(text)) findings.push(finding("no-words", "refused", name, "the file holds no words", "hand in the file with your text"));
  return findings;
}

/** Ways in which a text may seem shorter or longer than it is; none is proof of anything. */
function lengthFindings(reading, name) {
  const findings = concealedFindings(reading, name), references = reading.words.references ?? 0;
  if (references > 200 && references * 2 > countOf(reading.words, usualParts)) {
    findings.push(finding("long-references", "warning", name, `${references} words stand under the heading of the reference list, and it does not count`,
      "if something else follows the list, such as an appendix, give it a heading of its own (in Word: Home, Styles, Heading 1)"));
  }
  const odd = reading.paragraphs.filter((one) => one.part !== "comments").map((one) => oddLengths(one.text));
  const [invisible, joined] = ["invisible", "joined"].map((key) => odd.reduce((sum, one) => sum + one[key], 0));
  if (invisible > 0) {
    findings.push(finding("invisible-characters", "warning", name, `the text holds ${invisible} characters that print as nothing or as a blank that is none`,
      "nothing needs to be done if your language uses them; else replace them by blanks"));
  }
  if (joined > 0) {
    findings.push(finding("joined-words", "warning", name, `${joined} words are longer than any word is`, "put blanks between words that run into each other"));
  }
  return findings;
}
