// What styles, theme and settings of a Word document make of the look of text:
// Sources/Documents/Word/WordTheme.swift, WordFill.swift and WordLooks.swift.

const schemeNames = new Set(["dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"]);
const askedColours = { background1: "bg1", text1: "t1", background2: "bg2", text2: "t2", tx1: "t1", tx2: "t2" };
const longColours = { dark1: "dk1", light1: "lt1", dark2: "dk2", light2: "lt2", followedHyperlink: "folHlink", hyperlink: "hlink" };
const standardColours = { lt1: white, dk1: black };

/** The colours of a theme, under the names by which text asks for them. */
class WordTheme {
  constructor() {
    this.colours = new Map();
    this.mapping = new Map(Object.entries({ bg1: "lt1", t1: "dk1", bg2: "lt2", t2: "dk2", hyperlink: "hlink", followedHyperlink: "folHlink" }));
  }

  start(name, attributes) {
    if (name === "w:clrSchemeMapping") {
      for (const [key, value] of attributes) if (key.startsWith("w:")) this.mapping.set(key.slice(2), own(longColours, value) ?? value);
      return;
    }
    if (!name.startsWith("a:")) return;
    if (schemeNames.has(name.slice(2))) this.current = name.slice(2);
    if (this.current === undefined || name !== "a:sysClr" && name !== "a:srgbClr" || this.colours.has(this.current)) return;
    const colour = colourOf(attributes.get(name === "a:sysClr" ? "lastClr" : "val"));
    if (colour) this.colours.set(this.current, colour);
  }

  text() {}
  end(name) { if (name === "a:clrScheme") this.current = undefined; }

  named(name) {
    const asked = own(askedColours, name) ?? name, scheme = this.mapping.get(asked) ?? own(longColours, asked) ?? asked;
    return this.colours.get(scheme) ?? own(standardColours, scheme);
  }

  /** A colour of a property: by theme, where it names one, with tint or shade, else by itself. */
  colour(attributes, key, theme) {
    const name = attributes.get(theme), base = name === undefined ? undefined : this.named(name);
    if (!base) return colourOf(attributes.get(key));
    const share = (suffix) => {
      const text = attributes.get(suffix);
      return text !== undefined && /^\+?[0-9A-Fa-f]+$/.test(text) && parseInt(text, 16) < 256 ? parseInt(text, 16) / 255 : undefined;
    };
    const stem = theme.replace(/Color$/, ""), tint = share(`${stem}Tint`), shade = share(`${stem}Shade`);
    return tint !== undefined ? mixed(base, white, tint) : shade !== undefined ? mixed(base, black, shade) : base;
  }
}

/** The fill of letters that Word 2010 and later draw instead of their colour. */
class WordFill {
  start(name, attributes, theme, look) {
    const value = attributes.get("w14:val");
    if (name === "w14:textOutline") this.place = "outline";
    else if (name === "w14:textFill") this.place = "fill";
    else if (this.place === "outline" && (name === "w14:solidFill" || name === "w14:gradFill")) this.hasOutline = true;
    else if (this.place !== "fill") return;
    else if (name === "w14:noFill") look.ink = this.hasOutline ? "automatic" : "clear";
    else if (name === "w14:gradFill") look.ink = "automatic";
    else if (name === "w14:srgbClr") look.ink = colourOf(value);
    else if (name === "w14:schemeClr") look.ink = (value === undefined ? undefined : theme.named(value)) ?? "automatic";
    else if (name === "w14:alpha") {
      // Here it says how transparent the letters are, against its name.
      if ((wholeNumber(value) ?? 0) >= 90_000 && !this.hasOutline) look.ink = "clear";
    } else if (["w14:lumMod", "w14:lumOff", "w14:tint", "w14:shade"].includes(name) && look.ink !== "clear") look.ink = "automatic";
  }

  end(name) { if (name === "w14:textFill" || name === "w14:textOutline") this.place = undefined; }
}

/** The colours of Word's highlighter (ISO/IEC 29500-1, 17.18.40). */
const highlights = {
  black, white, blue: [0, 0, 255], cyan: [0, 255, 255], green: [0, 255, 0], magenta: [255, 0, 255], red: [255, 0, 0], yellow: [255, 255, 0],
  darkBlue: [0, 0, 128], darkCyan: [0, 128, 128], darkGreen: [0, 128, 0], darkMagenta: [128, 0, 128], darkRed: [128, 0, 0],
  darkYellow: [128, 128, 0], darkGray: [128, 128, 128], lightGray: [192, 192, 192],
};

/** The height of lines in points, where it is fixed. */
function fixedLine(attributes) {
  const line = attributes.get("w:lineRule") === "exact" ? realNumber(attributes.get("w:line")) : undefined;
  return line === undefined ? undefined : line / 20;
}

/** A reader of styles.xml; the settings are read by `settings`. */
class WordLooks {
  constructor() {
    Object.assign(this, { theme: new WordTheme(), page: white, showsPageColour: false, styles: new Map(), standard: { text: {} }, fill: new WordFill() });
  }

  get settings() {
    return { start: (name, attributes) => {
      this.theme.start(name, attributes);
      if (name === "w:displayBackgroundShape") this.showsPageColour = isOn(attributes.get("w:val"));
    }, text() {}, end: (name) => this.theme.end(name) };
  }

  /** Takes the colour of the page, which is said in the main part. */
  takeBackground(attributes) {
    if (this.showsPageColour) this.page = this.theme.colour(attributes, "w:color", "w:themeColor") ?? "unknown";
  }

  start(name, attributes) {
    if (name === "w:style") {
      this.current = attributes.get("w:styleId") ?? "";
      this.styles.set(this.current, { text: {} });
      if (attributes.get("w:type") === "paragraph" && isOn(attributes.get("w:default") ?? "0")) this.defaultParagraph = this.current;
    } else if (name === "w:rPr") this.place = "text";
    else if (name === "w:pPr") this.place = "paragraph";
    else if (name === "w:tblPr" || name === "w:tcPr") this.place = "table";
    else this.change(this.current === undefined ? this.standard : this.styles.get(this.current), name, attributes);
  }

  text() {}

  end(name) {
    if (name === "w:style") this.current = undefined;
    else if (["w:rPr", "w:pPr", "w:tblPr", "w:tcPr"].includes(name)) this.place = undefined;
    else this.fill.end(name);
  }

  change(style, name, attributes) {
    if (name === "w:basedOn") style.parent = attributes.get("w:val");
    if (this.place === "text") {
      this.apply(name, attributes, style.text);
      this.fill.start(name, attributes, this.theme, style.text);
    } else if (this.place === "paragraph" && name === "w:shd") style.ground = this.ground(attributes) ?? style.ground;
    else if (this.place === "paragraph" && name === "w:spacing") style.line = fixedLine(attributes);
    else if (this.place === "table" && name === "w:shd") style.isColouring = true;
  }

  /** Applies one property of a run. */
  apply(name, attributes, look) {
    const value = attributes.get("w:val"), number = realNumber(value);
    if (name === "w:vanish") look.isHidden = isOn(value);
    else if (name === "w:color") look.ink = this.theme.colour(attributes, "w:val", "w:themeColor") ?? "automatic";
    else if (name === "w:highlight") look.ground = own(highlights, value ?? "");
    else if (name === "w:shd") look.ground ??= this.ground(attributes);
    else if (name === "w:sz") look.points = number === undefined ? undefined : number / 2;
    else if (name === "w:w") look.width = realNumber(value?.replaceAll("%", ""));
    else if (name === "w:spacing") look.spacing = number === undefined ? undefined : number / 20;
  }

  /** What a shading lays behind; nothing where it lays nothing. */
  ground(attributes) {
    return ["clear", "nil", undefined].includes(attributes.get("w:val")) ? this.theme.colour(attributes, "w:fill", "w:themeFill") : "unknown";
  }

  chain(id) {
    const found = [];
    for (let next = id; next !== undefined && this.styles.has(next) && found.length < 20; next = this.styles.get(next).parent) found.push(this.styles.get(next));
    return found;
  }

  /** How text in these styles looks, before its own properties. */
  look(paragraph, run) {
    const look = {};
    for (const style of [...this.chain(run), ...this.chain(paragraph ?? this.defaultParagraph), this.standard]) inheritLook(look, style.text);
    return look;
  }

  /** What a paragraph style lays behind its lines, and how high those are. */
  paragraph(id) {
    const chain = [...this.chain(id ?? this.defaultParagraph), this.standard];
    return { ground: firstOf(chain, (one) => one.ground), line: firstOf(chain, (one) => one.line) };
  }

  /** Whether a table style colours cells, so that what lies behind their text cannot be told. */
  isColouring(table) { return this.chain(table).some((one) => one.isColouring); }
}
