// Writes a ZIP: deflated by the browser but for what came packed already, sizes always set, and no time
// but the first that a ZIP knows.

async function deflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** How PNG, JPEG, GIF, ZIP (with Word's and OpenDocument's files), gzip, and what age has sealed begin. */
const packedMarks = ["\x89PNG", "\xff\xd8\xff", "GIF8", "PK\x03\x04", "\x1f\x8b", "age-encryption.org/"];

/** Whether bytes come packed already, by those that they begin with, as the command line has it. */
function isPackedBefore(bytes) {
  const head = String.fromCharCode(...bytes.subarray(0, 32));
  return packedMarks.some((mark) => head.startsWith(mark)) || head.startsWith("RIFF") && head.startsWith("WEBP", 8);
}

/** Numbers as a ZIP has them: pairs of a value and its bytes, the lowest first. */
function numbers(...pairs) {
  const bytes = [];
  for (const [value, count] of pairs) for (let step = 0; step < count; step++) bytes.push(Math.floor(value / 2 ** (8 * step)) & 0xff);
  return new Uint8Array(bytes);
}

/** One folder's files, in the order given (APPNOTE 4.3.7, 4.3.12, 4.3.16). */
async function writeZip(entries) {
  const pieces = [], directory = [];
  let place = 0;
  const put = (...bytes) => {
    for (const piece of bytes) {
      pieces.push(piece);
      place += piece.length;
    }
  };
  for (const { name, bytes } of entries) {
    const isStored = bytes.length === 0 || isPackedBefore(bytes);
    const raw = utf8(name), packed = isStored ? bytes : await deflate(bytes), start = place;
    const isWide = raw.some((byte) => byte >= 0x80);
    // Version 2.0, names in UTF-8 where they need it, deflated or stored, 1 January 1980.
    const common = [[20, 2], [isWide ? 0x800 : 0, 2], [isStored ? 0 : 8, 2], [0, 2], [0x21, 2], [crcOf(bytes), 4], [packed.length, 4], [bytes.length, 4], [raw.length, 2], [0, 2]];
    put(numbers([0x04034b50, 4], ...common), raw, packed);
    // Made on Unix, a plain file that anyone may read.
    directory.push(numbers([0x02014b50, 4], [0x0314, 2], ...common, [0, 2], [0, 2], [0, 2], [0o100644 * 65536, 4], [start, 4]), raw);
  }
  const start = place;
  put(...directory);
  put(numbers([0x06054b50, 4], [0, 2], [0, 2], [entries.length, 2], [entries.length, 2], [place - start, 4], [start, 4], [0, 2]));
  return new Blob(pieces, { type: "application/zip" });
}
