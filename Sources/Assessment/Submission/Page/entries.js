// The rules for single entries of a container: sizes, kinds, the two headers, the bytes between.

/** Takes sizes and place from the ZIP64 field where they stand there (APPNOTE 4.5.3). */
function resolveWide(member, disk) {
  const found = member.extra.filter((one) => one.id === 1).map((one) => one.record);
  const keys = ["size", "compressed", "offset"];
  const marked = keys.filter((key) => member[key] === zip64Mark);
  if (found.length === 0) return marked.length === 0;
  if (found.length > 1) return false;
  const field = found[0], length = field.bytes.length, needed = marked.length * 8 + (disk === 0xffff ? 4 : 0);
  if (needed === 0) {
    // Some writers say again what the record says.
    if (![0, 16, 24, 28].includes(length)) return false;
    return keys.slice(0, Math.floor(length / 8)).every((key, place) => field.u64(place * 8) === member[key]) && (length < 28 || field.u32(24) === 0);
  }
  if (length !== needed || disk === 0xffff && field.u32(needed - 4) !== 0) return false;
  marked.forEach((key, place) => { member[key] = field.u64(place * 8); });
  return true;
}

/** The sizes of a local header, whose ZIP64 field must hold both; nothing where it is wrong. */
function localSizes(head, extra) {
  const size = head.u32(22), compressed = head.u32(18), plain = { size, compressed };
  const found = extra.filter((one) => one.id === 1).map((one) => one.record);
  const isMarked = size === zip64Mark || compressed === zip64Mark;
  if (found.length === 0) return isMarked ? undefined : plain;
  if (found.length > 1) return undefined;
  const field = found[0];
  if (field.bytes.length < 16) return isMarked || field.bytes.length > 0 ? undefined : plain;
  const wideSize = field.u64(0), wideCompressed = field.u64(8);
  const agrees = (own, other) => own === zip64Mark || own === other || other === 0;
  if (!agrees(size, wideSize) || !agrees(compressed, wideCompressed)) return undefined;
  return { size: size === zip64Mark ? wideSize : size, compressed: compressed === zip64Mark ? wideCompressed : compressed };
}

/** Finds an entry's own header and holds it against the directory (APPNOTE 4.3.7). */
function readLocal(source, member, report) {
  const head = source.part(member.offset, 30);
  const whole = head && head.u32(0) === 0x04034b50 ? source.part(member.offset, 30 + head.u16(26) + head.u16(28)) : undefined;
  if (!whole) return report.refuse("header-missing", member.name, "the directory points to a place where no entry begins");
  const nameLength = head.u16(26);
  const extra = readExtra(whole.part(30 + nameLength, head.u16(28)));
  if (!extra) return report.refuse("extra-damaged", member.name, "its extra fields run over their end");
  const sizes = localSizes(head, extra);
  if (!sizes) return report.refuse("zip64-mismatch", member.name, "the ZIP64 field of its own header is missing or wrong");
  // With bit 3 the writer did not know checksum and sizes yet and may have left zeros.
  const isOpen = (member.flags & 8) !== 0;
  const differs = (own, other) => own !== other && !(isOpen && own === 0);
  const name = whole.bytes.subarray(30, 30 + nameLength), differing = [];
  if (name.length !== member.rawName.length || !name.every((byte, place) => byte === member.rawName[place])) differing.push("name");
  if (head.u16(6) !== member.flags) differing.push("flags");
  if (head.u16(8) !== member.method) differing.push("method");
  // Word Online and other programs on .NET write two times; nothing depends on either.
  if (differs(head.u32(14), member.crc)) differing.push("checksum");
  if (differs(sizes.compressed, member.compressed)) differing.push("compressed size");
  if (differs(sizes.size, member.size)) differing.push("size");
  if (differing.length > 0) {
    report.refuse("header-mismatch", member.name, `its own header and the directory disagree about its ${differing.join(", ")}`);
  }
  judgeExtra(extra, member, report);
  member.dataOffset = member.offset + whole.bytes.length;
}

const methodNames = {
  1: "shrink", 6: "implode", 9: "deflate64", 12: "bzip2", 14: "LZMA", 20: "Zstandard", 93: "Zstandard",
  94: "MP3", 95: "xz", 96: "JPEG", 97: "WavPack", 98: "PPMd",
};
const specialKinds = { 1: "a pipe", 2: "a device", 6: "a device", 10: "a symbolic link", 12: "a socket" };

/** What an entry may be: a plain file or folder, stored or deflated, without a password, not too big. */
function judgeEntry(member, limits, report) {
  const { name, flags, method, attributes, size, compressed } = member;
  const ids = new Set((member.extra || []).map((one) => one.id));
  if (flags & 0x2041 || method === 99 || ids.has(0x9901) || ids.has(0x17)) report.refuse("encrypted", name, "it has a password");
  else if (![0, 8].includes(method) || flags & 0x20) {
    report.refuse("method-not-allowed", name, `it is compressed with ${methodNames[method] || `method ${method}`}, and only plain ZIP compression (deflate) is opened`);
  }
  const type = attributes >>> 28, isFolder = member.rawName.at(-1) === 0x2f;
  member.isFolder = isFolder;
  const isSpecial = attributes & 0x48 || !(attributes & 0x8000) && [0, 10, 11, 14].includes(member.host) && attributes & 0x400;
  if (isSpecial || ![0, 4, 8].includes(type)) {
    report.refuse("not-a-plain-file", name, `it is ${specialKinds[type] || "a special file"}, not a plain file or folder`);
  } else if (!isFolder && (type === 4 || type === 0 && attributes & 0x10)) {
    report.refuse("kind-mismatch", name, "its name is a file's and its attributes are a folder's");
  } else if (isFolder && size !== 0) report.refuse("folder-with-data", name, "it is a folder and yet has content");
  if ((attributes >>> 16) & 0o6000) report.note("special-permissions", name, "it would run with its owner's rights");
  if (method === 0 && !(flags & 0x2041) && size !== compressed) {
    report.refuse("size-mismatch", name, `it is stored as it is and yet has two sizes, ${size} and ${compressed}`);
  }
  if (size > limits.entryBytes) report.refuse("entry-too-large", name, `it has ${size} bytes and the limit is ${limits.entryBytes}`);
  if (isBomb(size, compressed, limits)) {
    report.refuse("ratio-too-high", name, `it grows from ${compressed} to ${size} bytes and the limit is ${limits.ratio} times`);
  }
  if (member.extra) judgeExtra(member.extra, member, report);
  if (member.comment > 0) report.note("entry-comment", name, `it carries a comment of ${member.comment} bytes`);
}

/** Whether so much came out of so little that it is a bomb; a page of one letter is none. */
const isBomb = (size, compressed, limits) => size > Math.max(compressed, 4096) * limits.ratio;

function judgeTotal(members, limits, report) {
  const size = members.reduce((sum, one) => sum + one.size, 0);
  const compressed = members.reduce((sum, one) => sum + one.compressed, 0);
  if (size > limits.totalBytes) report.refuse("total-too-large", "", `all entries have ${size} bytes and the limit is ${limits.totalBytes}`);
  if (isBomb(size, compressed, limits)) {
    report.refuse("ratio-too-high", "", `the archive grows from ${compressed} to ${size} bytes and the limit is ${limits.ratio} times`);
  }
}

/** Fields that ordinary programs write. */
const ordinaryFields = new Set([0, 1, 0xa, 0x5455, 0x5855, 0x7855, 0x7875, 0x7075, 0x6375, 0xcafe, 0xd935, 0xa220, 0xa11e, 0x17, 0x9901]);

function judgeExtra(extra, member, report) {
  const paths = extra.filter((one) => one.id === 0x7075).map((one) => unicodePath(one.record.bytes));
  if (paths.length > 0) {
    const isSame = paths.length === 1 && paths[0] && paths[0].crc === crcOf(member.rawName) && paths[0].text === member.name;
    if (!isSame) report.refuse("unicode-path-differs", member.name, "a second name is hidden beside its name");
  }
  for (const { record } of extra.filter((one) => one.id === 0x6c78)) {
    // libarchive's own field, which may hold another mode than the directory's.
    const map = record.bytes[0], place = 1 + (map & 1 ? 2 : 0) + (map & 2 ? 2 : 0);
    const isPlain = map !== undefined && (!(map & 0x84) || !(map & 0x80) && record.bytes.length >= place + 4 && [0, 4, 8].includes(record.u32(place) >>> 28));
    if (!isPlain) report.refuse("not-a-plain-file", member.name, "an extra field makes it other than a plain file");
  }
  const unknown = [...new Set(extra.map((one) => one.id))].filter((id) => !ordinaryFields.has(id));
  if (unknown.length > 0) report.note("extra-unknown", member.name, "it carries data that is not read");
}

/** Every byte has one owner: a header with its entry's bytes and descriptor, or the directory. */
function judgeSpans(source, members, directory, report) {
  let owned = 0;
  members.forEach((member, index) => {
    if (owned !== undefined && member.offset > owned) {
      report.refuse("hidden-bytes", "", `${member.offset - owned} bytes before ${member.name} belong to no entry`);
    }
    const next = index + 1 < members.length ? members[index + 1].offset : directory;
    const start = member.dataOffset;
    owned = undefined;
    if (start === undefined) return;
    if (start > next || member.compressed > next - start) {
      const whose = index + 1 < members.length ? members[index + 1].name : "the directory";
      return report.refuse("entries-overlap", member.name, `it shares bytes with ${whose}`);
    }
    owned = afterDescriptor(source, member, start + member.compressed, next, report);
  });
  if (owned !== undefined && owned < directory) report.refuse("hidden-bytes", "", `${directory - owned} bytes before the directory belong to no entry`);
}

/** Where an entry ends with its data descriptor, which has four forms (APPNOTE 4.3.9). */
function afterDescriptor(source, member, place, limit, report) {
  if (!(member.flags & 8)) return place;
  for (const [isWide, isSigned] of [[true, true], [true, false], [false, true], [false, false]]) {
    const lead = isSigned ? 4 : 0, length = lead + (isWide ? 20 : 12);
    const record = length <= limit - place ? source.part(place, length) : undefined;
    if (!record || isSigned && record.u32(0) !== 0x08074b50 || record.u32(lead) !== member.crc) continue;
    const compressed = isWide ? record.u64(lead + 4) : record.u32(lead + 4);
    const size = isWide ? record.u64(lead + 12) : record.u32(lead + 8);
    if (compressed === member.compressed && size === member.size) return place + length;
  }
  report.refuse("descriptor-mismatch", member.name, "the sizes and checksum after its bytes are missing or differ from the directory");
  return undefined;
}

/** Large sizes, names in Unicode, padding, and times, which every program leaves. */
const silentFields = new Set([0, 1, 0x7075, 0x6375, 0xcafe, 0xd935, 0xa220, 0xa11e, 0xa, 0x5455, 0x5855]);

/** Whether an entry says whose computer it was packed on: owners, comments, fields that nobody reads. */
function saysWhere({ comment, extra }) {
  return comment > 0 || (extra ?? []).some(({ id, record: { bytes } }) => {
    if (silentFields.has(id)) return false;
    // A field of zeros names nobody; its version and lengths stand before what it says.
    const said = id === 0x7875 ? bytes.length >= 7 ? [...bytes.subarray(2, 6), ...bytes.subarray(7)] : [] : [...bytes];
    return said.some((byte) => byte !== 0);
  });
}
