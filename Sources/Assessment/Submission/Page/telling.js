// What a document tells about its writer, with the words that stand there: only the writer sees
// them, on their own screen. And the word processor's own number of words, next to ours.

const propertyVocabulary = {
  "http://purl.org/dc/elements/1.1/": "dc",
  "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
  "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "ep",
  "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "ep",
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
function documentProperties({ format, open }) {
  if (!open) return {};
  if (format === "odt") {
    const meta = open.parts.has("meta.xml") ? propertiesOf(open, "meta.xml") : new Map();
    return { author: meta.get("meta:initial-creator"), editor: meta.get("dc:creator"), title: meta.get("dc:title"),
      words: wholeNumber(meta.get("meta:word-count")), program: /^LibreOffice/.test(meta.get("meta:generator") ?? "") ? "LibreOffice" : "the word processor" };
  }
  const partOf = (kind) => open.related("").find((one) => one.kind === kind && one.part !== undefined && open.parts.has(one.part))?.part;
  const [core, more] = ["core-properties", "extended-properties"].map((kind) => partOf(kind) ? propertiesOf(open, partOf(kind)) : new Map());
  const program = more.get("ep:Application") ?? "";
  return { author: core.get("dc:creator"), editor: core.get("cp:lastModifiedBy"), title: core.get("dc:title"),
    company: more.get("ep:Company"), manager: more.get("ep:Manager"), words: wholeNumber(more.get("ep:Words")),
    program: /Word/.test(program) ? "Word" : /^LibreOffice/.test(program) ? "LibreOffice" : "the word processor" };
}

const partNames = {
  body: "text", headings: "headings", tables: "tables", "text-boxes": "text boxes", footnotes: "footnotes", endnotes: "endnotes",
  headers: "page headers", footers: "page footers", captions: "captions", references: "reference list", comments: "comments",
  deletions: "deleted text", hidden: "hidden text",
};

/** In one line: what the word processor's own number is, and why ours differs. */
function wordsNote(file, counts) {
  const { reading, counted } = file;
  if (counted === undefined || !reading.open) return "";
  const { words, program } = documentProperties(reading), own = reading.words;
  const spelled = (parts) => parts.filter((part) => own[part] > 0).map((part) => `the ${partNames[part]} (${spokenNumber(own[part])})`);
  const inStory = ["body", "headings", "tables", "captions", "references"];
  // Word leaves notes and text boxes out of the number that it keeps; LibreOffice does not.
  const beside = ["text-boxes", "footnotes", "endnotes"], isWord = program !== "LibreOffice";
  const more = [...inStory, ...(isWord ? [] : beside)].filter((part) => !counts.includes(part) && own[part] > 0);
  const less = isWord ? beside.filter((part) => counts.includes(part) && own[part] > 0) : [];
  if (!words) {
    const number = countOf(own, [...usualParts, "references"]);
    return own.references > 0 && number !== counted ? `Word's own number will be about ${spokenNumber(number)}: it counts the reference list (${spokenNumber(own.references)}) too.` : "";
  }
  if (words === counted) return `${capital(program)} counted the same when the file was last saved.`;
  const rest = words - counted - countOf(own, more) + countOf(own, less), isSmall = Math.abs(rest) <= Math.max(5, counted / 30);
  const signs = isWord ? "it takes signs that stand alone, such as – or &, for words" : "it counts the numbers of lists and parts words at dashes";
  const reasons = [
    more.length > 0 && `it counts ${joined(spelled(more))} too`,
    less.length > 0 && `it leaves out ${joined(spelled(less))}`,
    rest !== 0 && (!isSmall ? "the file may have been changed since" : rest > 0 ? signs : "it counts a few words otherwise"),
  ].filter(Boolean);
  const difference = words > counted ? `${spokenNumber(words - counted)} more` : `${spokenNumber(counted - words)} fewer`;
  return `${capital(program)}'s own number, when the file was last saved, was ${spokenNumber(words)}, ${difference}: ${joined(reasons)}. Ours is the one that counts.`;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
const joined = (list) => list.length < 2 ? list.join("") : `${list.slice(0, -1).join(", ")} and ${list.at(-1)}`;
const short = (text, most = 80) => { const line = escaped(text.replace(/\s+/g, " ").trim()); return line.length > most ? `${line.slice(0, most)}…` : line; };

/** Names that programs put where nobody wrote one. */
const nobody = /^(author|user|unknown|admin(istrator)?|microsoft( office)?( user)?|office user|windows user|python-docx|normal|owner|guest|teacher|student|pupil)$/i;
const isName = (text) => text !== undefined && /\p{L}{2}/u.test(text) && !nobody.test(text.trim());

/** Who made comments and tracked changes. */
function markAuthors({ format, open }) {
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
    markup.walk(format === "odt" ? openVocabulary : officeVocabulary, reader);
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
    const authors = markAuthors(reading), by = (map) => [...map.keys()].filter((one) => one.trim() !== "").map((one) => short(one, 40)).join(", ") || "no name";
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
