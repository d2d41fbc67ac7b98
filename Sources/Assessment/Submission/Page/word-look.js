// Follows how the text of one part of a Word document looks, and where its text boxes stand:
// Sources/Documents/Word/WordLook.swift, WordShapes.swift and WordPage.swift.

/** What the main part says of its pages at its end, looked up before it is read; lengths in EMU. */
class WordPage {
  constructor(bytes) {
    Object.assign(this, { width: 15_120_000, height: 15_120_000, left: 0, top: 0, hasColumns: false });
    if (!bytes) return;
    const text = new TextDecoder("windows-1252").decode(bytes), twip = 635;
    const each = (name, key) => [...tagsOf(text, name)].map((tag) => numberIn(tag, key));
    const most = (list) => Math.max(0, ...list);
    const [widest, highest] = [most(each("w:pgSz", "w:w")), most(each("w:pgSz", "w:h"))];
    if (widest > 0 && highest > 0) [this.width, this.height] = [widest * twip, highest * twip];
    this.left = most(each("w:pgMar", "w:left")) * twip;
    this.top = most(each("w:pgMar", "w:top")) * twip;
    this.hasColumns = most(each("w:cols", "w:num")) > 1;
  }

  /** Whether a part sets something behind its text. */
  static hasBackdrop(bytes) {
    return ['behindDoc="1"', 'behindDoc="true"', "z-index:-"].some((mark) => holdsBytes(bytes, ascii(mark)));
  }
}

function* tagsOf(text, name) {
  const open = `<${name} `;
  for (let start = text.indexOf(open); start >= 0; start = text.indexOf(open, start + open.length)) {
    const end = text.slice(start, start + 2000).indexOf(">");
    yield end < 0 ? "" : text.slice(start, start + end);
  }
}

function numberIn(tag, key) {
  const mark = ` ${key}="`, start = tag.indexOf(mark);
  return start < 0 ? 0 : Math.min(1_000_000, Math.max(0, wholeNumber(tag.slice(start + mark.length).split('"')[0]) ?? 0));
}

const shapeNames = new Set(["w:drawing", "v:shape", "v:rect", "v:roundrect", "v:oval"]);
const lengthOf = (text) => Math.min(1_000_000_000, Math.max(0, wholeNumber(text) ?? 0));

/** Follows the shapes that text boxes stand in: what they are filled with, and where they are. */
class WordShapes {
  constructor(page) {
    Object.assign(this, { page, shapes: [], boxes: [], reading: undefined, number: "", inProperties: false, inFill: false, lineDepth: 0 });
  }

  get concealment() { return this.boxes.find((one) => one !== undefined); }

  start(name, attributes, theme) {
    if (shapeNames.has(name)) {
      this.shapes.push({ across: { base: "", length: 0 }, down: { base: "", length: 0 } });
      if (name.startsWith("v:")) this.vector(attributes);
      return;
    }
    const shape = this.shapes.at(-1) ?? { across: {}, down: {} };
    switch (name) {
      case "wp:anchor": shape.isAnchored = true; return;
      case "wp:positionH": shape.across.base = attributes.get("relativeFrom") ?? ""; return;
      case "wp:positionV": shape.down.base = attributes.get("relativeFrom") ?? ""; return;
      case "wp:posOffset":
        this.reading = shape.down.base ? "down" : "across";
        this.number = "";
        return;
      case "wp:extent":
        shape.across.length = lengthOf(attributes.get("cx"));
        shape.down.length = lengthOf(attributes.get("cy"));
        return;
      case "wp:docPr": case "wps:cNvPr":
        if (attributes.has("hidden") && isOn(attributes.get("hidden"))) shape.isHidden = true;
        return;
      case "wps:spPr":
        this.inProperties = true;
        shape.fill = "unknown";
        return;
      case "a:ln": this.lineDepth++; return;
      case "a:solidFill": this.inFill = this.inProperties && this.lineDepth === 0; return;
      case "a:srgbClr": if (this.inFill) shape.fill = colourOf(attributes.get("val")) ?? "unknown"; return;
      case "a:schemeClr":
        if (this.inFill) shape.fill = (attributes.has("val") ? theme.named(attributes.get("val")) : undefined) ?? "unknown";
        return;
      case "a:lumMod": case "a:lumOff": case "a:alpha": case "a:tint": case "a:shade": if (this.inFill) shape.fill = "unknown";
    }
  }

  text(text) { if (this.reading) this.number += text; }

  end(name) {
    if (shapeNames.has(name)) this.shapes.pop();
    else if (name === "wp:posOffset") {
      const shape = this.shapes.at(-1);
      if (shape && this.reading) shape[this.reading].offset = wholeNumber(this.number.slice(0, 20).replace(/\p{White_Space}/gu, ""));
      this.reading = undefined;
    } else if (name === "wps:spPr") this.inProperties = false;
    else if (name === "a:solidFill") this.inFill = false;
    else if (name === "a:ln") this.lineDepth = Math.max(0, this.lineDepth - 1);
  }

  vector(attributes) {
    const shape = this.shapes.at(-1), filled = attributes.get("filled"), style = attributes.get("style") ?? "";
    const isFilled = filled === undefined || isOn(filled) && filled !== "f";
    shape.fill = isFilled ? colourOf((attributes.get("fillcolor") ?? "").slice(0, 7)) : undefined;
    shape.isHidden = style.includes("visibility:hidden") || style.includes("display:none");
  }

  /** Enters the text of a shape, and says what that is written on. */
  enter() {
    const shape = this.shapes.at(-1);
    this.boxes.push(!shape ? undefined : shape.isHidden ? "hidden" : shape.isAnchored && this.isOffPage(shape) ? "off-page" : undefined);
    return shape?.fill ?? "unknown";
  }

  isOffPage({ across, down }) {
    const { width, height, left, top, hasColumns } = this.page;
    const isOff = ({ base, offset, length }, side, starts) => offset !== undefined && isOutside(base === "page" ? [0, 0] : own(starts, base) ?? [0, side], offset, length, side);
    return isOff(across, width, { margin: [left, left], column: hasColumns ? [0, width] : [0, Math.max(0, left)] }) || isOff(down, height, { margin: [top, top] });
  }
}

/** Follows how text looks, to know what of it nobody can read. */
class WordLook {
  constructor(styles, page = new WordPage()) {
    Object.assign(this, { styles, paragraphs: [], grounds: [styles.page], lowRows: [], fill: new WordFill(), inTable: false, shapes: new WordShapes(page), known: new Map() });
  }

  get ground() { return this.grounds.at(-1); }
  shade(ground) { this.grounds[this.grounds.length - 1] = ground; }

  start(name, attributes) {
    this.shapes.start(name, attributes, this.styles.theme);
    switch (name) {
      case "w:p": case "a:p": return void this.paragraphs.push({ isDrawn: name === "a:p", own: {} });
      case "w:tbl": case "w:tc": return void this.grounds.push(this.ground);
      case "w:tblStyle": if (this.styles.isColouring(attributes.get("w:val") ?? "")) this.shade("unknown"); return;
      case "w:tr": return void this.lowRows.push(false);
      case "w:tblPr": case "w:tcPr": this.inTable = true; return;
      case "w:trHeight": {
        const height = realNumber(attributes.get("w:val"));
        if (attributes.get("w:hRule") === "exact" && this.lowRows.length > 0 && height !== undefined) this.lowRows[this.lowRows.length - 1] = height / 20 < leastPoints;
        return;
      }
      case "w:txbxContent": return void this.grounds.push(this.shapes.enter());
      default:
        if (name === "w:shd" && this.inTable) {
          const ground = this.styles.ground(attributes);
          if (ground) this.shade(ground);
        } else this.property(name, attributes, this.paragraphs.at(-1));
    }
  }

  text(text) { this.shapes.text(text); }

  end(name) {
    this.shapes.end(name);
    const paragraph = this.paragraphs.at(-1);
    if (name === "w:p" || name === "a:p") this.paragraphs.pop();
    else if (name === "w:tbl" || name === "w:tc") this.leave();
    else if (name === "w:tr") this.lowRows.pop();
    else if (name === "w:tblPr" || name === "w:tcPr") this.inTable = false;
    else if (name === "w:txbxContent") {
      this.leave();
      this.shapes.boxes.pop();
    } else if (name === "w14:textFill" || name === "w14:textOutline") this.fill.end(name);
    else if (!paragraph) return;
    else if (name === "w:pPr") paragraph.place = undefined;
    else if (name === "w:rPr") paragraph.place = paragraph.place === "mark" ? "paragraph" : undefined;
    else if (name === "w:r") paragraph.inRun = false;
  }

  leave() { if (this.grounds.length > 1) this.grounds.pop(); }

  property(name, attributes, paragraph) {
    if (!paragraph) return;
    if (name === "w:r") {
      this.fill = new WordFill();
      Object.assign(paragraph, { inRun: true, runStyle: undefined, own: {}, judged: undefined });
    } else if (name === "w:pPr") {
      if (!paragraph.inRun) paragraph.place = "paragraph";
    } else if (name === "w:rPr") paragraph.place = paragraph.inRun ? "run" : "mark";
    else if (paragraph.place === "paragraph") {
      if (name === "w:pStyle") paragraph.style = attributes.get("w:val");
      else if (name === "w:shd") paragraph.ground = this.styles.ground(attributes);
      else if (name === "w:spacing") paragraph.line = fixedLine(attributes);
    } else if (paragraph.place === "run") {
      if (name === "w:rStyle") paragraph.runStyle = attributes.get("w:val");
      this.styles.apply(name, attributes, paragraph.own);
      this.fill.start(name, attributes, this.styles.theme, paragraph.own);
    }
  }

  /** Whether text that comes now can be seen. */
  get visibility() {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph) return "seen";
    paragraph.judged ??= this.judge(paragraph);
    return paragraph.judged;
  }

  judge(paragraph) {
    if (this.shapes.concealment) return this.shapes.concealment;
    if (paragraph.isDrawn) return "seen";
    if (this.lowRows.includes(true)) return "squeezed";
    const key = JSON.stringify([paragraph.style, paragraph.runStyle]);
    if (!this.known.has(key)) this.known.set(key, this.styles.look(paragraph.style, paragraph.runStyle));
    const look = { ...paragraph.own }, { ground, line } = this.styles.paragraph(paragraph.style);
    inheritLook(look, this.known.get(key));
    if ((paragraph.line ?? line) < leastPoints) return "squeezed";
    // Ten points where nothing says a size (ISO/IEC 29500-1, 17.3.2.38).
    return visibilityOf(look, paragraph.ground ?? ground ?? this.ground, 10);
  }
}
