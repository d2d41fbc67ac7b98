// What is said of a script, as rows; what goes into a file and comes out of one.

function blankRow(script, revision) {
  return { script, revision, marks: {}, comments: {}, comment: "", note: "", flags: [], later: false, sent: false, known: [] };
}

/** What a row says, by the names of the columns of a mark sheet. */
function fieldsOf(row) {
  return [...Object.keys(row.marks),
    ...Object.entries(row.comments).filter(([, text]) => text.trim()).map(([id]) => `${id} comment`),
    ...["comment", "note"].filter((key) => row[key].trim()), ...row.flags.map((flag) => `flag ${flag}`)];
}

/** What has left in a file before, stands no longer, and so is taken back. */
const clearedIn = (row) => (row.known || []).filter((field) => !fieldsOf(row).includes(field));

const schemeOf = (script) => script.of.pack.schemes.find((one) => one.qualification === script.qualification);
const criteriaOf = (script) => schemeOf(script).criteria;

const saysNothing = (row) =>
  Object.keys(row.marks).length === 0 && Object.values(row.comments).every((text) => !text.trim()) &&
  !row.comment.trim() && !row.note.trim() && row.flags.length === 0 && !row.later && clearedIn(row).length === 0;

const marksSet = (script, row) => criteriaOf(script).filter((one) => one.id in row.marks).length;
const isComplete = (script, row) => marksSet(script, row) === criteriaOf(script).length;
const isAuthorKnown = (row) => row.flags.includes("i-know-the-author");
/** Done: marked in full, or not to be marked since the author is known. */
const isDone = (script, row) => isComplete(script, row) || isAuthorKnown(row);
const total = (row) => Object.values(row.marks).reduce((sum, marks) => sum + marks, 0);

/** Pass or not, by the mark scheme's rule, of a script marked in full. */
function outcome(scheme, row) {
  const missed = scheme.criteria.filter((one) => "must-reach" in one && one["must-reach"] !== null &&
    one.levels.findIndex((level) => level.marks === row.marks[one.id]) < one["must-reach"]);
  if (missed.length > 0) return `below the standard: ${missed.map((one) => one.title).join(" and ")} must be passed`;
  return total(row) >= scheme.passingTotal ? "meets the standard" : `below the standard, which takes ${scheme.passingTotal}`;
}

function today() {
  const now = new Date(), two = (number) => String(number).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/**
 * A return's file, one line a row, so that a finding can name the line. It ends in a signature with
 * the pack's own key over every byte before it; a browser without Ed25519 leaves it out.
 */
async function returnText(pack, rows, finished) {
  const text = unsignedText(pack, rows, finished);
  if (!pack.returnSeed) return text;
  try {
    // The seed as PKCS #8 has it (RFC 8410, section 7).
    const prefix = [0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20];
    const key = await crypto.subtle.importKey("pkcs8", Uint8Array.from([...prefix, ...fromBase64(pack.returnSeed)]), "Ed25519", false, ["sign"]);
    const body = text.slice(0, -2);
    const signature = await crypto.subtle.sign("Ed25519", key, new TextEncoder().encode(body));
    return `${body},"signature":"${btoa(String.fromCharCode(...new Uint8Array(signature)))}"}\n`;
  } catch {
    return text;
  }
}

function unsignedText(pack, rows, finished) {
  const schemes = Object.fromEntries(pack.schemes.map((one) => [one.qualification, one.digest]));
  const head = {
    return: 1, tool: "marking page 1", pack: pack.pack, packDigest: pack.digest, revision: pack.revision,
    assessor: pack.assessor.id, exported: new Date().toISOString().replace(/\.\d+Z/, "Z"), finished, schemes,
  };
  const lines = rows.filter((row) => !saysNothing(row)).map((row) => {
    const texts = Object.fromEntries(Object.entries(row.comments).filter(([, text]) => text.trim()));
    const { script, revision, marks, comment, note, flags, later } = row, cleared = clearedIn(row);
    return JSON.stringify({ script, revision, marks, comments: texts, comment, note, flags, ...(cleared.length && { cleared }), later });
  });
  return JSON.stringify(head).slice(0, -1) + `,"rows":[\n${lines.join(",\n")}\n]}\n`;
}

/** The returns in a file: the page writes one after the other where several packs are on the desk. */
const splitReturns = (text) => text.split(/^(?=\{"return":1,)/m).filter((one) => one.trim());

/** Reads a saved file or returns of the packs on the desk; throws what is wrong, in words. */
function readReturns(packs, text) {
  return splitReturns(text).flatMap((one) => {
    let read;
    try { read = JSON.parse(one); } catch { throw new Error("It is no file that this page saved, or it is damaged."); }
    if (!read || read.return !== 1 || !Array.isArray(read.rows)) throw new Error("It is no file that this page saved.");
    const open = packs.find((one) => one.name === read.pack && one.pack.digest === read.packDigest);
    if (!open) {
      throw new Error(`It was saved from another pack, ${String(read.pack).slice(0, 40)}; on this page: ${packs.map((one) => one.name).join(", ")}. Add that pack first.`);
    }
    return read.rows.map((row) => readRow(open.pack, row));
  });
}

function readRow(pack, read) {
  const script = pack.scripts.find((one) => one.script === read.script);
  if (!script) throw new Error(`It names a script ${String(read.script).slice(0, 20)} that is not in this pack.`);
  const row = blankRow(read.script, Number.isInteger(read.revision) ? read.revision : pack.revision);
  for (const one of criteriaOf(script)) {
    const marks = (read.marks || {})[one.id], text = (read.comments || {})[one.id];
    if (one.levels.some((level) => level.marks === marks)) row.marks[one.id] = marks;
    if (typeof text === "string") row.comments[one.id] = text;
  }
  for (const key of ["comment", "note"]) if (typeof read[key] === "string") row[key] = read[key];
  if (Array.isArray(read.flags)) row.flags = read.flags.filter((flag) => pack.flags.some((one) => flag.split(" ")[0] === one.reason));
  row.later = read.later === true;
  row.sent = true;
  row.known = [...fieldsOf(row), ...(Array.isArray(read.cleared) ? read.cleared.map(String) : [])];
  return { script, row };
}
