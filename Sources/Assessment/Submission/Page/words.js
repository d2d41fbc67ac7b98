// How words are counted: the method npq-words-1, rule by rule as in Sources/Documents/Reading. A
// check drives both over the same texts, so a change here is a change there.

const wordMethod = "npq-words-1";

/** The parts of a document, in the order in which they are told. */
const documentParts = [
  "body", "headings", "tables", "text-boxes", "footnotes", "endnotes", "headers", "footers",
  "captions", "references", "comments", "charts", "deletions", "hidden",
];

/** What counts as Word's own number holds it, less the reference list. */
const usualParts = ["body", "headings", "tables", "text-boxes", "footnotes", "endnotes", "captions"];

const blank = 0, letter = 1, ideograph = 2, sign = 3;

/** Print as a blank, or as nothing, and part words: zero width space, empty Braille, Hangul fillers. */
const unseenBlanks = new Set([0x200b, 0x2800, 0x115f, 0x1160, 0x3164, 0xffa0]);
/** Print as nothing and part no words. */
const unseenSigns = new Set([0x2060, 0xfeff, 0x180e, 0x2063, 0x2064]);

/** Han of all planes, Hiragana, Katakana and Bopomofo, from and to. */
const ideographs = [
  0x3005, 0x3005, 0x3007, 0x3007, 0x3041, 0x3096, 0x309d, 0x309f, 0x30a1, 0x30fa, 0x30fc, 0x312f,
  0x31a0, 0x31bf, 0x31f0, 0x31ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff, 0xf900, 0xfaff, 0xff66, 0xff9d,
  0x1b000, 0x1b16f, 0x20000, 0x323af,
];

/** What a character does for the count. */
function wordClass(code) {
  if (code < 0x80) {
    if (code > 0x60 && code < 0x7b || code > 0x40 && code < 0x5b || code > 0x2f && code < 0x3a) return letter;
    return code === 0x20 || code > 0x08 && code < 0x0e ? blank : sign;
  }
  if (unseenBlanks.has(code)) return blank;
  for (let place = 0; place < ideographs.length; place += 2) {
    if (code < ideographs[place]) break;
    if (code <= ideographs[place + 1]) return ideograph;
  }
  const text = String.fromCodePoint(code);
  if (/\p{White_Space}/u.test(text)) return blank;
  return /[\p{Alphabetic}\p{N}]/u.test(text) ? letter : sign;
}

/** A word is a run of characters between blanks that holds a letter or a digit. */
function countWords(text) {
  let count = 0, inWord = false;
  for (let place = 0; place < text.length; place++) {
    const code = text.codePointAt(place);
    if (code > 0xffff) place++;
    const kind = wordClass(code);
    if (kind === blank) inWord = false;
    else if (kind === letter) {
      if (!inWord) count++;
      inWord = true;
    } else if (kind === ideograph) {
      count++;
      inWord = false;
    }
  }
  return count;
}

/** What is odd about the lengths in a text: characters that are not seen, words that run together. */
function oddLengths(text) {
  const odd = { invisible: 0, joined: 0 };
  let letters = 0, isAddress = false;
  const close = () => {
    if (letters > 60 && !isAddress) odd.joined++;
    letters = 0;
    isAddress = false;
  };
  for (let place = 0; place < text.length; place++) {
    const code = text.codePointAt(place);
    if (code > 0xffff) place++;
    const kind = wordClass(code);
    if (kind === letter) letters++;
    else if (kind === sign) {
      if (code === 0x3a || code === 0x2f || code === 0x40 || code === 0x5f) isAddress = true;
      if (unseenSigns.has(code)) odd.invisible++;
    } else {
      if (unseenBlanks.has(code)) odd.invisible++;
      close();
    }
  }
  close();
  return odd;
}

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The characters of a text as a reader sees them: a letter with its accents is one. */
function characters(text) {
  // Without anything to combine, every unit is one.
  if (/^[\x20-\x7e\t]*$/.test(text)) return text.split("");
  return Array.from(segmenter.segment(text), (one) => one.segment);
}

/** Words that a heading of a reference list is made of, and those of which one must be there. */
const referenceWords = new Set(("references reference bibliography bibliographies list of and works cited sources source literature " +
  "further reading harvard apa style used the my full key end other").split(" "));
const referenceCores = ["references", "reference", "bibliography", "bibliographies"];
const referencePhrases = new Set(["works cited", "sources cited", "literature cited", "list of sources", "list of works cited", "sources used"]);
/** What may follow a reference list under a line that is not styled as a heading. */
const endings = new Set(["appendix", "appendices", "annex", "annexes", "glossary", "acknowledgements", "declaration"]);

/** The words of a short heading in small letters, without its number; nothing where it is too long. */
function bareWords(text) {
  if (text.length > 80 || utf8Length(text) > 80) return [];
  const words = [];
  let word = [];
  for (const one of [...characters(text.toLowerCase()), " "]) {
    if (/^[\p{Alphabetic}\p{N}]/u.test(one)) word.push(one);
    else if (word.length > 0) {
      words.push(word);
      word = [];
    }
  }
  while (words.length > 0 && (words[0].every((one) => /^\p{N}/u.test(one)) || words[0].length === 1)) words.shift();
  return words.map((one) => one.join(""));
}

/** Whether a heading announces the reference list; numbering and a closing colon do not matter. */
function namesReferences(text) {
  // Almost no line holds one of these, and to look at its letters takes time.
  if (!/reference|bibliograph|cited|sources/i.test(text)) return false;
  const words = bareWords(text);
  return referencePhrases.has(words.join(" ")) || words.every((word) => referenceWords.has(word)) && words.some((word) => referenceCores.includes(word));
}

/** Whether a short line of its own announces something that is no reference list. */
const endsReferences = (text) => /append|annex|glossary|acknowl|declaration/i.test(text) && endings.has(bareWords(text)[0]);

/** Sorts out the reference list: what follows its heading, up to the next of the same or a higher level. */
function markReferences(paragraphs) {
  let level;
  for (const one of paragraphs) {
    if (one.part === "headings" && one.heading) {
      if (namesReferences(one.text)) level = level === undefined ? one.heading : Math.min(level, one.heading);
      else if (level !== undefined && one.heading <= level) level = undefined;
    } else if (one.part === "body" && namesReferences(one.text)) {
      // Many writers only make it bold.
      one.part = "headings";
      level ??= 9;
    } else if (one.part === "body" && level === 9 && endsReferences(one.text)) {
      one.part = "headings";
      level = undefined;
    } else if ((one.part === "body" || one.part === "tables") && level !== undefined) {
      one.part = "references";
    }
  }
  return paragraphs;
}

/** Words by part; empty parts are left out. */
function countParts(paragraphs) {
  const words = {};
  for (const one of paragraphs) {
    const count = countWords(one.text);
    if (count > 0) words[one.part] = (words[one.part] || 0) + count;
  }
  return words;
}

/** Runs of signs between blanks without a letter or digit, which Word takes for words. */
function countSigns(text) {
  let count = 0, hasSign = false, hasLetter = false;
  for (const one of `${text} `) {
    const kind = wordClass(one.codePointAt(0));
    if (kind === sign) hasSign = true;
    else if (kind !== blank) hasLetter = true;
    else {
      if (hasSign && !hasLetter) count++;
      hasSign = hasLetter = false;
    }
  }
  return count;
}

const countOf = (words, parts) => [...new Set(parts)].reduce((sum, part) => sum + (words[part] || 0), 0);
