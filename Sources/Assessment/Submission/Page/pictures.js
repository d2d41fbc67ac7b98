// What a picture says besides its pixels: the names of the fields; null for a kind that the office
// cannot clean, or a damaged one. The rules of Sources/Documents/Cleaning/Pictures.swift and beside it.

function cleanPicture(bytes, budget) {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return fieldsOfJPEG(bytes);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return fieldsOfPNG(bytes);
  if (startsWith(bytes, ascii("GIF87a")) || startsWith(bytes, ascii("GIF89a"))) return fieldsOfGIF(bytes);
  if (bytes.length > 88 && startsWith(bytes, [1, 0, 0, 0]) && startsWith(bytes.subarray(40), ascii(" EMF"))) return fieldsOfEMF(bytes);
  if (startsWith(bytes, ascii("II*\0")) || startsWith(bytes, ascii("MM\0*"))) return fieldsOfTIFF(bytes);
  if (startsWith(bytes, ascii("RIFF"))) return fieldsOfWebP(bytes);
  if (isVector(bytes)) return fieldsOfSVG(bytes, budget);
  return startsWith(bytes, ascii("BM")) || startsWith(bytes, [0xd7, 0xcd, 0xc6, 0x9a]) || startsWith(bytes, [1, 0, 9, 0]) ? [] : null;
}

/** What a picture is that the office cannot clean, with why few people would see it anyway. */
function kindNotCleaned(bytes) {
  if (startsWith(bytes, ascii("%PDF-"))) return "a PDF, as Word for Mac keeps it and few computers show it";
  // ISO/IEC 23008-12: a file type comes first, behind its length.
  return startsWith(bytes.subarray(4), ascii("ftyp")) ? "a phone's photograph (HEIC), which few computers show" : "of an unusual kind";
}

function fieldsOfJPEG(bytes) {
  const fields = [];
  let place = 2;
  while (place + 2 <= bytes.length) {
    if (bytes[place] !== 0xff) return null;
    const marker = bytes[place + 1];
    if (marker === 0xff) place++;
    else if (marker === 0xd9) return place + 2 < bytes.length ? [...fields, "data behind the picture"] : fields;
    else if (marker === 0x01 || marker >= 0xd0 && marker <= 0xd7) place += 2;
    else {
      const length = bytes[place + 2] << 8 | bytes[place + 3], end = place + 2 + length;
      if (place + 4 > bytes.length || length < 2 || end > bytes.length) return null;
      const field = fieldOfSegment(marker, bytes.subarray(place + 4, end));
      if (field) fields.push(field);
      place = marker === 0xda ? endOfScan(bytes, end) : end;
    }
  }
  return null;
}

function fieldOfSegment(marker, body) {
  if (marker === 0xe0) return startsWith(body, ascii("JFIF\0")) ? undefined : "thumbnail";
  if (marker === 0xe1 && startsWith(body, ascii("Exif\0\0"))) return saysMoreThanTurn(body.subarray(6)) ? "EXIF" : undefined;
  if (marker === 0xe1) return startsWith(body, ascii("Exif")) ? "EXIF" : "XMP";
  if (marker === 0xe2) return startsWith(body, ascii("ICC_PROFILE")) ? undefined : "application data";
  if (marker === 0xed) return "IPTC";
  if (marker === 0xfe) return "comment";
  return marker >= 0xe3 && marker <= 0xef && marker !== 0xee ? "application data" : undefined;
}

/** Where the coded pixels end: at a marker that is no stuffing and no restart. */
function endOfScan(bytes, start) {
  for (let place = start; place + 1 < bytes.length; place++) {
    const next = bytes[place + 1];
    if (bytes[place] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return place;
  }
  return bytes.length;
}

/** The numbers and tables of a TIFF structure (TIFF 6.0, section 2). */
class TaggedFile {
  constructor(bytes) {
    this.bytes = bytes;
    this.isBig = startsWith(bytes, [0x4d, 0x4d, 0, 0x2a]);
    this.isKnown = bytes.length >= 8 && (this.isBig || startsWith(bytes, [0x49, 0x49, 0x2a, 0]));
  }

  number(place, count) {
    if (place < 0 || count > this.bytes.length - place) return 0;
    const run = [...this.bytes.subarray(place, place + count)];
    return (this.isBig ? run : run.reverse()).reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** The entries of the table at a place; nothing where none stands there. */
  entries(place) {
    if (place < 8 || place > this.bytes.length - 2) return undefined;
    const count = this.number(place, 2);
    if (count === 0 || count > 1000 || count * 12 > this.bytes.length - place - 2) return undefined;
    return Array.from({ length: count }, (none, index) => {
      const entry = place + 2 + index * 12;
      return { place: entry, tag: this.number(entry, 2), type: this.number(entry + 2, 2), count: this.number(entry + 4, 4) };
    });
  }
}

/** Whether EXIF says more than which way up the picture is shown, in the smallest form of that. */
function saysMoreThanTurn(bytes) {
  const file = new TaggedFile(bytes);
  const entry = file.isKnown && file.entries(file.number(4, 4))?.find((one) => one.tag === 0x112);
  if (!entry || entry.type !== 3 || entry.count !== 1) return true;
  const value = file.number(entry.place + 8, 2);
  if (value < 2 || value > 8) return true;
  const least = [0x4d, 0x4d, 0, 0x2a, 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, value, 0, 0, 0, 0, 0, 0];
  return bytes.length !== least.length || !startsWith(bytes, least);
}

/** Tags that say how a picture is stored and drawn, which way up, and in which colours. */
const drawingTags = [[254, 259], [262, 266], [273, 274], [277, 284], [290, 293], [296, 297], [301, 301], [317, 325], [330, 330], [332, 332],
  [334, 336], [338, 347], [512, 521], [529, 532], [34675, 34675]];

function fieldsOfTIFF(bytes) {
  const file = new TaggedFile(bytes), fields = [], seen = new Set();
  if (!file.isKnown) return null;
  for (let place = file.number(4, 4); place !== 0;) {
    const entries = seen.has(place) || seen.size >= 200 ? undefined : file.entries(place);
    if (!entries) return null;
    seen.add(place);
    if (entries.some(({ tag }) => !drawingTags.some(([from, to]) => tag >= from && tag <= to))) fields.push("tags");
    place = file.number(place + 2 + entries.length * 12, 4);
  }
  return seen.size === 0 ? null : fields;
}

const webChunks = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);

function fieldsOfWebP(bytes) {
  if (bytes.length < 20 || !startsWith(bytes.subarray(8), ascii("WEBP"))) return null;
  const fields = [], record = new BinaryRecord(bytes);
  let place = 12, isDrawn = false;
  while (place + 8 <= bytes.length) {
    const name = String.fromCharCode(...bytes.subarray(place, place + 4)), length = record.u32(place + 4);
    if (length > bytes.length - place - 8) return null;
    const body = bytes.subarray(place + 8, place + 8 + length);
    if (webChunks.has(name)) isDrawn = true;
    else if (name === "EXIF") {
      if (saysMoreThanTurn(startsWith(body, ascii("Exif\0\0")) ? body.subarray(6) : body)) fields.push("EXIF");
    } else fields.push("application data");
    place = Math.min(bytes.length, place + 8 + length + length % 2);
  }
  return isDrawn ? fields : null;
}

const drawingChunks = new Set(("IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD hIST pHYs sPLT cICP mDCV cLLI acTL fcTL fdAT").split(" "));

function fieldsOfPNG(bytes) {
  const fields = [], record = new BinaryRecord(bytes);
  let place = 8;
  while (place + 12 <= bytes.length) {
    const end = place + 12 + record.view.getUint32(place);
    if (end > bytes.length) return null;
    const name = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
    if (name === "eXIf" ? saysMoreThanTurn(bytes.subarray(place + 8, end - 4)) : !drawingChunks.has(name)) fields.push(name);
    place = end;
    if (name === "IEND") return place < bytes.length ? [...fields, "data behind the picture"] : fields;
  }
  return null;
}

function fieldsOfGIF(bytes) {
  if (bytes.length <= 13) return null;
  const fields = [], table = (flags) => flags & 0x80 ? 3 << ((flags & 7) + 1) : 0;
  const blocksEnd = (start) => {
    let place = start;
    while (place < bytes.length) {
      if (bytes[place] === 0) return place + 1;
      place += bytes[place] + 1;
    }
    return undefined;
  };
  let place = 13 + table(bytes[10]);
  if (place > bytes.length) return null;
  while (place + 1 < bytes.length) {
    const kind = bytes[place];
    if (kind === 0x2c && place + 10 < bytes.length) place = blocksEnd(place + 11 + table(bytes[place + 9]));
    else if (kind === 0x21) {
      const end = blocksEnd(place + 2);
      if (end === undefined) return null;
      const isLoop = startsWith(bytes.subarray(place + 3, end), ascii("NETSCAPE2.0"));
      if (bytes[place + 1] !== 0xf9 && !isLoop) fields.push("comment");
      place = end;
    } else break;
    if (place === undefined) return null;
  }
  if (bytes[place] !== 0x3b) return null;
  return place + 1 < bytes.length ? [...fields, "data behind the picture"] : fields;
}

function fieldsOfEMF(bytes) {
  const record = new BinaryRecord(bytes), start = record.u32(64), end = start + record.u32(60) * 2;
  if (start < 88 || end > bytes.length || start >= end) return [];
  return bytes.subarray(start, end).some((byte) => byte !== 0) ? ["description"] : [];
}

/** Whether a picture is SVG: XML whose first kilobyte opens an svg element. */
function isVector(bytes) {
  const start = bytes.subarray(0, 1024);
  return holdsBytes(start, ascii("<svg")) || holdsBytes(start, ascii(":svg"));
}

function fieldsOfSVG(bytes, budget) {
  try {
    return traceKinds(new Markup(bytes, budget), vectorRules).size > 0 ? ["SVG metadata"] : [];
  } catch (flaw) {
    if (flaw instanceof MarkupFlaw) return null;
    throw flaw;
  }
}

const vectorRules = {
  vocabulary: { "http://www.w3.org/2000/svg": "svg", "http://www.w3.org/1999/xlink": "xlink" },
  dropped: Object.fromEntries(["metadata", "title", "desc", "script", "foreignObject"].flatMap((name) => [[name, "image-metadata"], [`svg:${name}`, "image-metadata"]])),
  unwrapped: {},
  attribute: (element, name, value) => {
    if (name === "xlink:href" || name === "href") return value.startsWith("#") || value.startsWith("data:image/") ? undefined : "image-metadata";
    return name.startsWith("on") || name.startsWith("{") ? "image-metadata" : undefined;
  },
  element: (name) => name.startsWith("{") ? "image-metadata" : undefined,
};
