// What a picture says besides its pixels: the names of the fields; null for a kind that the office
// cannot clean, or a damaged one. The rules of Sources/Documents/Cleaning/Pictures.swift.

function cleanPicture(bytes, budget) {
  if (startsWith(bytes, [0xff, 0xd8, 0xff])) return fieldsOfJPEG(bytes);
  if (startsWith(bytes, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])) return fieldsOfPNG(bytes);
  if (startsWith(bytes, ascii("GIF87a")) || startsWith(bytes, ascii("GIF89a"))) return fieldsOfGIF(bytes);
  if (bytes.length > 88 && startsWith(bytes, [1, 0, 0, 0]) && startsWith(bytes.subarray(40), ascii(" EMF"))) return fieldsOfEMF(bytes);
  if (isVector(bytes)) return fieldsOfSVG(bytes, budget);
  return startsWith(bytes, ascii("BM")) || startsWith(bytes, [0xd7, 0xcd, 0xc6, 0x9a]) ? [] : null;
}

function fieldsOfJPEG(bytes) {
  const fields = [];
  let place = 2;
  while (place + 4 <= bytes.length) {
    if (bytes[place] !== 0xff) return null;
    const marker = bytes[place + 1];
    if (marker === 0xff) {
      place++;
      continue;
    }
    if (marker === 0xda) {
      for (let end = place + 2; end + 1 < bytes.length; end++) {
        if (bytes[end] === 0xff && bytes[end + 1] === 0xd9) return end + 2 < bytes.length ? [...fields, "data behind the picture"] : fields;
      }
      return null;
    }
    const length = bytes[place + 2] << 8 | bytes[place + 3], end = place + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const field = fieldOfSegment(marker, bytes.subarray(place + 4, end));
    if (field) fields.push(field);
    place = end;
  }
  return null;
}

function fieldOfSegment(marker, body) {
  if (marker === 0xe1) return startsWith(body, ascii("Exif")) ? "EXIF" : "XMP";
  if (marker === 0xe2) return startsWith(body, ascii("ICC_PROFILE")) ? undefined : "application data";
  if (marker === 0xed) return "IPTC";
  if (marker === 0xfe) return "comment";
  return marker >= 0xe3 && marker <= 0xef && marker !== 0xee ? "application data" : undefined;
}

function fieldsOfPNG(bytes) {
  const fields = [], record = new BinaryRecord(bytes);
  let place = 8;
  while (place + 12 <= bytes.length) {
    const end = place + 12 + record.view.getUint32(place);
    if (end > bytes.length) return null;
    const name = String.fromCharCode(...bytes.subarray(place + 4, place + 8));
    if (["tEXt", "zTXt", "iTXt", "eXIf", "tIME"].includes(name)) fields.push(name);
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
