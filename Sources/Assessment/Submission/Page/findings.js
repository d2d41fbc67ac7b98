// What was found: a code, how grave it is, what it is about, what happened, what to do. Codes and
// words are those of the command line, so that page and office never say two things.

const finding = (code, severity, subject, message, remedy) => ({ code, severity, subject, message, remedy });

const grades = ["note", "warning", "held", "refused"];
const gravest = (findings) => grades[Math.max(-1, ...findings.map((one) => grades.indexOf(one.severity)))];

/** Adds what is not yet there. */
function addOnce(findings, one) {
  const isSame = (other) => other.code === one.code && other.subject === one.subject && other.message === one.message;
  if (!findings.some(isSame)) findings.push(one);
}

const asDocx = (program) => `open it in ${program}, choose Save As, Word Document (.docx), and hand in the new file`;
const yourProgram = "open it in your word processor, save it as a Word document (.docx: in Word or LibreOffice with File, Save As, "
  + "in Google Docs with File, Download, in Pages with File, Export To), and hand in the new file";

const damagedFinding = (subject, reason) => finding("damaged-document", "refused", subject, `the document is damaged: ${reason}`,
  "open it in the program that made it, save it under a new name, and hand in the new file");

const passwordFinding = (subject) => finding("has-password", "refused", subject, "the document cannot be opened without a password",
  "take the password off in the program that made it, save, and hand in the new file");

const macroFinding = (subject) => finding("has-macros", "refused", subject, "the document holds macros", yourProgram);

const embeddedObject = (subject) => finding("embedded-object", "held", subject, "another file is embedded in the document",
  "put its content into the document itself as text, table or picture");

const programFinding = (subject) => finding("has-program", "refused", subject, "a program is embedded in the document", "delete it from the document and save");

function riskFinding(risk, subject) {
  return risk === "program" ? programFinding(subject) : risk === "macros" ? macroFinding(subject) : embeddedObject(subject);
}

const pictureFinding = (subject, name, kind) => finding("picture-not-cleaned", "held", subject,
  `the picture ${name} is ${kind}: its hidden details cannot be taken out`,
  "cut it out of the document, paste it again with Paste Special as a picture (PNG or JPEG), and save; "
    + "without that it is taken too, and the office looks at it by hand");

const doctypeFinding = (subject, part) => finding("has-doctype", "refused", subject,
  `${part} holds a document type declaration, which no word processor writes`, yourProgram);

/** Why a document's inside cannot be read. */
class DocumentFlaw extends Error {
  constructor(kind, part, cause) {
    super(kind);
    Object.assign(this, { kind, part, cause });
  }

  finding(subject) {
    if (this.kind === "missing") return damagedFinding(subject, `${this.part} is missing`);
    if (this.kind === "climbs") {
      return finding("bad-part-path", "refused", subject, `${this.part} leads to a place outside the document`, yourProgram);
    }
    if (this.cause.kind === "doctype") return doctypeFinding(subject, this.part);
    if (this.cause.kind === "limit") {
      return finding("too-complex", "refused", subject, `${this.part} ${this.cause.message}`, "copy the text into a new document and hand that in");
    }
    return damagedFinding(subject, `${this.part} ${this.cause.message}`);
  }
}

/** Walks through a part and says which part it was that could not be read. */
function walkPart(markup, part, vocabulary, reader) {
  try {
    markup.walk(vocabulary, reader);
  } catch (flaw) {
    throw flaw instanceof MarkupFlaw ? new DocumentFlaw("markup", part, flaw) : flaw;
  }
}

function traceKindsOf(markup, part, rules) {
  const scan = new TraceScan(rules);
  walkPart(markup, part, rules.vocabulary, scan);
  return [...scan.kinds].sort();
}

/** A container that is refused is a damaged document; what the check said comes after it. */
function containerFindings(flaws, subject) {
  if (flaws.some((one) => one.code === "encrypted")) return [passwordFinding(subject)];
  const first = flaws[0], about = first.subject === "" ? "" : `${first.subject}: `;
  return [damagedFinding(subject, about + first.message), ...flaws.map((one) =>
    finding(one.code, "refused", one.subject === "" ? subject : `${subject}: ${one.subject}`, one.message, "copy or download the file again; if that does not help, make it again"))];
}

/** Text as it may be shown: what moves, hides or fakes other characters is spelled out. */
function escaped(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, (one) =>
    one === "\u200c" || one === "\u200d" ? one : `\\u{${one.codePointAt(0).toString(16)}}`);
}
