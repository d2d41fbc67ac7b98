// Makes the package: a ZIP that is one BagIt bag (RFC 8493), with the same content digest as
// `npq package` gives the same response. Sources/Assessment/Submission/SubmissionPackage.swift,
// SafeName.swift and PackageReadMe.swift.

const utf8 = (text) => new TextEncoder().encode(text);
const hexOf = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");
const sha256 = async (bytes) => hexOf(await crypto.subtle.digest("SHA-256", bytes));

const identifierForm = /^[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}$/;

/** A file's own name as it can stand on every system; the ending stays. */
function safeName(name) {
  const last = name.slice(name.lastIndexOf("/") + 1).normalize("NFC");
  let cleaned = last.replace(/[<>:"|?*\\%]/g, "_")
    .replace(/[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u2028\u2029]|\p{Noncharacter_Code_Point}/gu, "");
  cleaned = cleaned.replace(/^ +/, "").replace(/[. ]+$/, "");
  const { stem, ending } = nameParts(cleaned);
  const safe = shortened(stem, 120 - utf8Length(ending)) + ending;
  const marked = /^[.~](?!\p{M})/u.test(safe) || isWindowsDevice(safe) ? `_${safe}` : safe;
  return marked === "" ? "response" : marked;
}

/** Safe names for several files; a number tells apart what would be taken for the same. */
function safeNames(names) {
  const taken = new Set();
  return names.map((name) => {
    const safe = safeName(name), { stem, ending } = nameParts(safe);
    let candidate = safe;
    for (let number = 2; taken.has(foldedPath(candidate)); number++) candidate = `${stem}-${number}${ending}`;
    taken.add(foldedPath(candidate));
    return candidate;
  });
}

const foldedPath = (name) => name.normalize("NFD").toUpperCase().toLowerCase().normalize("NFC");

function nameParts(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 && utf8Length(name.slice(dot)) <= 12 ? { stem: name.slice(0, dot), ending: name.slice(dot) } : { stem: name, ending: "" };
}

function shortened(text, bytes) {
  if (utf8Length(text) <= bytes) return text;
  const kept = characters(text);
  while (utf8Length(kept.join("")) > bytes) kept.pop();
  return kept.join("");
}

/** Names that Windows keeps for devices, with any ending. */
const isWindowsDevice = (name) => /^(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])$/.test(name.split(".")[0].toUpperCase().replace(/^ +| +$/g, ""));

/** What a participant reads who opens the package. */
function readMe(record, { title, contact }) {
  const lines = ["THIS IS A RESPONSE TO A CASE-STUDY ASSESSMENT, READY TO HAND IN", "", `Assessment:   ${title} (${record.assessment})`];
  if (record.qualification) lines.push(`For:          ${record.qualification}`);
  lines.push(`Participant:  ${record.participant}`, "", "Your response is in the folder data:");
  for (const file of record.files) lines.push(`  data/${file.name}${file.words === undefined ? "" : `  (${spokenCount(file.words, "word")})`}`);
  if (record.ownWork.length > 0) lines.push("", "You confirmed:", ...record.ownWork.map((one) => `  - ${one}`));
  lines.push("", "Hand in the whole ZIP as it is. If anything in it is changed, it will not be taken;",
    "to change your response, change your document and make the package again.", "",
    "The other files here let anyone check that nothing was changed on the way.",
    "They follow a public standard, BagIt (RFC 8493).");
  if (contact) lines.push("", `Questions: ${contact}`);
  return `${lines.join("\n")}\n`;
}

/** JSON in its one form (RFC 8785): keys in order, no white space; what is not known is left out. */
function canonicalJSON(value) {
  if (Array.isArray(value)) return `[${value.map(canonicalJSON).join(",")}]`;
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  const keys = Object.keys(value).filter((key) => value[key] !== undefined).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJSON(value[key])}`).join(",")}}`;
}

const byBytes = (one, other) => {
  const [left, right] = [utf8(one.name), utf8(other.name)];
  const place = left.findIndex((byte, index) => byte !== right[index]);
  return place < 0 ? left.length - right.length : (left[place] - (right[place] ?? -1));
};

async function bagManifest(files) {
  const lines = [];
  for (const { name, bytes } of [...files].sort(byBytes)) lines.push(`${await sha256(bytes)}  ${name}\n`);
  return utf8(lines.join(""));
}

/** The package of a checked response: its bytes as a ZIP, and the digest that names it. */
async function makePackage(check, { participant, qualification, ownWork }, assessment) {
  const names = safeNames(check.files.map((one) => one.name)), files = [];
  for (const [index, { bytes, counted }] of check.files.entries()) {
    files.push({ name: names[index], bytes: bytes.length, sha256: await sha256(bytes), words: counted });
  }
  const record = { submission: 1, assessment: assessment.id, qualification, participant, files, method: wordMethod, ownWork };
  const payload = check.files.map(({ bytes }, index) => ({ name: `data/${names[index]}`, bytes }));
  const oxum = `${files.reduce((sum, one) => sum + one.bytes, 0)}.${files.length}`;
  const tags = [
    { name: "bagit.txt", bytes: utf8("BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n") },
    { name: "bag-info.txt", bytes: utf8("External-Description: Response to a case-study assessment\n" +
      `External-Identifier: ${record.assessment}\nInternal-Sender-Identifier: ${participant}\nPayload-Oxum: ${oxum}\n`) },
    { name: "manifest-sha256.txt", bytes: await bagManifest(payload) },
    { name: "submission.json", bytes: utf8(canonicalJSON(record)) },
    { name: "READ-ME.txt", bytes: utf8(readMe(record, assessment)) },
  ];
  const tagManifest = await bagManifest(tags);
  tags.push({ name: "tagmanifest-sha256.txt", bytes: tagManifest });
  const entries = [...payload, ...tags].sort(byBytes).map(({ name, bytes }) => ({ name: `submission/${name}`, bytes }));
  return { zip: await writeZip(entries), contentDigest: await sha256(tagManifest), record };
}
