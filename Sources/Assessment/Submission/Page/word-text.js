// Gathers the paragraphs of a Word document: Sources/Documents/Word/WordStyles.swift and WordText.swift.

/** A true-or-false property: on where it stands without a value. */
const isOn = (value) => value === undefined || !["0", "false", "off", "none"].includes(value);

const wholeNumber = (text) => text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
const firstOf = (list, pick) => list.map(pick).find((value) => value !== undefined);

/** What the styles make of a paragraph or a run; a reader of styles.xml. */
class WordStyles {
  constructor() {
    this.styles = new Map();
    this.isDefaultHidden = false;
  }

  start(name, attributes) {
    if (name === "w:style") {
      this.current = attributes.get("w:styleId");
      if (this.current !== undefined) this.styles.set(this.current, { name: "" });
      if (attributes.get("w:type") === "paragraph" && isOn(attributes.get("w:default") ?? "0")) this.defaultParagraph = this.current;
    } else if (name === "w:vanish" && this.current === undefined) this.isDefaultHidden = isOn(attributes.get("w:val"));
    else if (this.current !== undefined) this.change(this.styles.get(this.current), name, attributes.get("w:val"));
  }

  text() {}
  end(name) { if (name === "w:style") this.current = undefined; }

  change(style, name, value) {
    if (name === "w:name") style.name = (value ?? "").toLowerCase();
    else if (name === "w:basedOn") style.parent = value;
    else if (name === "w:outlineLvl") style.outline = wholeNumber(value);
    else if (name === "w:vanish") style.isHidden = isOn(value);
  }

  /** A style and what it is based on, nearest first. */
  chain(id) {
    const found = [];
    for (let next = id; next !== undefined && this.styles.has(next) && found.length < 20; next = this.styles.get(next).parent) {
      found.push(this.styles.get(next));
    }
    return found;
  }

  isHidden(paragraph, run) {
    const all = [...this.chain(run), ...this.chain(paragraph ?? this.defaultParagraph)];
    return firstOf(all, (one) => one.isHidden) ?? this.isDefaultHidden;
  }

  /** What a paragraph style is for; Word's built-in names are English whatever its user sees. */
  role(paragraph) {
    const chain = this.chain(paragraph);
    for (const { name } of chain) {
      const level = name.startsWith("heading ") ? wholeNumber(name.slice(8)) : undefined;
      if (level >= 1 && level <= 9) return { heading: level };
      if (name === "title" || name === "subtitle") return { isTitle: true };
      if (name === "caption") return { isCaption: true };
      if (name === "bibliography") return { isBibliography: true };
    }
    const outline = firstOf(chain, (one) => one.outline);
    return outline >= 0 && outline <= 8 ? { heading: outline + 1 } : {};
  }
}

const plainRun = () => ({ isOpen: false, inProperties: false });

/** A reader of one part; `home` is where its text counts. */
class WordText {
  constructor(home, styles) {
    Object.assign(this, {
      home, styles, paragraphs: [], open: [], containers: [home], fields: [], instructions: 0, deletions: 0,
      bibliographies: [], depth: 0, skipsAbove: 0, choices: [], run: plainRun(), interrupted: [], inText: false,
    });
  }

  get container() { return this.containers.at(-1) ?? this.home; }

  start(name, attributes) {
    this.depth++;
    if (!this.skipsAbove) this.begin(name, attributes);
  }

  text(text) { if (!this.skipsAbove && this.inText) this.append(text); }

  end(name) {
    if (this.skipsAbove) {
      if (this.depth === this.skipsAbove) this.skipsAbove = 0;
    } else this.finish(name);
    this.depth--;
  }

  begin(name, attributes) {
    switch (name) {
      case "w:p": case "a:p": return void this.open.push({ container: this.container, text: "", deleted: "", hidden: "" });
      case "w:t": case "w:delText": case "m:t": case "a:t": this.inText = true; return;
      case "w:r": case "a:r": case "m:r": this.run = { ...plainRun(), isOpen: true }; return;
      case "w:rPr": this.run.inProperties = this.run.isOpen; return;
      case "w:tab": case "w:ptab": if (this.run.isOpen && !this.run.inProperties) this.append("\t"); return;
      case "w:br": case "w:cr": case "a:br": return this.append("\n");
      case "w:noBreakHyphen": return this.append("\u2011");
      case "w:del": case "w:moveFrom": this.deletions++; return;
      case "w:txbxContent":
        this.containers.push(this.home === "body" ? "text-boxes" : this.home);
        this.interrupted.push({ ...this.run });
        return;
      // A table in a text box, a note or a header counts where that stands.
      case "w:tbl": return void this.containers.push(this.container === "body" ? "tables" : this.container);
      case "w:fldChar": return this.field(attributes.get("w:fldCharType"));
      case "w:sdt": return void this.bibliographies.push(false);
      case "w:bibliography": return this.markBibliography();
      case "w:docPartGallery": if (attributes.get("w:val") === "Bibliographies") this.markBibliography(); return;
      case "mc:AlternateContent": return void this.choices.push(false);
      case "mc:Choice": return this.choose(attributes.get("Requires") ?? "");
      case "mc:Fallback": if (this.choices.at(-1)) this.skipsAbove = this.depth; return;
      case "w:instrText": case "w:delInstrText": case "w:rt": this.skipsAbove = this.depth; return;
      case "w:footnote": case "w:endnote":
        // Separators are drawn, not written.
        if ((attributes.get("w:type") ?? "normal") !== "normal") this.skipsAbove = this.depth;
        return;
      default: this.property(name, attributes.get("w:val"));
    }
  }

  property(name, value) {
    const last = this.open.at(-1);
    if (!last) return;
    if (name === "w:pStyle") last.style = value;
    else if (name === "w:outlineLvl") last.outline = wholeNumber(value);
    else if (name === "w:vanish" && this.run.inProperties) this.run.isHidden = isOn(value);
    else if (name === "w:rStyle" && this.run.inProperties) this.run.style = value;
  }

  finish(name) {
    switch (name) {
      case "w:p": case "a:p": return this.finishParagraph();
      case "w:t": case "w:delText": case "m:t": case "a:t": this.inText = false; return;
      case "w:r": case "a:r": case "m:r": this.run = plainRun(); return;
      case "w:rPr": this.run.inProperties = false; return;
      case "w:del": case "w:moveFrom": this.deletions--; return;
      case "w:txbxContent":
        this.containers.pop();
        this.run = this.interrupted.pop() ?? plainRun();
        this.inText = false;
        return;
      case "w:tbl": this.containers.pop(); return;
      case "w:sdt": this.bibliographies.pop(); return;
      case "mc:AlternateContent": this.choices.pop();
    }
  }

  /** The instruction of a field is no text, its result is. */
  field(type) {
    if (type === "begin") {
      this.fields.push("instruction");
      this.instructions++;
    } else if (type === "separate") {
      if (this.fields.length === 0) return;
      if (this.fields.pop() === "instruction") this.instructions--;
      this.fields.push("result");
    } else if (this.fields.pop() === "instruction") this.instructions--;
  }

  markBibliography() { if (this.bibliographies.length > 0) this.bibliographies[this.bibliographies.length - 1] = true; }

  choose(requires) {
    const needed = requires.split(" ").filter((one) => one !== "");
    if (this.choices.at(-1) === false && needed.every((one) => knownExtensions.has(one))) this.choices[this.choices.length - 1] = true;
    else this.skipsAbove = this.depth;
  }

  append(text) {
    const last = this.open.at(-1);
    if (!last || this.instructions > 0) return;
    if (this.deletions > 0) last.deleted += text;
    else if (this.run.isHidden ?? this.styles.isHidden(last.style, this.run.style)) last.hidden += text;
    else last.text += text;
  }

  finishParagraph() {
    const done = this.open.pop();
    if (!done) return;
    if (done.text !== "") this.paragraphs.push({ ...this.place(done), text: done.text });
    if (done.deleted !== "") this.paragraphs.push({ part: "deletions", text: done.deleted });
    if (done.hidden !== "") this.paragraphs.push({ part: "hidden", text: done.hidden });
  }

  /** Which part a paragraph belongs to, and the level where it is a heading. */
  place(done) {
    const role = this.styles.role(done.style), isOutlined = done.outline >= 0 && done.outline <= 8;
    if (role.isCaption && ["body", "text-boxes", "tables"].includes(done.container)) return { part: "captions" };
    if (done.container !== "body") return { part: done.container };
    if (role.isBibliography || this.bibliographies.includes(true) && !role.heading) return { part: "references" };
    if (isOutlined) return { part: "headings", heading: done.outline + 1 };
    if (done.outline === undefined && role.heading) return { part: "headings", heading: role.heading };
    return { part: role.isTitle ? "headings" : "body" };
  }
}
