// How the text of an ODT looks, to know what of it nobody can read:
// Sources/Documents/OpenDocument/OpenDocumentLooks.swift and OpenDocumentLook.swift.

const lengthUnits = { pt: 1, cm: 72 / 2.54, mm: 7.2 / 2.54, in: 72, pc: 12, px: 0.75 };

/** A length in points; nothing for anything else. */
function pointsOf(text) {
  const factor = own(lengthUnits, (text ?? "").slice(-2)), number = realNumber((text ?? "").slice(0, -2));
  return factor === undefined || number === undefined ? undefined : number * factor;
}

/** Per cent; nothing for anything else. */
const shareOf = (text) => text?.endsWith("%") ? realNumber(text.slice(0, -1)) : undefined;

/** A reader of styles and content. */
class OpenLooks {
  constructor() { Object.assign(this, { styles: new Map(), page: white, width: 1191, height: 1191, hasPage: false }); }

  start(name, attributes) {
    const style = this.styles.get(this.current);
    if (name === "style:style" || name === "style:default-style") {
      this.current = `${attributes.get("style:family") ?? ""} ${attributes.get("style:name") ?? ""}`;
      this.styles.set(this.current, { parent: attributes.get("style:parent-style-name"), text: {}, base: ["", ""] });
    } else if (name === "style:page-layout-properties") this.takePage(attributes);
    else if (name === "style:background-image") {
      if (style) style.ground = "unknown";
      else this.page = "unknown";
    } else if (style) {
      this.change(style, name, attributes);
      // A picture behind the text may be of any colour.
      if (attributes.get("style:run-through") === "background") this.page = "unknown";
    }
  }

  text() {}
  end(name) { if (name === "style:style" || name === "style:default-style") this.current = undefined; }

  takePage(attributes) {
    const ground = colourOf(attributes.get("fo:background-color"));
    if (ground && this.page !== "unknown") this.page = this.hasPage && String(this.page) !== String(ground) ? "unknown" : ground;
    const [width, height] = ["fo:page-width", "fo:page-height"].map((key) => pointsOf(attributes.get(key)));
    if (width === undefined || height === undefined) return;
    [this.width, this.height] = this.hasPage ? [Math.max(this.width, width), Math.max(this.height, height)] : [width, height];
    this.hasPage = true;
  }

  change(style, name, attributes) {
    const get = (key) => attributes.get(key), ground = colourOf(get("fo:background-color"));
    if (name === "style:text-properties") this.changeText(style, get, ground);
    else if (name === "style:paragraph-properties") {
      style.ground = ground ?? style.ground;
      style.height = pointsOf(get("fo:line-height")) ?? style.height;
    } else if (["style:table-cell-properties", "style:table-row-properties", "style:table-properties"].includes(name)) {
      style.ground = ground ?? style.ground;
      style.height = pointsOf(get("style:row-height")) ?? style.height;
    } else if (name === "style:graphic-properties") {
      const fill = get("draw:fill"), isOpaque = (fill === "solid" || fill === undefined) && (shareOf(get("draw:opacity")) ?? 100) > 90;
      style.ground = (isOpaque ? colourOf(get(fill === "solid" ? "draw:fill-color" : "fo:background-color")) : undefined) ?? "unknown";
      style.base = [get("style:horizontal-rel") ?? "", get("style:vertical-rel") ?? ""];
    }
  }

  changeText({ text }, get, ground) {
    const style = this.styles.get(this.current), colour = colourOf(get("fo:color"));
    if (get("text:display") !== undefined) text.isHidden = get("text:display") === "none";
    if (colour) text.ink = colour;
    if (shareOf(get("loext:opacity")) <= 10) text.ink = "clear";
    // LibreOffice writes an opacity of nothing beside it, and shows the text.
    if (get("style:use-window-font-color") === "true") text.ink = "automatic";
    Object.assign(text, { ground, points: pointsOf(get("fo:font-size")), width: shareOf(get("style:text-scale")), spacing: pointsOf(get("fo:letter-spacing")) });
    style.relative = shareOf(get("fo:font-size"));
  }

  chain(family, name) {
    const found = [];
    for (let next = name; next !== undefined && found.length < 20 && this.styles.has(`${family} ${next}`); next = found.at(-1).parent) found.push(this.styles.get(`${family} ${next}`));
    return found;
  }

  /** How text in a style looks; with the defaults of the whole document, for a paragraph. */
  look(family, name) {
    const chain = this.chain(family, name), standard = this.styles.get(`${family} `), look = {};
    if (family === "paragraph" && standard) chain.push(standard);
    let share = 1;
    for (const { relative, text } of chain) {
      if (look.points === undefined && relative !== undefined) share *= relative / 100;
      if (look.points === undefined && text.points !== undefined) look.points = text.points * share;
      inheritLook(look, text);
    }
    if (look.points === undefined && share !== 1) look.points = 12 * share;
    return look;
  }

  /** What a style lays behind its text, and how high its lines or rows are where that is fixed. */
  box(family, name) {
    const chain = this.chain(family, name);
    return { ground: firstOf(chain, (one) => one.ground), height: firstOf(chain, (one) => one.height) };
  }

  /** From where a frame is placed, across and down. */
  base(name) { return [0, 1].map((place) => this.chain("graphic", name).map((one) => one.base[place]).find((one) => one !== "") ?? ""); }
}

const openShapes = new Set([...shapes, "draw:frame"].filter((name) => name !== "draw:text-box"));

/** Follows how text looks. */
class OpenLook {
  constructor(styles) { Object.assign(this, { styles, paragraphs: [], grounds: [styles.page], lowRows: [], frames: [], known: new Map() }); }

  push(ground) { this.grounds.push(ground ?? this.grounds.at(-1)); }
  pop() { if (this.grounds.length > 1) this.grounds.pop(); }

  start(name, attributes) {
    const style = attributes.get("table:style-name"), paragraph = this.paragraphs.at(-1);
    if (name === "text:p" || name === "text:h") this.paragraphs.push({ style: attributes.get("text:style-name"), spans: [] });
    else if (name === "text:span") {
      if (!paragraph) return;
      paragraph.spans.push(attributes.get("text:style-name"));
      paragraph.judged = undefined;
    } else if (name === "table:table") this.push(this.styles.box("table", style).ground);
    else if (name === "table:table-row") {
      const box = this.styles.box("table-row", style);
      this.push(box.ground);
      this.lowRows.push(box.height < leastPoints);
    } else if (name === "table:table-cell") this.push(this.styles.box("table-cell", style).ground);
    else if (openShapes.has(name)) {
      const drawn = attributes.get("draw:style-name");
      this.grounds.push(this.styles.box("graphic", drawn).ground ?? "unknown");
      this.frames.push(this.isOffPage(attributes, this.styles.base(drawn)) ? "off-page" : undefined);
    }
  }

  end(name) {
    const paragraph = this.paragraphs.at(-1);
    if (name === "text:p" || name === "text:h") this.paragraphs.pop();
    else if (name === "text:span" && paragraph) {
      paragraph.spans.pop();
      paragraph.judged = undefined;
    } else if (name === "table:table" || name === "table:table-cell") this.pop();
    else if (name === "table:table-row") {
      this.pop();
      this.lowRows.pop();
    } else if (openShapes.has(name)) {
      this.pop();
      this.frames.pop();
    }
  }

  /** Whether text that comes now can be seen. */
  get visibility() {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph) return "seen";
    paragraph.judged ??= this.judge(paragraph);
    return paragraph.judged;
  }

  look(family, name) {
    const key = `${family} ${name ?? ""}`;
    if (!this.known.has(key)) this.known.set(key, this.styles.look(family, name));
    return this.known.get(key);
  }

  judge({ style, spans }) {
    const frame = this.frames.find((one) => one !== undefined);
    if (frame) return frame;
    if (this.lowRows.includes(true)) return "squeezed";
    const look = {}, box = this.styles.box("paragraph", style);
    for (const span of [...spans].reverse()) inheritLook(look, this.look("text", span));
    inheritLook(look, this.look("paragraph", style));
    return box.height < leastPoints ? "squeezed" : visibilityOf(look, box.ground ?? this.grounds.at(-1), 12);
  }

  /** Whether a frame lies outside the page wherever its anchor stands. */
  isOffPage(attributes, [across, down]) {
    const isOff = (at, size, base, side) => {
      const offset = pointsOf(attributes.get(at)), whole = Math.round(side);
      if (offset === undefined || Math.abs(offset) >= 1_000_000) return false;
      const length = Math.min(1_000_000, pointsOf(attributes.get(size)) ?? side);
      return isOutside(base === "page" ? [0, 0] : [0, whole], Math.trunc(offset), Math.trunc(length), whole);
    };
    return isOff("svg:x", "svg:width", across, this.styles.width) || isOff("svg:y", "svg:height", down, this.styles.height);
  }
}
