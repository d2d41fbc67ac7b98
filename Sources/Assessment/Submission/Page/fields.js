// Follows the fields of a Word document: Sources/Documents/Cleaning/FieldTrail.swift.

/** The word that says what a field does, in capitals. */
const fieldName = (instruction) => instruction.toUpperCase().split(/[\p{White_Space}\\]+/u).find((word) => word !== "") || "";

const tellingFields = new Set(["AUTHOR", "LASTSAVEDBY", "USERNAME", "USERINITIALS", "USERADDRESS", "FILENAME", "TEMPLATE"]);
/** Properties that a field can ask for and that tell who wrote. */
const tellingProperties = ["AUTHOR", "LASTAUTHOR", "LASTSAVEDBY", "MANAGER", "COMPANY", "TEMPLATE", "HYPERLINKBASE", "FILENAME"];
/** Fields whose result comes from what a clean copy does not hold: it stays as text. */
const bereftFields = new Set(["TITLE", "SUBJECT", "KEYWORDS", "COMMENTS", "DOCPROPERTY", "INFO", "CREATEDATE", "SAVEDATE", "PRINTDATE",
  "EDITTIME", "REVNUM", "ADDIN", "CITATION", "BIBLIOGRAPHY", "MERGEFIELD", "DOCVARIABLE"]);

/** Follows the fields of a Word document, to know the results that show who made it. */
class FieldTrail {
  constructor() {
    this.open = [];
    this.telling = 0;
  }

  /** A mark of a field. */
  mark(kind) {
    const last = this.open.at(-1);
    if (kind === "begin") {
      if (last && !last.hasResult) last.isNested = true;
      this.open.push({ instruction: "", fate: "stays" });
    } else {
      // A field may end without a result.
      this.beginResult();
      if (kind !== "separate") this.close();
    }
  }

  /** Begins a field of one element; true where the element goes and its content stays. */
  beginSimple(instruction) {
    this.open.push({ instruction: "", fate: "stays", isSimple: true });
    this.instruct(instruction);
    this.beginResult();
    return this.open.at(-1).fate !== "stays";
  }

  endSimple() { if (this.open.at(-1)?.isSimple) this.close(); }

  instruct(text) {
    const field = this.open.at(-1);
    if (!field || field.instruction.length >= 1000) return;
    const words = field.instruction === "" ? text.replace(/^[\p{White_Space}\\]+/u, "") : text;
    field.instruction += words.slice(0, 1000);
  }

  get showsAuthor() { return this.telling > 0; }
  get isBereft() { return this.open.at(-1)?.fate === "becomesText"; }

  beginResult() {
    const field = this.open.at(-1);
    if (!field || field.hasResult) return;
    field.hasResult = true;
    field.fate = fateOf(field);
    if (field.fate === "goes") this.telling++;
  }

  close() { if (this.open.pop()?.fate === "goes") this.telling--; }
}

/** What becomes of a field in a clean copy. */
function fateOf({ instruction, isNested }) {
  const name = fieldName(instruction);
  if (tellingFields.has(name)) return "goes";
  if (!bereftFields.has(name)) return "stays";
  const asked = instruction.toUpperCase().replace(/["\p{White_Space}]/gu, "").slice(name.length);
  if ((name === "DOCPROPERTY" || name === "INFO") && tellingProperties.some((one) => asked.startsWith(one))) return "goes";
  return isNested ? "stays" : "becomesText";
}
