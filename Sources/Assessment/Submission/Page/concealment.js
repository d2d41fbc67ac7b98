// Text that a document holds and that nobody can read: Sources/Documents/Reading/Concealment.swift
// and Colour.swift. A colour is a list of red, green and blue; a ground is a colour or "unknown"; an
// ink is a colour, "automatic" or "clear".

const white = [255, 255, 255], black = [0, 0, 0];
const leastPoints = 2;

/** Why nobody can read a text, in the order in which it is told. */
const concealments = ["hidden", "pale", "tiny", "squeezed", "off-page"];

/** Six hexadecimal digits, with or without a # before them. */
function colourOf(text) {
  const digits = /^#?([0-9A-Fa-f]{6})$/.exec(text ?? "");
  return digits ? [0, 2, 4].map((place) => parseInt(digits[1].slice(place, place + 2), 16)) : undefined;
}

/** Relative luminance (WCAG 2.1, section 5). */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => value / 255).map((part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Whether text in one of two colours cannot be read on the other. */
function isLost(one, other) {
  const [first, second] = [luminance(one), luminance(other)];
  if ((Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05) >= 1.3) return false;
  return one.reduce((sum, value, place) => sum + (value - other[place]) ** 2, 0) < 64 * 64;
}

/** A colour mixed with another, of which a share from 0 to 1 is left. */
const mixed = (one, other, share) => one.map((value, place) => Math.max(0, Math.min(255, Math.round(value * share + other[place] * (1 - share)))));

/** A number as a document writes it; nothing where it is none. */
const realNumber = (text) => text !== undefined && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined;

const aspects = ["isHidden", "ink", "ground", "points", "width", "spacing"];

/** Takes over from what a look is based on whatever it does not say itself. */
function inheritLook(look, parent) {
  for (const aspect of aspects) look[aspect] ??= parent[aspect];
}

/** Whether text set so can be seen on a ground: "seen", "doubtful", or why not. */
function visibilityOf(look, behind, standard) {
  if (look.isHidden === true) return "hidden";
  const size = look.points ?? standard;
  if (size < leastPoints) return "tiny";
  // Letters are about half as wide as high, so that they lie on each other when moved by that.
  if (look.width < 10 || look.spacing <= -0.4 * size) return "squeezed";
  const { ink } = look, ground = look.ground ?? behind;
  if (ink === "clear") return "pale";
  if (!Array.isArray(ink)) return "seen";
  if (ground === "unknown") return isLost(ink, white) ? "doubtful" : "seen";
  return isLost(ink, ground) ? "pale" : "seen";
}

const isBlankText = (text) => /^\p{White_Space}*$/u.test(text);

/** Adds text to an open paragraph: to what is read, or to what nobody can read. */
function addText(open, text, visibility) {
  if (visibility === "seen" || visibility === "doubtful") return void (open.text += text);
  // Where it stood in the colour of the page, a reader sees a gap between words.
  if (visibility === "pale" && open.text !== "" && !/\p{White_Space}$/u.test(open.text)) open.text += " ";
  const { concealed } = open;
  if (concealed[visibility] !== undefined && open.mark !== open.text.length) concealed[visibility] += " ";
  concealed[visibility] = (concealed[visibility] ?? "") + text;
  open.mark = open.text.length;
}

const concealedParagraphs = ({ concealed }) => concealments.filter((how) => concealed[how] !== undefined)
  .map((how) => ({ part: "hidden", text: concealed[how], how }));

const concealedWords = {
  hidden: ["hidden-text", (words) => `the document hides ${words}`,
    "show them or delete them: select everything, then in Word Home, Font, untick Hidden; in LibreOffice Format, Character, Font Effects, untick Hidden"],
  pale: ["pale-text", (words) => `the document holds ${words} in the colour of the page`,
    "if they belong to your response, select everything and set the font colour to automatic; else delete them"],
  tiny: ["tiny-text", (words) => `the document holds ${words} smaller than 2 points`,
    "if they belong to your response, make them as large as the rest; else delete them"],
  squeezed: ["squeezed-text", (words) => `the document holds ${words} pressed together until nobody can read them`,
    "if they belong to your response, select them and set scale, spacing and line height to normal (in Word: Font, Advanced, and Paragraph, Line spacing); else delete them"],
  "off-page": ["text-off-page", (words) => `the document holds ${words} outside the page`, "move the text box onto the page, or delete it"],
};

/** Words that a document holds and that nobody can read, by why not. */
function concealedFindings(reading, name) {
  const findings = [];
  for (const how of concealments) {
    const count = reading.paragraphs.filter((one) => one.part === "hidden" && one.how === how).reduce((sum, one) => sum + countWords(one.text), 0);
    const [code, message, remedy] = concealedWords[how], words = count === 1 ? "1 word" : `${count} words`;
    if (count > 0) findings.push(finding(code, "warning", name, `${message(words)}, which ${count === 1 ? "does" : "do"} not count`, remedy));
  }
  const doubtful = reading.doubtfulWords ?? 0;
  if (doubtful > 0) {
    findings.push(finding("pale-text", "warning", name, `${doubtful === 1 ? "1 word" : `${doubtful} words`} may be white on white, and count: it depends on what lies behind`,
      "nothing has to be done if you can read them on the page"));
  }
  return findings;
}

/** Whether something lies outside a page of this side wherever it starts, from low to high. */
function isOutside([low, high], offset, length, side) {
  const bound = 1_000_000_000, at = Math.max(-bound, Math.min(bound, offset));
  return high + at + Math.min(length, bound) <= 0 || low + at >= side;
}
