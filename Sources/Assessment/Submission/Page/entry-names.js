// What an entry of a container may be called: the rules of Sources/Archive/Names.

const upper437 = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0";

/** Info-ZIP's Unicode path (APPNOTE 4.6.9); nothing where it is no such field. */
function unicodePath(bytes) {
  const text = bytes.length > 5 && bytes[0] === 1 ? decoded(bytes.subarray(5), "utf-8") : undefined;
  return text === undefined ? undefined : { text, crc: new BinaryRecord(bytes).u32(1) };
}

/** Whether raw bytes are a name as some code page of single bytes could say it. */
function transliterates(text, raw) {
  const scalars = [...text];
  return scalars.length === raw.length && scalars.every((one, place) => {
    const code = one.codePointAt(0), byte = raw[place];
    return code < 0x80 ? code === byte : byte >= 0x80 || byte === 0x5f || byte === 0x3f;
  });
}

/** A name in which Info-ZIP wrote #U and four digits for what its locale could not say. */
const unfolded = (raw) => String.fromCharCode(...raw).replace(/#U([0-9A-Fa-f]{4})|#L([0-9A-Fa-f]{6})/g, (whole, four, six) => {
  const code = parseInt(four || six, 16);
  return code >= 0x80 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
});

/** The name as it is shown, and how its bytes were understood. */
function readEntryName(raw, flags, extra) {
  const isMarked = (flags & 0x800) !== 0, isPlain = raw.every((byte) => byte < 0x80);
  const field = !isMarked && extra ? extra.find((one) => one.id === 0x7075) : undefined;
  const path = field && unicodePath(field.record.bytes);
  if (path && path.crc === crcOf(raw) && (transliterates(path.text, raw) || unfolded(raw) === path.text)) {
    return { name: path.text, encoding: "explained" };
  }
  const text = decoded(raw, "utf-8");
  if (text !== undefined) return { name: text, encoding: isPlain ? "ascii" : isMarked ? "utf8" : "unmarked" };
  if (isMarked || isOverlong(raw)) return { name: new TextDecoder().decode(raw), encoding: "broken" };
  return { name: [...raw].map((byte) => byte < 0x80 ? String.fromCharCode(byte) : upper437[byte - 0x80]).join(""), encoding: "guessed" };
}

/** Whether bytes become UTF-8 when its overlong forms are taken out: made to get past a check. */
function isOverlong(raw) {
  const rest = [];
  for (let place = 0; place < raw.length;) {
    const [first, second] = [raw[place], raw[place + 1]];
    let length = first === 0xc0 || first === 0xc1 ? 2 : first === 0xe0 && second >= 0x80 && second < 0xa0 ? 3 : first === 0xf0 && second >= 0x80 && second < 0x90 ? 4 : 0;
    const tail = raw.subarray(place + 1, place + length);
    if (tail.length !== length - 1 || !tail.every((byte) => (byte & 0xc0) === 0x80)) length = 0;
    if (length === 0) rest.push(first);
    place += Math.max(length, 1);
  }
  return rest.length < raw.length && decoded(new Uint8Array(rest), "utf-8") !== undefined;
}

const windowsDevices = new Set(["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$",
  ..."123456789¹²³".split("").flatMap((digit) => [`COM${digit}`, `LPT${digit}`])]);
const litterNames = new Set(["__macosx", ".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized",
  ".trashes", ".spotlight-v100", ".fseventsd", "$recycle.bin"]);
const isShortForm = (part) => /^[^.]{0,8}(\.[^.]{0,3})?$/.test(part) && /^[^.]{1,6}~[1-9][0-9]*(\.|$)/.test(part);

function judgeEntryName(member, limits, report) {
  const { name, encoding } = member;
  if (encoding === "unmarked") report.note("name-unmarked", name, "its name is UTF-8 and does not say so, as on macOS");
  if (encoding === "guessed") report.note("name-legacy", name, "its name is in an old character set and was read by a guess (code page 437)");
  if (encoding === "broken") report.refuse("name-not-utf8", name, "its name is damaged or disguised UTF-8");
  const refuse = (code, message) => report.refuse(code, name, message), note = (code, message) => report.note(code, name, message);
  const parts = name.split("/");
  if (parts.length > 1 && parts.at(-1) === "") parts.pop();
  const bytes = utf8Length(name), isDrive = /^[A-Za-z]:/.test(parts[0]);
  if (name === "") refuse("name-empty", "an entry has no name");
  if (name.startsWith("/") || parts[0] === "~") refuse("path-absolute", "its path starts at the root or home of a computer");
  if (parts.includes("..")) refuse("path-climbs", "its path climbs out of its folder with ..");
  if (name.includes("\\")) refuse("path-backslash", "its name holds a backslash, a separator on Windows");
  if (isDrive) refuse("path-drive", "its path starts with a drive of Windows");
  if (parts.slice(isDrive ? 1 : 0).some((part) => part.includes(":"))) refuse("name-colon", "its name holds a colon, which hides data on Windows");
  if (parts.slice(1).includes("") || parts.includes(".")) note("path-untidy", "its path holds an empty or one-dot part");
  if (bytes > limits.pathBytes) refuse("path-too-long", `its path has ${bytes} bytes and the limit is ${limits.pathBytes}`);
  const longest = Math.max(...parts.map(utf8Length));
  if (longest > limits.componentBytes) refuse("name-too-long", `its name has ${longest} bytes and the limit is ${limits.componentBytes}`);
  if (parts.length > limits.depth) refuse("path-too-deep", `it lies ${parts.length} levels deep and the limit is ${limits.depth}`);
  if (bytes > Math.max(limits.pathBytes, 4096)) return;
  if (name.includes("\0")) refuse("name-nul", "its name holds a zero byte, at which some programs stop reading");
  if (/[\x01-\x1f\x7f-\x9f\u2028\u2029]/.test(name)) refuse("name-control", "its name holds control characters");
  if (/[\u202a-\u202e\u2066-\u2069]/.test(name)) refuse("name-bidi", "its name holds characters that turn the text around");
  if (/\p{Noncharacter_Code_Point}/u.test(name)) refuse("name-noncharacter", "its name holds code points that are no characters");
  if (/[\uff0e\uff0f\uff3c\u2215\u2044\u2024\u29f8\ufe68]/.test(name)) note("name-lookalike", "its name holds characters that look like a dot or slash");
  const shown = name.replace(/[\u200c\u200d\ufe00-\ufe0f\u202a-\u202e\u2066-\u2069]|\p{Noncharacter_Code_Point}/gu, "");
  if (/\p{Default_Ignorable_Code_Point}|\p{Cf}/u.test(shown)) note("name-invisible", "its name holds characters that cannot be seen");
  if (/%(2e|2f|5c|00)/i.test(name)) note("name-encoded", "its name holds a dot, slash or zero byte in disguise (%2e)");
  for (const part of parts.filter((one) => one !== "." && one !== "..")) {
    if (/[. ]$/.test(part)) refuse("name-trailing", "its name ends in a dot or space, which Windows drops");
    if (windowsDevices.has(part.split(".")[0].replace(/ +$/, "").toUpperCase())) refuse("name-reserved", "its name is that of a device on Windows");
    if (isShortForm(part)) refuse("name-short-form", "its name is the short form of another one on Windows");
    if (/[<>"|?*]/.test(part)) note("name-windows-mark", "its name holds a character that Windows cannot keep");
  }
  if (parts.some((part) => part.startsWith("~$") || part.startsWith("._") || part.startsWith(".~lock.") || litterNames.has(part.toLowerCase()))) {
    note("litter", "it was left by the operating system or by an open document");
  }
}

/** A name as a system sees it that knows no difference of case or of composed letters. */
const foldedName = (name) => [...name.normalize("NFD")]
  .map((one) => one.codePointAt(0) < 0x80 ? one.toLowerCase() : one === "ı" ? one : one.toLowerCase().toUpperCase().toLowerCase())
  .join("").normalize("NFC");

/** Names that would be one on some computer, or a file and a folder at once. */
function judgeCollisions(members, limits, report) {
  const holders = new Map();
  for (const { name, isFolder } of members.filter((one) => utf8Length(one.name) <= limits.pathBytes)) {
    const parts = foldedName(name).split("/").filter((part) => part !== "" && part !== ".");
    parts.forEach((part, index) => {
      const path = parts.slice(0, index + 1).join("/"), isLast = index === parts.length - 1;
      const holder = { name, isFolder: isFolder || !isLast, isEntry: isLast }, other = holders.get(path);
      if (other && holder.isFolder !== other.isFolder) {
        report.refuse("file-and-folder", name, `it is a file and a folder of one name, with ${other.name}`);
      } else if (other && holder.isEntry && other.isEntry) {
        if (name === other.name) report.refuse("name-duplicate", name, "the archive holds it more than once");
        else report.refuse("name-collision", name, `it would be the same file as ${other.name} on Windows or macOS`);
      }
      if (!other || isLast) holders.set(path, holder);
    });
  }
}
