// What the styles of a Word document make of its paragraphs: Sources/Documents/Word/WordStyles.swift.

/** A true-or-false property: on where it stands without a value. */
const isOn = (value) => value === undefined || !["0", "false", "off", "none"].includes(value);

const wholeNumber = (text) => text !== undefined && /^[+-]?\d+$/.test(text) ? Number(text) : undefined;
const firstOf = (list, pick) => list.map(pick).find((value) => value !== undefined);

/** What the styles make of a paragraph; a reader of styles.xml. How text looks is in WordLooks. */
class WordStyles {
  constructor() {
    this.styles = new Map();
  }

  start(name, attributes) {
    if (name === "w:style") {
      this.current = attributes.get("w:styleId");
      if (this.current !== undefined) this.styles.set(this.current, { name: "" });
      if (attributes.get("w:type") === "paragraph" && isOn(attributes.get("w:default") ?? "0")) this.defaultParagraph = this.current;
    } else if (this.current !== undefined) this.change(this.styles.get(this.current), name, attributes.get("w:val"));
  }

  text() {}
  end(name) { if (name === "w:style") this.current = undefined; }

  change(style, name, value) {
    if (name === "w:name") style.name = (value ?? "").toLowerCase();
    else if (name === "w:basedOn") style.parent = value;
    else if (name === "w:outlineLvl") style.outline = wholeNumber(value);
  }

  /** A style and what it is based on, nearest first. */
  chain(id) {
    const found = [];
    for (let next = id; next !== undefined && this.styles.has(next) && found.length < 20; next = this.styles.get(next).parent) {
      found.push(this.styles.get(next));
    }
    return found;
  }

  /** What a paragraph style is for; Word's built-in names are English whatever its user sees. */
  role(paragraph) {
    const chain = this.chain(paragraph);
    for (const { name } of chain) {
      // Pages calls its first level so, and so does LibreOffice the style that all levels rest on.
      const level = name === "heading" ? 1 : name.startsWith("heading ") ? wholeNumber(name.slice(8)) : undefined;
      if (level >= 1 && level <= 9) return { heading: level };
      if (name === "title" || name === "subtitle") return { isTitle: true };
      if (name === "caption" || name.endsWith(" caption")) return { isCaption: true };
      if (name === "bibliography") return { isBibliography: true };
    }
    const outline = firstOf(chain, (one) => one.outline);
    return outline >= 0 && outline <= 8 ? { heading: outline + 1 } : {};
  }
}
