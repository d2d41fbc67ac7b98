// Shows what a check came to, in the words of somebody who helps at the last minute.

/** A few words over each finding, to be seen at a glance. */
const headlines = {
  "words-over": "Over the limit", "very-short": "Very short", "gives-away": "It can tell who wrote it", "header-words": "Page headers and footers",
  "hidden-text": "Hidden text", "pale-text": "Text that nobody can see", "tiny-text": "Text too small to see", "squeezed-text": "Text pressed together",
  "text-off-page": "Text outside the page", "long-references": "A long reference list", "invisible-characters": "Characters that cannot be seen", "joined-words": "Words run together",
  "guessed-encoding": "Letters with accents may be wrong", "control-characters": "Odd characters", "html-as-text": "It is a web page",
  "no-words": "No words found", "damaged-document": "The document is damaged", "has-password": "It has a password",
  "wrong-content": "It is not what its name says", "format-not-taken": "This format is not taken", "old-word": "This format is not taken",
  "rich-text": "This format is not taken", "apple-pages": "This format is not taken", "google-link": "Only a link", "web-page": "This format is not taken",
  "is-template": "It is a template", "no-ending": "The name has no ending", "file-too-big": "The file is too big", "file-empty": "The file is empty",
  "empty-file": "The file is empty", "file-unreadable": "The file cannot be read", "link-not-file": "Only a link", "too-many-files": "Too many files",
  "has-macros": "It holds macros", "has-program": "It holds a program", "embedded-object": "A file inside the document",
  "imported-part": "A part in another format", "external-link": "It fetches something from elsewhere", "external-template": "Its template lies elsewhere",
  "template-path": "The name of its template", "linked-field": "A field that fetches", "linked-picture": "A linked picture",
  "picture-not-cleaned": "A picture of an unusual kind", "has-doctype": "No word processor wrote this", "too-complex": "Too complicated to read",
  "bad-part-path": "No word processor wrote this", "same-text-twice": "The same text twice", "window-over": "The window has closed", "window-not-open": "The window is not open yet",
};

const groups = [
  ["refused", "Put this right before you hand in", "must"],
  ["warning", "Please look at this", "look"],
  ["note", "Good to know", "know"],
];

/** A finding's message as a sentence; findings of several files say which. */
function sentence(one, isAlone) {
  const needsSubject = /^(is|has|holds|may|cannot) /.test(one.message);
  const subject = one.subject === "" ? "" : isAlone ? needsSubject ? "It " : "" : needsSubject ? `${one.subject} ` : `${one.subject}: `;
  return `${capital(subject + one.message)}.`;
}

/** Which part of the file is damaged says nothing to its writer; it stands folded below. */
const plainly = (one) => one.code === "damaged-document" ? { ...one, message: "the document is damaged, or an unusual program wrote it" } : one;

function showFinding(one, isAlone) {
  return element("li", { "data-code": one.code },
    element("strong", {}, headlines[one.code] ?? "Something is wrong inside"),
    element("p", {}, sentence(plainly(one), isAlone)),
    one.remedy && element("p", { class: "todo" }, element("span", {}, "What to do: "), `${capital(one.remedy)}.`));
}

/** What matters most at the last minute comes first; what the office takes out anyway comes last. */
const rank = ({ code }) => ["words-over", "very-short", "window-over", "window-not-open"].includes(code) ? 0 : code === "gives-away" ? 2 : 1;

/** Findings in their groups. What only says more of a damaged file stands folded below it. */
function showFindings(findings, isAlone) {
  const isDamaged = findings.some((one) => one.code === "damaged-document");
  const isDetail = (one) => isDamaged && one.severity === "refused" && !own(headlines, one.code);
  const isFolded = (one) => isDetail(one) || one.code === "damaged-document";
  return groups.flatMap(([severity, title, kind]) => {
    const all = findings.filter((one) => one.severity === severity).sort((one, other) => rank(one) - rank(other)), main = all.filter((one) => !isDetail(one)), details = all.filter(isFolded);
    return main.length === 0 ? [] : [element("section", { class: `group ${kind}`, "aria-label": title },
      element("h3", {}, `${title} (${main.length})`), element("ul", { class: "findings" }, main.map((one) => showFinding(one, isAlone))),
      details.length > 0 && element("details", {}, element("summary", {}, "For whoever helps you"),
        element("ul", {}, details.map((one) => element("li", { "data-code": one.code }, `${one.code}: ${sentence(one, false)}`)))))];
  });
}

/** The count against the limit, and what makes it up. */
function showCount(check, assessment) {
  const { counted, limit, tolerated } = check, uncounted = check.files.map((one) => one.reading.uncounted).find(Boolean);
  if (counted === undefined) {
    const why = uncounted === "pdf" ? "A PDF is counted when your provider receives it; one with a password, or a scan without text, would come back to you. To see the number here, choose the Word document that you made it from." :
      uncounted === "size" ? "It is far larger than a response, so it is counted when your provider receives it. Is it the right file?" : "Its words could not be counted.";
    return [element("p", { class: "count unknown" }, why)];
  }
  const over = limit !== undefined && counted > limit;
  const limits = limit === undefined ? "" : ` of ${spokenNumber(limit)}`;
  const verdict = limit === undefined ? "" : !over ? `within the limit` : counted <= tolerated ? `${spokenNumber(counted - limit)} over, which is let pass` : `${spokenNumber(counted - limit)} over the limit`;
  return [
    element("p", { class: over && counted > tolerated ? "count over" : "count" }, element("strong", {}, spokenNumber(counted)), `${limits} ${counted === 1 ? "word" : "words"}`, verdict && element("span", {}, verdict)),
    ...check.files.filter((file) => file.ownNumber).map((file) => element("p", { class: "hint own" }, `${file.ownNumber}. Ours is the one that counts.`)),
    showParts(check, assessment),
  ];
}

/** Words by part, and whether they count. */
function showParts(check, { counts }) {
  const words = {};
  for (const { reading } of check.files) for (const part of documentParts) if (reading.words[part]) words[part] = (words[part] ?? 0) + reading.words[part];
  const rows = documentParts.filter((part) => words[part] > 0);
  return element("details", { id: "parts" }, element("summary", {}, "How it was counted"),
    element("table", {}, element("thead", {}, element("tr", {}, ["Part", "Words", "Counts"].map((name) => element("th", { scope: "col" }, name)))),
      element("tbody", {}, rows.map((part) => element("tr", { "data-part": part, "data-words": words[part] },
        element("th", { scope: "row" }, capital(partNames[part])), element("td", {}, spokenNumber(words[part])), element("td", {}, counts.includes(part) ? "yes" : "no"))))),
    element("p", { class: "hint" }, "A word is what stands between two blanks and holds a letter or a digit: well-being is one word, a dash that stands alone is none. Your provider counts in the same way."));
}

/** What the file tells about its writer. */
function showTells(check) {
  const tells = check.files.flatMap(tellsOf);
  return tells.length === 0 ? undefined : element("section", { class: "group tells", "aria-labelledby": "tells" },
    element("h3", { id: "tells" }, "What the file says about you"),
    element("dl", {}, tells.flatMap(({ what, shown, todo }) => [element("dt", {}, what), element("dd", {}, shown, todo && element("span", { class: "todo" }, ` ${todo}`))])),
    element("p", { class: "hint" }, "Assessors get a copy without properties, comments and change marks. What you wrote yourself, in the text and in headers, you take out yourself."));
}
