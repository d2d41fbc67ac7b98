// What a document tells about its writer, with the words that stand there: only the writer sees
// them, on their own screen. And the word processor's own number of words, next to ours.

const propertyVocabulary = {
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
  ...officeVocabulary,
  ...openVocabulary,
};

/** The texts of a part's elements by name, and an attribute of one of them; nothing where it is unreadable. */
function propertiesOf(open, part) {
  const texts = new Map(), path = [];
  const reader = {
    start(name, attributes) {
      path.push(name);
      if (attributes.has("meta:word-count")) texts.set("meta:word-count", attributes.get("meta:word-count"));
    },
    text(text) { texts.set(path.at(-1), (texts.get(path.at(-1)) ?? "") + text); },
    end() { path.pop(); },
  };
  try {
    open.markup(part).walk(propertyVocabulary, reader);
  } catch {
    return new Map();
  }
  return texts;
}

/** The properties of a document, under one name whatever its format. */
function documentProperties({ open }) {
  if (!open) return {};
  if (open instanceof OpenDocument) {
    const meta = open.parts.has("meta.xml") ? propertiesOf(open, "meta.xml") : new Map();
    return { author: meta.get("meta:initial-creator"), editor: meta.get("dc:creator"), title: meta.get("dc:title"),
      words: meta.get("meta:word-count"), program: meta.get("meta:generator") };
  }
  const partOf = (kind) => open.related("").find((one) => one.kind === kind && one.part !== undefined && open.parts.has(one.part))?.part;
  const [core, more] = ["core-properties", "extended-properties"].map((kind) => partOf(kind) ? propertiesOf(open, partOf(kind)) : new Map());
  return { author: core.get("dc:creator"), editor: core.get("cp:lastModifiedBy"), title: core.get("dc:title"),
    company: more.get("ap:Company"), manager: more.get("ap:Manager"), words: more.get("ap:Words"), program: more.get("ap:Application") };
}

const partNames = {
  body: "text", headings: "headings", tables: "tables", "text-boxes": "text boxes", footnotes: "footnotes", endnotes: "endnotes",
  headers: "page headers", footers: "page footers", captions: "captions", references: "reference list", comments: "comments", charts: "charts",
  deletions: "deleted text", hidden: "hidden text",
};

/** Parts that Word's number holds with everything ticked that it offers, and LibreOffice's. */
const programParts = [...usualParts, "references"];

/** The number that LibreOffice saved; what Word saves is an estimate, and is left alone. */
function statedWords(reading) {
  const { program = "", words = "" } = reading.open ? documentProperties(reading) : {};
  const number = /libreoffice|openoffice|collabora/i.test(program) ? wholeNumber(words.replace(/\p{White_Space}/gu, "")) : undefined;
  return number > 0 && number < 100_000_000 ? number : undefined;
}

/** The number that the participant's own word processor shows, where it is not ours, and why:
    Sources/Documents/Reading/StatedCount.swift. */
function ownNumber(reading, counts) {
  const counted = countOf(reading.words, counts), more = [], less = [], stated = statedWords(reading);
  let known = counted;
  const explain = (what, words) => {
    if (words === 0) return;
    (words > 0 ? more : less).push(`${what} (${Math.abs(words)})`);
    known += words;
  };
  for (const part of documentParts.filter((one) => one !== "hidden")) {
    const isIn = programParts.includes(part);
    if (isIn !== counts.includes(part)) explain(part === "body" ? "the text itself" : part === "references" ? "the reference list" : partNames[part], (isIn ? 1 : -1) * (reading.words[part] ?? 0));
  }
  const sum = (paragraphs, count) => paragraphs.reduce((all, one) => all + count(one.text), 0);
  if (reading.format === "docx" && stated === undefined) explain("signs that stand alone", sum(reading.paragraphs.filter((one) => programParts.includes(one.part)), countSigns));
  explain("words that nobody can see", sum(reading.paragraphs.filter((one) => one.how !== undefined && one.how !== "hidden"), countWords));
  const reasons = [["it counts ", more], ["it leaves out ", less]].filter(([, list]) => list.length > 0).map(([head, list]) => head + list.join(", "));
  let head;
  if (stated !== undefined) {
    if (stated === counted) return undefined;
    const rest = stated - known;
    if (rest !== 0) reasons.push(`${Math.abs(rest)} ${rest > 0 ? "more" : "fewer"} come of numbers of lists, dashes or later changes`);
    head = `LibreOffice's own number, saved in the file, is ${stated}`;
  } else {
    if (reading.format !== "docx" || known === counted) return undefined;
    head = `Word shows about ${known}`;
  }
  return reasons.length === 0 ? head : `${head}: ${reasons.join("; ")}`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const joined = (list) => list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
const short = (text, most = 80) => { const line = escaped(text.replace(/\s+/g, " ").trim()); return line.length > most ? `${line.slice(0, most)}…` : line; };

/** Names that programs put where nobody wrote one. */
const nobody = /^(author|user|unknown|admin(istrator)?|microsoft( office)?( user)?|office user|windows user|python-docx|normal|owner|guest|teacher|student|pupil)$/i;
const isName = (text) => text !== undefined && /\p{L}{2}/u.test(text) && !nobody.test(text.trim());

/** Who made comments and tracked changes. */
function markAuthors(open) {
  const authors = { comments: new Map(), changes: new Map() };
  const add = (kind, name) => authors[kind].set(name, (authors[kind].get(name) ?? 0) + 1);
  const path = [];
  const reader = {
    start(name, attributes) {
      path.push(name);
      const author = attributes.get("w:author");
      if (author !== undefined) add(name === "w:comment" ? "comments" : "changes", author);
    },
    text(text) {
      if (path.at(-1) === "dc:creator") add(path.includes("office:annotation") ? "comments" : "changes", text);
    },
    end() { path.pop(); },
  };
  for (const [part, markup] of open.read) {
    if (/meta\.xml$|^docprops\//i.test(part)) continue;
    path.length = 0;
    markup.walk(open instanceof OpenDocument ? openVocabulary : officeVocabulary, reader);
  }
  return authors;
}

/** What a person should know that their file tells: each with what stands there and what to do. */
function tellsOf(file) {
  const { reading } = file, tells = [], { open } = reading;
  const properties = documentProperties(reading), { author, editor, company, manager } = properties;
  const people = [...new Set([author, editor].filter(isName).map((one) => one.trim()))];
  const add = (what, shown, todo = "") => tells.push({ what, shown, todo });
  if (people.length > 0) add("Author in the file's properties", people.map((one) => short(one)).join(", "));
  const places = [company, manager].filter((one) => one && one.trim() !== "");
  if (places.length > 0) add("Organisation in the file's properties", places.map((one) => short(one)).join(", "));
  if (open) {
    const authors = markAuthors(open), by = (map) => [...map.keys()].filter((one) => one.trim() !== "").map((one) => short(one, 40)).join(", ") || "no name";
    if (authors.comments.size > 0) {
      add("Comments in the margin", `${spokenCount([...authors.comments.values()].reduce((a, b) => a + b), "comment")} by ${by(authors.comments)}`, "They do not count and are not shown to assessors. Delete them if they are not meant for your provider.");
    }
    if (authors.changes.size > 0) {
      add("Tracked changes", `by ${by(authors.changes)}`, "They are taken as accepted: what was inserted counts, what was deleted does not. To decide yourself: Review, Accept All.");
    }
  }
  for (const part of ["headers", "footers"]) {
    const texts = [...new Set(reading.paragraphs.filter((one) => one.part === part && countWords(one.text) > 0).map((one) => short(one.text)))];
    if (texts.length > 0) add(`In the ${partNames[part]}`, texts.slice(0, 4).map((one) => `“${one}”`).join(", "), "Take out your name, school or e-mail address if it is there.");
  }
  for (const name of people.filter((one) => /\p{L}\P{L}+\p{L}/u.test(one))) {
    const places = reading.paragraphs.filter((one) => !["comments", "deletions", "headers", "footers"].includes(one.part) && holdsName(one.text, name));
    if (places.length > 0) add("A name in your text", `“${short(name)}”, ${spokenCount(places.length, "time")}, first in: “${short(places[0].text)}”`, "Take it out if it is yours: assessors should not know whose response they read.");
    if (name.toLowerCase().split(/\P{L}+/u).every((word) => file.name.toLowerCase().includes(word))) {
      add("A name in the file's name", `“${short(file.name)}”`, "Assessors never see the file's name.");
    }
  }
  return tells;
}

const holdsName = (text, name) => text.toLowerCase().replace(/\s+/g, " ").includes(name.toLowerCase().replace(/\s+/g, " "));
