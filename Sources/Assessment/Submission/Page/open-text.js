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
const unspoken = new Set(["text:note-citation", "text:change-start", "text:change-end", "text:change", "office:change-info",
  "svg:title", "svg:desc", "text:ruby-text", "office:forms", "office:binary-data", "dc:creator", "dc:date",
  "meta:creator-initials", "text:sequence-decls", "text:variable-decls", "text:user-field-decls"]);

const shapes = new Set(["draw:text-box", "draw:custom-shape", "draw:rect", "draw:ellipse", "draw:line", "draw:polygon",
  "draw:path", "draw:connector", "draw:caption"]);

/** A reader of content.xml or styles.xml. */
class OpenText {
  constructor(styles) {
    Object.assign(this, { styles, paragraphs: [], open: [], containers: [], depth: 0, skipsAbove: 0, hiding: [] });
  }

  get container() { return this.containers.at(-1) ?? "body"; }

  start(name, attributes) {
    this.depth++;
    if (!this.skipsAbove) this.begin(name, attributes);
  }

  text(text) { if (!this.skipsAbove) this.append(text); }

  end(name) {
    if (this.skipsAbove) {
      if (this.depth === this.skipsAbove) this.skipsAbove = 0;
    } else this.finish(name);
    this.depth--;
  }

  begin(name, attributes) {
    const container = this.containerOf(name, attributes), style = attributes.get("text:style-name");
    if (container) return void this.containers.push(container);
    switch (name) {
      case "text:p": case "text:h": return this.beginParagraph(name, attributes);
      case "text:span": return void this.hiding.push(this.styles.isHidden("text", style));
      case "text:section":
        return void this.hiding.push(attributes.get("text:display") === "none" || this.styles.isHidden("section", style));
      case "table:table": return void this.containers.push(this.container === "body" ? "tables" : this.container);
      case "text:s": return this.append(" ");
      case "text:tab": return this.append("\t");
      case "text:line-break": return this.append("\n");
      case "text:hidden-text": case "text:conditional-text":
        this.skipsAbove = this.depth;
        if (this.open.length > 0) this.open.at(-1).hidden += attributes.get("text:string-value") ?? "";
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
    if (name === "text:p" || name === "text:h") this.finishParagraph();
    else if (name === "text:span" || name === "text:section") this.hiding.pop();
    else if (name === "table:table" || this.containerOf(name)) this.containers.pop();
  }

  beginParagraph(name, attributes) {
    const style = attributes.get("text:style-name");
    const level = name === "text:h" ? wholeNumber(attributes.get("text:outline-level")) ?? 1 : undefined;
    this.open.push({ container: this.container, style, level, text: "", hidden: "" });
    this.hiding.push(this.styles.isHidden("paragraph", style));
  }

  append(text) {
    const last = this.open.at(-1);
    if (!last) return;
    if (this.hiding.includes(true)) last.hidden += text;
    else last.text += text;
  }

  finishParagraph() {
    const done = this.open.pop();
    if (!done) return;
    this.hiding.pop();
    if (done.text !== "") this.paragraphs.push({ ...this.place(done), text: done.text });
    if (done.hidden !== "") this.paragraphs.push({ part: "hidden", text: done.hidden });
  }

  place(done) {
    if (["body", "text-boxes", "tables"].includes(done.container) && this.styles.isCaption(done.style)) return { part: "captions" };
    if (done.container !== "body") return { part: done.container };
    if (done.level !== undefined) return { part: "headings", heading: Math.max(1, Math.min(9, done.level)) };
    return { part: this.styles.isTitle(done.style) ? "headings" : "body" };
  }
}
