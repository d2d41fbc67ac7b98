// Inflates the parts of a document with the browser's own inflater, and proves each against the
// size and the checksum that its container states.

const crcTable = Uint32Array.from({ length: 256 }, (none, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});

function crcOf(bytes) {
  let crc = 0xffffffff;
  for (let place = 0; place < bytes.length; place++) crc = crcTable[(crc ^ bytes[place]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Why an entry cannot be believed. */
class EntryFlaw extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** The bytes of one entry; never more than it states, whatever comes out. */
async function inflateEntry(bytes, member) {
  const packed = bytes.subarray(member.dataOffset, member.dataOffset + member.compressed);
  const inflated = member.method === 0 ? packed : await inflate(packed, member.size);
  if (inflated.length !== member.size) {
    throw new EntryFlaw("size-mismatch", `it inflates to ${inflated.length} bytes and not to ${member.size}`);
  }
  if (crcOf(inflated) !== member.crc) throw new EntryFlaw("checksum-mismatch", "its bytes do not have the checksum that is stated");
  return inflated;
}

async function inflate(packed, most) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader(), pieces = [];
  let length = 0;
  for (;;) {
    let step;
    try {
      step = await reader.read();
    } catch {
      // What came before the fault tells which fault it is.
      if (length !== most) throw new EntryFlaw("size-mismatch", `it inflates to ${length} bytes and not to ${most}`);
      throw new EntryFlaw("damaged", "its compressed bytes are damaged or hold more than the entry");
    }
    if (step.done) break;
    length += step.value.length;
    if (length > most) {
      reader.cancel().catch(() => {});
      throw new EntryFlaw("size-mismatch", `it inflates to more than the ${most} bytes it states`);
    }
    pieces.push(step.value);
  }
  const whole = new Uint8Array(length);
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

/**
 * The parts of a document that is a ZIP. Markup is kept; of anything else only what was found in it,
 * so that a document full of pictures needs no more memory than its largest one.
 */
class DocumentParts {
  constructor() {
    this.names = [];
    this.markup = new Map();
    this.others = new Map();
    this.risks = new Map();
    this.doctypes = new Set();
    /** What may still be built of this document. */
    this.budget = { ...pageLimits };
    /** Whether the container tells something of its maker's computer. */
    this.tellsOfMaker = false;
  }

  /** The bytes of a part that is markup; names are compared without regard to case, as OPC has it. */
  get(name) { return this.markup.get(name.toLowerCase()); }
  has(name) { return this.markup.has(name.toLowerCase()) || this.others.has(name.toLowerCase()); }
  /** What was found in a part that is no markup. */
  other(name) { return this.others.get(name.toLowerCase()); }
  /** Whether a part is a program, holds macros, or is an object of another program. */
  risk(name) { return this.risks.get(name.toLowerCase()); }

  /** Whether a part declares a document type at its beginning. */
  hasDoctype(name) { return this.doctypes.has(name.toLowerCase()); }

  add(name, bytes) {
    this.names.push(name);
    const lower = name.toLowerCase();
    const isMarkup = lower.endsWith(".xml") || lower.endsWith(".rels") || lower === "mimetype" || looksLikeMarkup(bytes);
    if (isMarkup) this.markup.set(lower, bytes);
    else this.others.set(lower, { picture: cleanPicture(bytes, this.budget), kind: kindNotCleaned(bytes), isObject: isCompound(bytes) && contentOf(bytes).isOther === true });
    this.risks.set(lower, riskOf(bytes));
    if (holdsDoctype(bytes)) this.doctypes.add(lower);
  }

  /** Opens a container; throws what refuses it. */
  static async open(bytes) {
    const { members, report } = readContainer(bytes);
    if (report.refused.length > 0) throw new ContainerRefused(report.refused);
    const parts = new DocumentParts();
    parts.tellsOfMaker = report.findings.some((one) => one.code === "litter") || members.some(saysWhere);
    for (const member of members.filter((one) => !one.isFolder)) {
      try {
        parts.add(member.name, await inflateEntry(bytes, member));
      } catch (flaw) {
        if (!(flaw instanceof EntryFlaw)) throw flaw;
        throw new ContainerRefused([{ code: flaw.code, severity: "refused", subject: member.name, message: flaw.message }]);
      }
    }
    return parts;
  }
}

class ContainerRefused extends Error {
  constructor(findings) {
    super(findings[0].message);
    this.findings = findings;
  }
}

/** Whether bytes begin as markup does, in whatever encoding. */
function looksLikeMarkup(bytes) {
  const mark = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const start = bytes.subarray(startsWith(bytes, [0xef, 0xbb, 0xbf]) ? 3 : 0, 64).find((byte) => byte > 0x20);
  return mark || start === 0x3c;
}

function holdsDoctype(bytes) {
  const start = bytes.subarray(0, 4096);
  return holdsBytes(start, ascii("<!DOCTYPE")) || holdsBytes(start, wide("<!DOCTYPE"));
}

/** What is dangerous in a part by its own bytes, whatever it is called. */
function riskOf(bytes) {
  if (startsWith(bytes, magics[0][0]) || startsWith(bytes, magics[1][0])) return "program";
  if (!isCompound(bytes)) return undefined;
  const lower = bytes.map((byte) => byte >= 0x41 && byte <= 0x5a ? byte | 0x20 : byte);
  if (holdsBytes(lower, wide("_vba_project"))) return "macros";
  return holdsBytes(lower, ascii(".exe\0")) ? "program" : "object";
}
