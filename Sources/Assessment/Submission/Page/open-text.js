// Gathers the paragraphs of an ODT: Sources/Documents/OpenDocument/OpenDocumentStyles.swift and
// OpenDocumentText.swift.

/** What the styles make of a paragraph, a span or a section; a reader of styles and content. */
class OpenStyles {
  constructor() { this.styles = new Map(); }

  start(name, attributes) {
    if (name === "style:style") {
      this.current = `${attributes.get("style:family") ?? ""} ${attributes.get("style:name") ?? ""}`;
      this.styles.set(this.current, { parent: attributes.get("style:parent-style-name") });
    } else if ((name === "style:text-properties" || name === "style:section-properties") && this.current !== undefined) {
      const display = attributes.get("text:display");
      if (display !== undefined) this.styles.get(this.current).isHidden = display === "none";
    }
  }

  text() {}
  end(name) { if (name === "style:style") this.current = undefined; }

  /** The name of a style and of those that it is based on, nearest first. */
  chain(family, name) {
    const found = [];
    for (let next = name; next !== undefined && found.length < 20; next = this.styles.get(`${family} ${next}`)?.parent) found.push(next);
    return found;
  }

  isHidden(family, name) {
    return firstOf(this.chain(family, name), (one) => this.styles.get(`${family} ${one}`)?.isHidden) ?? false;
  }

  /** LibreOffice bases its caption styles (Illustration, Table, Drawing) on this one. */
  isCaption(name) { return this.chain("paragraph", name).includes("Caption"); }
  isTitle(name) { return this.chain("paragraph", name).some((one) => one === "Title" || one === "Subtitle"); }
}

/** No text of the document: labels of notes, marks of changes, descriptions, forms. */
const unspoken = new Set(["math:annotation", "math:annotation-xml", "text:note-citation", "text:change-start", "text:change-end", "text:change", "office:change-info",
  "svg:title", "svg:desc", "text:ruby-text", "office:forms", "office:binary-data", "dc:creator", "dc:date",
  "meta:creator-initials", "text:sequence-decls", "text:variable-decls", "text:user-field-decls"]);

const shapes = new Set(["draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line", "draw:polygon",
  "draw:path", "draw:connector", "draw:caption"]);

/** A reader of content.xml or styles.xml. */
class OpenText {
  constructor(home, styles, look) {
    Object.assign(this, {
      home, styles, look, paragraphs: [], objects: [], open: [], containers: [], depth: 0, skipsAbove: 0, hiding: [], equations: 0, doubtfulWords: 0,
    });
  }

  get container() { return this.containers.at(-1) ?? this.home; }

  start(name, attributes) {
    this.depth++;
    if (this.skipsAbove) return;
    this.begin(name, attributes);
    if (!this.skipsAbove) this.look.start(name, attributes);
  }

  text(text) { if (!this.skipsAbove) this.append(this.equations > 0 ? text.replace(/\p{White_Space}/gu, "") : text); }

  end(name) {
    if (this.skipsAbove) {
      if (this.depth === this.skipsAbove) this.skipsAbove = 0;
    } else {
      this.finish(name);
      this.look.end(name);
    }
    this.depth--;
  }

  begin(name, attributes) {
    const container = this.containerOf(name, attributes), style = attributes.get("text:style-name");
    if (container) return void this.containers.push(container);
    switch (name) {
      case "text:p": case "text:h": return this.beginParagraph(name, attributes);
      case "math:math":
        this.equations++;
        return this.beginParagraph(name, attributes);
      case "table:table-cell": case "table:covered-table-cell":
        // The numbers of a chart are drawn, not written.
        if (this.home === "charts" && attributes.get("office:value-type") !== "string") this.skipsAbove = this.depth;
        return;
      case "draw:object":
        if (attributes.has("xlink:href") && !this.hiding.includes(true)) this.objects.push({ name: attributes.get("xlink:href"), container: this.container });
        return;
      case "text:span": return void this.hiding.push(this.styles.isHidden("text", style));
      case "text:section":
        return void this.hiding.push(attributes.get("text:display") === "none" || this.styles.isHidden("section", style));
      case "table:table": return void this.containers.push(this.container === "body" ? "tables" : this.container);
      case "text:s": return this.append(" ");
      case "text:tab": return this.append("\t");
      case "text:line-break": return this.append("\n");
      case "text:hidden-text": case "text:conditional-text":
        this.skipsAbove = this.depth;
        if (this.open.length > 0) addText(this.open.at(-1), attributes.get("text:string-value") ?? "", "hidden");
        return;
      case "text:hidden-paragraph":
        if (this.open.length > 0 && this.hiding.length > 0) this.hiding[this.hiding.length - 1] = true;
        return;
      default: if (unspoken.has(name)) this.skipsAbove = this.depth;
    }
  }

  /** Elements that say to which part their paragraphs belong. */
  containerOf(name, attributes) {
    switch (name) {
      case "office:text": return "body";
      case "style:header": case "style:header-left": case "style:header-first": case "loext:header-first": return "headers";
      case "style:footer": case "style:footer-left": case "style:footer-first": case "loext:footer-first": return "footers";
      case "text:note": return attributes?.get("text:note-class") === "endnote" ? "endnotes" : "footnotes";
      case "office:annotation": return "comments";
      case "text:tracked-changes": return "deletions";
      case "text:bibliography": return this.container === "body" ? "references" : this.container;
      default: return shapes.has(name) ? this.container === "body" || this.container === "tables" ? "text-boxes" : this.container : undefined;
    }
  }

  finish(name) {
    if (name === "math:math") this.equations--;
    if (name === "text:p" || name === "text:h" || name === "math:math") this.finishParagraph();
    else if (name === "text:span" || name === "text:section") this.hiding.pop();
    else if (name === "table:table" || this.containerOf(name)) this.containers.pop();
  }

  beginParagraph(name, attributes) {
    const style = attributes.get("text:style-name");
    const level = name === "text:h" ? wholeNumber(attributes.get("text:outline-level")) ?? 1 : undefined;
    this.open.push({ container: this.container, style, level, text: "", concealed: {} });
    this.hiding.push(this.styles.isHidden("paragraph", style));
  }

  append(text) {
    const last = this.open.at(-1);
    if (!last) return;
    // A blank is not seen anyway, and parts words whatever its colour.
    const visibility = this.hiding.includes(true) ? "hidden" : isBlankText(text) ? "seen" : this.look.visibility;
    if (visibility === "doubtful") this.doubtfulWords += countWords(text);
    addText(last, text, visibility);
  }

  finishParagraph() {
    const done = this.open.pop();
    if (!done) return;
    this.hiding.pop();
    if (done.text !== "") this.paragraphs.push({ ...this.place(done), text: done.text });
    this.paragraphs.push(...concealedParagraphs(done));
  }

  place(done) {
    if (["body", "text-boxes", "tables"].includes(done.container) && this.styles.isCaption(done.style)) return { part: "captions" };
    if (done.container !== "body") return { part: done.container };
    if (done.level !== undefined) return { part: "headings", heading: Math.max(1, Math.min(9, done.level)) };
    return { part: this.styles.isTitle(done.style) ? "headings" : "body" };
  }
}
