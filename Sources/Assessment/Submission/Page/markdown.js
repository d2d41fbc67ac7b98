// Gathers the paragraphs of a Markdown text: what a reader of the rendered page sees. The rules of
// Sources/Documents/Plain/MarkdownText.swift, MarkdownMarks.swift and MarkdownInline.swift.

/** A text without some characters at its end; by steps, since a pattern would try every run of them. */
function withoutTail(text, tail) {
  let end = text.length;
  while (end > 0 && tail.includes(text[end - 1])) end--;
  return text.slice(0, end);
}

const trimLine = (text) => withoutTail(text.replace(/^[ \t]+/, ""), " \t");
const isTableRow = (line) => line.includes("|");
const isDelimiter = (line) => line.includes("-") && line.includes("|") && /^[-:| ]+$/.test(line);
const isRule = (line) => /^([-*_])\1{2,}$/.test(line.replaceAll(" ", ""));
const commentMarks = ["\x3c!--", "-->"];

/** The level of a heading that begins with number signs. */
function numberedLevel(line) {
  const level = /^#*/.exec(line)[0].length;
  return level >= 1 && level <= 6 && (line.length === level || line[level] === " ") ? level : undefined;
}

/** The level of the heading that a line underlines. */
const underlined = (line) => /^={3,}$/.test(line) ? 1 : /^-{3,}$/.test(line) ? 2 : undefined;

/** A line `[label]: address`, which shows nothing. */
function isLinkDefinition(line) {
  const end = line.startsWith("[") ? line.indexOf("]: ") : -1;
  return end >= 0 && !line.slice(1, end).includes("]");
}

/** What follows the mark of a list item. */
function afterListMark(line) {
  const mark = /^(?:[-*+]|[0-9]{1,9}[.)])[ \t]+/.exec(line);
  return mark ? line.slice(mark[0].length).replace(/^\[[ xX]\] /, "") : undefined;
}

/** What follows the label of a footnote. */
function afterNoteLabel(line) {
  const end = line.startsWith("[^") ? line.indexOf("]:") : -1;
  return end < 0 ? undefined : line.slice(end + 2).replace(/^ +/, "");
}

const tellingHeads = new Set(["author", "authors", "name", "email", "by", "student", "participant", "school"]);

class MarkdownText {
  constructor() {
    Object.assign(this, { paragraphs: [], namesAuthor: false, block: [], part: "body", fence: undefined, inTable: false, inComment: false });
  }

  read(lines) {
    let index = this.skipFrontMatter(lines);
    while (index < lines.length) index += this.take(lines[index], lines[index + 1] ?? "");
    this.close();
  }

  /** Takes a line and says how many were used up. */
  take(line, next) {
    const trimmed = trimLine(line);
    if (this.fence) {
      if (trimmed.startsWith(this.fence)) this.fence = undefined;
      else this.block.push(trimmed);
      return 1;
    }
    if (trimmed.startsWith("```") || trimmed.startsWith("~~~")) {
      this.close();
      this.fence = trimmed.slice(0, 3);
      return 1;
    }
    const visible = trimLine(this.withoutComments(trimmed));
    if (visible === "") {
      if (trimmed === "") this.close();
      return 1;
    }
    const level = numberedLevel(visible);
    if (level) return this.heading(visible.replace(/^#+/, ""), level, 1);
    if (this.block.length === 0 && !this.inTable && isTableRow(visible) && isDelimiter(trimLine(next))) {
      this.close();
      this.row(visible);
      this.inTable = true;
      return 2;
    }
    if (this.inTable && isTableRow(visible)) {
      this.row(visible);
      return 1;
    }
    const under = underlined(trimLine(next));
    if (under && this.block.length === 0) return this.heading(visible, under, 2);
    this.takeText(visible);
    return 1;
  }

  takeText(line) {
    this.inTable = false;
    const text = line.replace(/^[> ]+/, ""), note = afterNoteLabel(text), item = afterListMark(text);
    if (isRule(text)) this.close();
    else if (note !== undefined) {
      this.close();
      this.part = "footnotes";
      this.block.push(plainInline(note));
    } else if (isLinkDefinition(text)) this.close();
    else {
      if (item !== undefined) this.close();
      this.block.push(plainInline(item ?? text));
    }
  }

  close() {
    const text = this.block.join("\n");
    if (text !== "") this.paragraphs.push({ part: this.part, text });
    this.block = [];
    this.part = "body";
    this.inTable = false;
  }

  heading(line, level, lines) {
    this.close();
    this.paragraphs.push({ part: "headings", heading: level, text: plainInline(trimLine(withoutTail(trimLine(line), "#"))) });
    return lines;
  }

  row(line) {
    const cells = line.split("|").map(trimLine);
    if (line.startsWith("|")) cells.shift();
    for (const cell of cells.filter((one) => one !== "")) this.paragraphs.push({ part: "tables", text: plainInline(cell) });
  }

  /** Passes over a block between two lines `---` at the very start. */
  skipFrontMatter(lines) {
    if (trimLine(lines[0]) !== "---") return 0;
    const end = lines.findIndex((line, index) => index > 0 && ["---", "..."].includes(trimLine(line)));
    if (end < 0) return 0;
    this.namesAuthor = lines.slice(1, end).some((line) => tellingHeads.has(trimLine(line.toLowerCase().split(":")[0])));
    return end + 1;
  }

  /** A line without its HTML comments, whose text goes to the hidden part. */
  withoutComments(line) {
    let visible = "", rest = line;
    while (rest !== "") {
      const mark = commentMarks[this.inComment ? 1 : 0], place = rest.indexOf(mark);
      const piece = place < 0 ? rest : rest.slice(0, place);
      if (!this.inComment) visible += piece;
      else if (trimLine(piece) !== "") this.paragraphs.push({ part: "hidden", text: piece });
      if (place < 0) break;
      this.inComment = !this.inComment;
      rest = rest.slice(place + mark.length);
    }
    return visible;
  }
}

/** A line's text without pictures, the addresses of links, labels of footnotes and HTML tags. */
function plainInline(text) {
  // A mark that is not found once is not looked for again, so that time grows with the line.
  const absent = new Set();
  const find = (mark, from) => {
    const place = absent.has(mark) ? -1 : text.indexOf(mark, from);
    if (place < 0) absent.add(mark);
    return place;
  };
  /** `[label]`, with `(address)` or `[reference]` behind it or not. */
  const link = (from) => {
    const close = text[from] === "[" ? find("]", from) : -1;
    if (close < 0) return undefined;
    const label = text.slice(from + 1, close), closing = { "(": ")", "[": "]" }[text[close + 1]];
    const end = closing ? find(closing, close + 1) : -1;
    return end < 0 ? { label, end: close + 1, hasAddress: false } : { label, end: end + 1, hasAddress: true };
  };
  const result = [];
  let place = 0;
  while (place < text.length) {
    const one = text[place];
    const picture = one === "!" ? link(place + 1) : undefined, found = one === "[" ? link(place) : undefined;
    const close = one === "<" ? find(">", place + 1) : -1;
    if (one === "\\" && place + 1 < text.length) {
      result.push(text[place + 1]);
      place += 2;
    } else if (picture && picture.hasAddress) place = picture.end;
    else if (found) {
      if (!found.label.startsWith("^")) result.push(found.label);
      place = found.end;
    } else if (close >= 0) {
      const inner = text.slice(place + 1, close);
      if (inner.includes("://") || inner.includes("@")) result.push(inner);
      place = close + 1;
    } else {
      result.push(one);
      place++;
    }
  }
  return result.join("");
}
