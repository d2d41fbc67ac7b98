// Checks a response against an assessment, all at once: Sources/Assessment/Submission/ResponseCheck.swift,
// ResponseWords.swift and ResponseTraces.swift. What waits for a person's decision after handing in
// is a warning before.

/** Findings on a document whose words nobody has counted, which is not to have none. */
const uncountedCodes = new Set(["looks-scanned", "poppler-missing", "no-words"]);

/** Kinds of traces in the words of the people whose they are. */
const traceWords = {
  properties: "the file's properties", "custom-properties": "the file's properties", comments: "comments",
  changes: "tracked changes", people: "the list of who worked on it", template: "the name of its template",
  "image-metadata": "data inside its pictures", printer: "the name of a printer", signature: "a signature",
  link: "a path on a computer or an e-mail address", "author-field": "a field with the author",
  embedded: "a file inside it", annotations: "notes in the PDF", "front-matter": "the head of the file",
  thumbnail: "a picture of its first page", container: "names inside the file", name: "a name",
};

/** Checks files as the browser gives them. Nothing is read of a file that is too large. */
async function checkResponse(files, assessment) {
  const check = { files: [], findings: [], limit: assessment.limit, tolerated: undefined, counted: undefined };
  if (check.limit !== undefined) check.tolerated = check.limit + Math.floor(check.limit * assessment.tolerance / 100);
  const { most } = assessment;
  if (files.length > most) {
    check.findings.push(finding("too-many-files", "refused", "", `${spokenCount(files.length, "file")} were given, and at most ${most} ${most === 1 ? "is" : "are"} taken`,
      "put the whole response into one document"));
  }
  if (files.length === 0) check.findings.push(finding("no-file", "refused", "", "no file was given", "choose your response"));
  for (const file of files) await checkFile(check, file, assessment);
  check.counted = check.files.reduce((sum, one) => sum === undefined || one.counted === undefined ? undefined : sum + one.counted, 0);
  judgeLength(check, assessment);
  judgeTwice(check);
  check.findings = check.findings.map(beforeHandingIn);
  return check;
}

const beforeHandingIn = (one) => one.severity === "held" ?
  { ...one, severity: "warning", message: `${one.message}; after handing in, a person will have to look at it` } : one;

async function checkFile(check, file, assessment) {
  const refuse = (code, message, remedy) => check.findings.push(finding(code, "refused", escaped(file.name), message, remedy));
  if (file.size > assessment.bytes) {
    return refuse("file-too-big", `is larger than ${spokenBytes(assessment.bytes)}, the most that is taken`,
      "make its pictures smaller: in Word, Picture Format, Compress Pictures");
  }
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    return refuse("file-unreadable", "cannot be read", "copy it to this device and try again");
  }
  if (bytes.length === 0) return refuse("file-empty", "is empty", "choose the file that holds your response");
  const reading = await readDocument(bytes, file.name);
  check.findings.push(...reading.findings);
  if (reading.format && !assessment.formats.includes(reading.format)) {
    refuse("format-not-taken", `is ${reading.format}, and what is taken is ${assessment.formats.join(", ")}`, "save it in one of these formats");
  }
  const isKnown = reading.format && !reading.uncounted && gravest(reading.findings) !== "refused";
  const words = isKnown ? countOf(reading.words, assessment.counts) : undefined;
  const isUnknown = reading.findings.some((one) => uncountedCodes.has(one.code));
  check.files.push({ name: file.name, bytes, reading, counted: isUnknown ? undefined : words, ownNumber: ownNumber(reading, assessment.counts) });
  judgeTraces(check, reading, file.name);
  if (words !== undefined && words <= 10 && isLink(reading)) {
    refuse("link-not-file", "holds only a link to a document", "open the link, download the document itself, and hand that in");
  }
}

/** Whether the text begins with an address on the network. */
function isLink(reading) {
  const text = reading.paragraphs.find((one) => one.text !== "")?.text.toLowerCase() ?? "";
  return ["http://", "https://", "www.", "[internetshortcut]"].some((start) => text.startsWith(start));
}

/** What tells who wrote it: a warning and never more, since the office takes it out for assessors. */
function judgeTraces(check, reading, name) {
  const told = [...new Set(reading.traces.map((kind) => traceWords[kind] ?? "technical marks of the program"))];
  if (told.length > 0) {
    const remove = { docx: ", or remove it yourself: in Word with File, Info, Inspect Document; in Google Docs or Pages settle comments "
        + "and suggestions, and export it again",
      odt: ", or remove most of it yourself with File, Properties, Reset Properties in LibreOffice" };
    check.findings.push(finding("gives-away", "warning", escaped(name), `may tell who wrote it: ${told.join(", ")}`,
      `nothing has to be done: assessors get a copy without it${remove[reading.format] ?? ""}`));
  }
  const margins = countOf(reading.words, ["headers", "footers"]);
  if (margins > 0) {
    check.findings.push(finding("header-words", "note", escaped(name), `has ${spokenCount(margins, "word")} in its page headers and footers`,
      "make sure that your name is not among them"));
  }
}

const overGrade = { note: "note", warn: "warning", hold: "held", refuse: "refused" };
const overRemedy = {
  note: "shorten it if you can: assessors may stop reading at the limit",
  warn: "shorten it if you can: assessors may stop reading at the limit",
  hold: "shorten it, or a person will have to decide about it",
  refuse: "shorten it until it is within the limit",
};

/** Over the limit, by the policy; far under it, since then the wrong file was probably chosen. */
function judgeLength(check, { over, fewest }) {
  const { counted, limit, tolerated } = check;
  if (counted === undefined || check.files.length === 0) return;
  if (limit !== undefined && counted > limit) {
    const tolerance = tolerated > limit ? ` and ${spokenNumber(tolerated)} are let pass` : "";
    const isOver = counted > tolerated;
    check.findings.push(finding("words-over", isOver ? overGrade[over] : "note", "",
      `${spokenCount(counted, "word")} count, ${spokenNumber(counted - limit)} over the limit of ${spokenNumber(limit)}${tolerance}`,
      isOver ? overRemedy[over] : "nothing has to be done"));
  }
  if (counted < fewest) {
    check.findings.push(finding("very-short", "held", "", counted === 0 ? "no words count" : `only ${spokenCount(counted, "word")} count`,
      "make sure that this is the right file, and that its text is no picture"));
  }
}

/** How often each word of the text itself stands there, without signs and case. */
function wordCounts(reading) {
  const counts = new Map();
  for (const { text } of reading.paragraphs.filter((one) => usualParts.includes(one.part))) {
    for (const word of text.toLowerCase().normalize("NFC").split(/[^\p{Alphabetic}\p{N}\p{M}]+/u)) if (word !== "") counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Whether nineteen in twenty of the words of each stand in the other. */
function holdsSameText(one, other) {
  const all = (counts) => [...counts.values()].reduce((sum, count) => sum + count, 0);
  const common = [...one].reduce((sum, [word, count]) => sum + Math.min(count, other.get(word) ?? 0), 0), most = Math.max(all(one), all(other));
  return most > 0 && common * 20 >= most * 19;
}

/** The same text in two files, such as a document and a copy of it: one of them is enough. */
function judgeTwice(check) {
  const texts = check.files.length > 1 ? check.files.map(({ reading }) => wordCounts(reading)) : [];
  check.files.forEach((file, index) => {
    const other = file.counted > 0 ? texts.slice(0, index).findIndex((one) => holdsSameText(texts[index], one)) : -1;
    if (other >= 0) {
      check.findings.push(finding("same-text-twice", "warning", escaped(file.name),
        `has the same text as ${escaped(check.files[other].name)}, and its words count twice`, "hand in one of the two"));
    }
  });
}

/** The participant's own identifier in the text, which an assessor would read. */
function identifierFindings(check, identifier) {
  const id = identifier.toLowerCase();
  if (id.length <= 4) return [];
  return check.files.flatMap((file) => {
    const parts = file.reading.paragraphs.filter((one) => one.text.toLowerCase().includes(id)).map((one) => one.part);
    return parts.length === 0 ? [] : [finding("gives-away", "warning", escaped(file.name),
      `holds your identifier in its text (${parts[0]}, ${spokenCount(parts.length, "time")})`,
      "take it out: assessors should not know whose response they read")];
  });
}
