// Reads XML with the browser's own parser. A look at the text comes first: a document type
// declaration ends it (so there are no entities but the five of XML, and nothing is ever fetched),
// and depth and number of elements are bounded before the parser builds anything.

const markupLimits = { bytes: 100_000_000, depth: 200, attributes: 256, text: 50_000_000, token: 2_000_000 };

/** What this page builds of one document at most; no response comes near it. Beyond, the office counts. */
const pageLimits = { markup: 20_000_000, elements: 300_000, text: 5_000_000 };

/** What the page leaves to the office, which has more room. */
class TooMuch extends Error {}

/** Why a part cannot be read: a kind, and what is said of it. */
class MarkupFlaw extends Error {
  constructor(kind, message) {
    super(message);
    this.kind = kind;
  }
}

const overLimit = (limit, name = limit) => new MarkupFlaw("limit", `passes the limit of ${markupLimits[limit]} for ${name}`);
const malformed = () => new MarkupFlaw("malformed", "is not well-formed XML");

// The one place where text becomes markup: a document that is read and never shown.
const markupPolicy = window.trustedTypes ? trustedTypes.createPolicy("npq-xml", { createHTML: (text) => text }) : { createHTML: (text) => text };

/** One XML document, read on demand. */
class Markup {
  constructor(bytes, budget = { ...pageLimits }) {
    this.bytes = bytes;
    this.budget = budget;
    this.steps = new Map();
  }

  /** Gives each step to a reader: start(name, attributes), text(text), end(name). */
  walk(vocabulary, reader) {
    if (!this.steps.has(vocabulary)) {
      this.root ??= parseMarkup(this.bytes, this.budget);
      this.steps.set(vocabulary, markupSteps(this.root, vocabulary));
    }
    for (const { start, attributes, text, end } of this.steps.get(vocabulary)) {
      if (start !== undefined) reader.start(start, attributes);
      else if (text !== undefined) reader.text(text);
      else reader.end(end);
    }
  }
}

/** A document as a list of steps, in its order. */
function markupSteps(root, vocabulary) {
  const name = shortNames(vocabulary), steps = [];
  let node = root, length = 0;
  for (;;) {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const attributes = new Map();
      for (const one of node.attributes) {
        if (one.namespaceURI !== "http://www.w3.org/2000/xmlns/") attributes.set(name(one), one.value);
      }
      if (attributes.size > markupLimits.attributes) throw overLimit("attributes");
      steps.push({ start: name(node), attributes });
    } else if (node.nodeType === Node.TEXT_NODE || node.nodeType === Node.CDATA_SECTION_NODE) {
      length += node.data.length;
      if (length > markupLimits.text) throw overLimit("text");
      steps.push({ text: node.data });
    }
    if (node.firstChild) {
      node = node.firstChild;
      continue;
    }
    for (;;) {
      if (node.nodeType === Node.ELEMENT_NODE) steps.push({ end: name(node) });
      if (node === root) return steps;
      if (node.nextSibling) break;
      node = node.parentNode;
    }
    node = node.nextSibling;
  }
}

/** Names as the vocabulary spells them: `w:p` where it knows the namespace, else `{uri}p`. */
function shortNames(vocabulary) {
  const known = new Map(Object.entries(vocabulary));
  known.set("http://www.w3.org/XML/1998/namespace", "xml");
  return ({ namespaceURI, localName }) => {
    // Not every parser minds what a name begins with behind its prefix.
    if (/^[-.\d\u00b7]|:/.test(localName)) throw malformed();
    if (namespaceURI === null) return localName;
    const prefix = known.get(namespaceURI);
    return prefix ? `${prefix}:${localName}` : `{${namespaceURI}}${localName}`;
  };
}

function parseMarkup(bytes, budget) {
  if (bytes.length > markupLimits.bytes) throw overLimit("bytes");
  if ((budget.markup -= bytes.length) < 0) throw new TooMuch();
  const text = markupText(bytes);
  measureMarkup(text, budget);
  const parsed = new DOMParser().parseFromString(markupPolicy.createHTML(text), "application/xml");
  if (parsed.getElementsByTagNameNS("*", "parsererror").length > 0) throw malformed();
  return parsed.documentElement;
}

/** The text of a document in UTF-8 or UTF-16, as it says itself. */
function markupText(bytes) {
  const isWide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const text = decoded(bytes, startsWith(bytes, [0xff, 0xfe]) ? "utf-16le" : isWide ? "utf-16be" : "utf-8");
  if (text === undefined) throw malformed();
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  const declared = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(plain);
  if (declared && !["utf-8", "utf8", "utf-16", "utf-16le", "utf-16be"].includes(declared[1].toLowerCase())) {
    throw new MarkupFlaw("encoding", `is in the encoding ${declared[1]}, not in UTF-8 or UTF-16`);
  }
  if (declared && !isWide && declared[1].toLowerCase().startsWith("utf-16")) throw malformed();
  return plain;
}

/** Goes from tag to tag, without building anything, and throws what must not reach the parser. */
function measureMarkup(text, budget) {
  if (/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/.test(text)) throw malformed();
  let place = text.indexOf("<"), depth = 0;
  while (place >= 0) {
    let end;
    if (text.startsWith("<!DOCTYPE", place)) throw new MarkupFlaw("doctype", "holds a DOCTYPE");
    else if (text.startsWith("\x3c!--", place)) end = endOf(text, "-->", place + 4);
    else if (text.startsWith("<![CDATA[", place)) end = endOf(text, "]]>", place + 9);
    else if (text[place + 1] === "?") end = endOf(text, "?>", place + 2);
    else if (text[place + 1] === "/") {
      end = endOf(text, ">", place);
      depth--;
    } else {
      end = endOfTag(text, place);
      if (--budget.elements < 0) throw new TooMuch();
      if (depth + 1 > markupLimits.depth) throw overLimit("depth");
      if (text[end - 2] !== "/") depth++;
    }
    if (end - place > markupLimits.token && !text.startsWith("<![CDATA[", place)) throw overLimit("token", "bytes in one tag");
    place = text.indexOf("<", end);
  }
}

function endOf(text, mark, from) {
  const place = text.indexOf(mark, from);
  if (place < 0) throw malformed();
  return place + mark.length;
}

/** Where a tag ends: the first `>` outside quotes. Not every parser minds a `<` within them. */
function endOfTag(text, from) {
  const step = /[^"'<>]*(?:"[^"<]*"|'[^'<]*'|>)/y;
  step.lastIndex = from + 1;
  for (let values = 0; step.test(text); values++) {
    if (text[step.lastIndex - 1] === ">") return step.lastIndex;
    // Namespaces are declared among the attributes, some dozens of them.
    if (values > 2 * markupLimits.attributes) throw overLimit("attributes");
  }
  throw malformed();
}
