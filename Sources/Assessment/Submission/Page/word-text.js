// Gathers the paragraphs of a Word document: Sources/Documents/Word/WordText.swift.

/** A character given by its number in a font; those of the symbol fonts are no letters. */
function symbolOf(attributes) {
  const digits = attributes.get("w:char"), font = (attributes.get("w:font") ?? "").toLowerCase();
  if (digits === undefined || !/^\+?[0-9A-Fa-f]{1,8}$/.test(digits)) return "";
  let value = parseInt(digits, 16);
  const isSymbolic = ["symbol", "wingdings", "webdings", "mt extra", "marlett"].some((name) => font.startsWith(name));
  if (!isSymbolic && value >= 0xf000 && value <= 0xf0ff) value -= 0xf000;
  if (isSymbolic && value < 0x100) value += 0xf000;
  return value > 0x10ffff || value >= 0xd800 && value < 0xe000 ? "" : String.fromCodePoint(value);
}

const plainRun = () => ({ isOpen: false, inProperties: false });

/** A reader of one part; `home` is where its text counts. */
class WordText {
  constructor(home, styles, look) {
    Object.assign(this, {
      home, styles, look, doubtfulWords: 0, paragraphs: [], open: [], containers: [home], fields: [], instructions: 0, deletions: 0,
      bibliographies: [], depth: 0, skipsAbove: 0, choices: [], run: plainRun(), interrupted: [], inText: false,
    });
  }

  get container() { return this.containers.at(-1) ?? this.home; }

  start(name, attributes) {
    this.depth++;
    if (this.skipsAbove) return;
    this.begin(name, attributes);
    if (!this.skipsAbove) this.look.start(name, attributes);
  }

  text(text) {
    if (this.skipsAbove) return;
    if (this.inText) this.append(text);
    else this.look.text(text);
  }

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
    switch (name) {
      case "w:p": return this.openParagraph(this.container);
      // Text within a drawing, of a shape or a diagram.
      case "a:p": return this.openParagraph(this.drawn);
      case "w:t": case "w:delText": case "m:t": case "a:t": this.inText = true; return;
      case "c:v": case "cx:v": case "cx:pt":
        this.openParagraph(this.drawn);
        this.inText = true;
        return;
      case "c:cat":
        // Each series says the categories again; they are drawn once.
        if (this.hasCategories) this.skipsAbove = this.depth;
        this.hasCategories = true;
        return;
      case "m:oMathPara": case "m:oMath":
        // An equation may stand between paragraphs.
        if (this.open.length > 0) return;
        this.openParagraph(this.container);
        this.looseMath = this.depth;
        return;
      case "w:sym": return this.append(symbolOf(attributes));
      case "v:textpath":
        // WordArt of before 2010.
        if (attributes.get("string") && this.deletions === 0) this.paragraphs.push({ part: this.drawn, text: attributes.get("string") });
        return;
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
      // Instructions, numbers and ruby are no text of the document, what was set before is not set now.
      case "w:instrText": case "w:delInstrText": case "w:rt": case "w:rPrChange": case "w:pPrChange": case "w:tblPrChange":
      case "w:tblPrExChange": case "w:trPrChange": case "w:tcPrChange": case "w:sectPrChange":
      case "c:numCache": case "c:numLit": case "cx:numDim": case "cx:txPr":
        this.skipsAbove = this.depth;
        return;
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
  }

  finish(name) {
    switch (name) {
      case "w:p": case "a:p": return this.finishParagraph();
      case "w:t": case "w:delText": case "m:t": case "a:t": this.inText = false; return;
      case "c:v": case "cx:v": case "cx:pt":
        this.inText = false;
        return this.finishParagraph();
      case "m:oMathPara": case "m:oMath":
        if (this.looseMath !== this.depth) return;
        this.looseMath = undefined;
        return this.finishParagraph();
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
    if (this.deletions > 0) return void (last.deleted += text);
    // A blank is not seen anyway, and parts words whatever its colour.
    const visibility = isBlankText(text) ? "seen" : this.look.visibility;
    if (visibility === "doubtful") this.doubtfulWords += countWords(text);
    addText(last, text, visibility);
  }

  openParagraph(container) { this.open.push({ container, text: "", deleted: "", concealed: {} }); }

  /** Where text counts that stands within a drawing. */
  get drawn() { return this.container === "body" || this.container === "tables" ? "text-boxes" : this.container; }

  finishParagraph() {
    const done = this.open.pop();
    if (!done) return;
    if (done.text !== "") this.paragraphs.push({ ...this.place(done), text: done.text });
    if (done.deleted !== "") this.paragraphs.push({ part: "deletions", text: done.deleted });
    this.paragraphs.push(...concealedParagraphs(done));
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
