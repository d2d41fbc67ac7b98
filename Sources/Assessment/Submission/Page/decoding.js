// Bytes to text, as Sources/Documents/Reading/DecodeText.swift does it.

const startsWith = (bytes, start) => bytes.length >= start.length && start.every((byte, place) => bytes[place] === byte);
const utf8Length = (text) => new TextEncoder().encode(text).length;
const ascii = (text) => [...text].map((one) => one.charCodeAt(0));

/** Decodes strictly; nothing where the bytes are not in that encoding. */
function decoded(bytes, encoding) {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** Text in UTF-8, in UTF-16 with a byte order mark, else in Windows-1252; nothing where it is no text. */
function decodeText(bytes) {
  if (startsWith(bytes, [0xef, 0xbb, 0xbf])) return plainText(decoded(bytes.subarray(3), "utf-8"), false);
  if (startsWith(bytes, [0xff, 0xfe])) return plainText(decoded(bytes.subarray(2), "utf-16le"), false);
  if (startsWith(bytes, [0xfe, 0xff])) return plainText(decoded(bytes.subarray(2), "utf-16be"), false);
  const text = decoded(bytes, "utf-8");
  if (text !== undefined) return plainText(text, false);
  // Five bytes mean nothing in Windows-1252.
  if (bytes.some((byte) => [0x81, 0x8d, 0x8f, 0x90, 0x9d].includes(byte))) return undefined;
  return plainText(decoded(bytes, "windows-1252"), true);
}

/** A file with NUL, or with many control characters, is no text whatever its encoding. */
function plainText(text, isGuess) {
  if (text === undefined || text.includes("\0")) return undefined;
  let controls = 0;
  for (let place = 0; place < text.length; place++) {
    const code = text.charCodeAt(place);
    if (code < 0x20 && (code < 0x09 || code > 0x0d) && code !== 0x1b) controls++;
  }
  return controls * 100 > utf8Length(text) ? undefined : { text, isGuess };
}

const textLines = (text) => text.split(/\r\n|[\n\r\u2028\u2029\f]/);

/** Where a run of bytes stands first; -1 where it does not. */
function findBytes(bytes, needle) {
  for (let place = bytes.indexOf(needle[0]); place >= 0 && place <= bytes.length - needle.length; place = bytes.indexOf(needle[0], place + 1)) {
    let step = 1;
    while (step < needle.length && bytes[place + step] === needle[step]) step++;
    if (step === needle.length) return place;
  }
  return -1;
}

const holdsBytes = (bytes, needle) => findBytes(bytes, needle) >= 0;
const wide = (text) => [...text].flatMap((one) => [one.charCodeAt(0), 0]);

const magics = [
  [ascii("MZ"), "a program"], [[0x7f, 0x45, 0x4c, 0x46], "a program"],
  [[0x89, 0x50, 0x4e, 0x47], "a picture"], [[0xff, 0xd8, 0xff], "a picture"],
  [ascii("GIF8"), "a picture"], [ascii("II*\0"), "a picture"], [ascii("MM\0*"), "a picture"],
  [ascii("BM\0"), "a picture"], [[0x1f, 0x8b], "a gzip archive"],
  [[0x37, 0x7a, 0xbc, 0xaf], "a 7-Zip archive"], [ascii("Rar!"), "a RAR archive"],
  [ascii("BZh"), "a bzip2 archive"], [ascii("SQLite format 3"), "a database"],
];

/** What the bytes of a file are, whatever its name says: a kind, and what a person would call it. */
function contentOf(bytes) {
  if (bytes.length === 0) return { kind: "empty", words: "empty" };
  if (startsWith(bytes, ascii("%PDF-"))) return { kind: "pdf", words: "a PDF" };
  if (startsWith(bytes, [0x50, 0x4b, 3, 4]) || startsWith(bytes, [0x50, 0x4b, 5, 6])) {
    return { kind: "zip", words: "a ZIP or an office document" };
  }
  if (isCompound(bytes)) {
    if (holdsBytes(bytes, wide("EncryptedPackage"))) return { kind: "encrypted", words: "a file of old Office" };
    const isWord = holdsBytes(bytes, wide("WordDocument"));
    return { kind: "compound", words: isWord ? "a document of old Word" : "a file of old Office", isOther: !isWord };
  }
  if (startsWith(bytes, ascii("{\\rtf"))) return { kind: "rtf", words: "in Rich Text Format" };
  const magic = magics.find(([start]) => startsWith(bytes, start));
  if (magic) return { kind: "other", words: magic[1] };
  if (holdsBytes(bytes.subarray(0, 1024), ascii("%PDF-"))) return { kind: "other", words: "a PDF with something else before it" };
  const text = decodeText(bytes);
  if (!text) return { kind: "other", words: "no text that we can read" };
  const start = text.text.slice(0, 512).replace(/^\p{White_Space}+/u, "").toLowerCase();
  const isPage = ["<!doctype html", "<html", "<head", "<body"].some((one) => start.startsWith(one));
  return isPage ? { kind: "html", words: "a web page" } : { kind: "text", words: "plain text" };
}

/** The container of Office before 2007, and of encrypted documents since. */
const isCompound = (bytes) => startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
