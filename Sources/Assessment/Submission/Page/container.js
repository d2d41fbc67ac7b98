// Takes a ZIP apart on its bytes before anything is inflated, and judges every byte but the
// compressed ones: the rules of Sources/Archive/Container, so that what the office refuses is
// refused here too.

/** What one document may hold, as Sources/Documents/Reading/Parts.swift has it. */
const documentLimits = {
  archiveBytes: 100_000_000, entryBytes: 100_000_000, totalBytes: 300_000_000, ratio: 400,
  entries: 1000, pathBytes: 1024, componentBytes: 255, depth: 16,
};

/** Findings on a container: a code, which entry, what, and how grave. */
class ContainerReport {
  constructor() { this.findings = []; }
  refuse(code, subject, message) { this.findings.push({ code, subject, message, severity: "refused" }); }
  note(code, subject, message) { this.findings.push({ code, subject, message, severity: "note" }); }
  get refused() { return this.findings.filter((one) => one.severity === "refused"); }
}

const zip64Mark = 0xffffffff;

/** Numbers within some bytes; sizes beyond what a number can hold become infinite. */
class BinaryRecord {
  constructor(bytes) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  u16(place) { return this.view.getUint16(place, true); }
  u32(place) { return this.view.getUint32(place, true); }
  u64(place) {
    const value = this.view.getBigUint64(place, true);
    return value > BigInt(Number.MAX_SAFE_INTEGER) ? Infinity : Number(value);
  }
  /** The bytes of a range as a record; nothing where they do not reach so far. */
  part(place, count) {
    return place >= 0 && count >= 0 && place + count <= this.bytes.length ? new BinaryRecord(this.bytes.subarray(place, place + count)) : undefined;
  }
}

/** Judges a container and answers with its entries in the order in which they lie. */
function readContainer(bytes, limits = documentLimits) {
  const report = new ContainerReport();
  const source = new BinaryRecord(bytes);
  let members = [];
  if (bytes.length === 0) report.refuse("empty-file", "", "the file is empty");
  else {
    if (bytes.length > limits.archiveBytes) {
      report.refuse("archive-too-large", "", `the archive has ${bytes.length} bytes and the limit is ${limits.archiveBytes}`);
    }
    const end = findEnd(source, report);
    const read = end && readDirectory(source, end, limits, report);
    if (read) members = judgeMembers(source, end, read, limits, report);
  }
  return { members, report };
}

function judgeMembers(source, end, members, limits, report) {
  if (members.length === 0) report.refuse("empty-archive", "", "there is nothing in the archive");
  members.sort((one, other) => one.offset - other.offset);
  for (const member of members) {
    readLocal(source, member, report);
    judgeEntry(member, limits, report);
    judgeEntryName(member, limits, report);
  }
  judgeSpans(source, members, end.offset, report);
  judgeTotal(members, limits, report);
  judgeCollisions(members, limits, report);
  return members;
}

/** The end record at the very end (APPNOTE 4.3.16), with its ZIP64 partner. */
function findEnd(source, report) {
  const size = source.bytes.length, length = Math.min(size, 65_535 + 22);
  const tail = source.part(size - length, length);
  const places = [];
  for (let place = 0; place + 22 <= tail.bytes.length; place++) {
    if (tail.bytes[place] === 0x50 && tail.u32(place) === 0x06054b50) places.push(place);
  }
  const reaching = places.filter((place) => place + 22 + tail.u16(place + 20) === tail.bytes.length);
  if (reaching.length === 0) {
    const last = places.at(-1);
    if (last !== undefined && last + 22 + tail.u16(last + 20) < tail.bytes.length) {
      report.refuse("hidden-bytes", "", "bytes follow the end of the archive and belong to no entry");
    } else report.refuse("truncated", "", "the archive stops before its end");
    return undefined;
  }
  const place = reaching.at(-1);
  if (reaching.length > 1) report.refuse("two-ends", "", `the archive has ${reaching.length} end records`);
  if (place + 22 < tail.bytes.length) {
    report.refuse("archive-comment", "", `the archive carries a comment of ${tail.bytes.length - place - 22} bytes`);
  }
  const record = tail.part(place, 22), limit = size - length + place;
  const wideEnd = findWideEnd(source, limit, record, report);
  if (wideEnd === null) return undefined;
  const disks = [record.u16(4), record.u16(6)];
  if (!disks.every((disk) => disk === 0 || wideEnd && disk === 0xffff) || record.u16(8) !== record.u16(10)) {
    report.refuse("multi-volume", "", "this is one part of an archive in several parts");
    return undefined;
  }
  return wideEnd || { entries: record.u16(10), offset: record.u32(16), size: record.u32(12), limit };
}

/** The ZIP64 end record; nothing where there is none, null where it is wrong (APPNOTE 4.3.14). */
function findWideEnd(source, limit, plain, report) {
  const locator = source.part(limit - 20, 20);
  if (!locator || locator.u32(0) !== 0x07064b50) return undefined;
  const wrong = (message) => { report.refuse("zip64-mismatch", "", message); return null; };
  const start = locator.u64(8);
  if (locator.u32(4) !== 0 || locator.u32(16) > 1) return wrong("this is one part of a ZIP64 archive in several parts");
  const record = start <= limit - 76 ? source.part(start, 56) : undefined;
  if (!record || record.u32(0) !== 0x06064b50) return wrong("the ZIP64 end record does not stand where its locator says");
  const size = record.u64(4), room = limit - 20 - start;
  if (size > 44 && room === size + 12) {
    report.refuse("encrypted", "", "the archive's directory has a password");
    return null;
  }
  if (size !== 44 || room !== 56) return wrong("the ZIP64 end record is not as long as it says");
  if (record.u32(16) !== 0 || record.u32(20) !== 0 || record.u64(24) !== record.u64(32)) {
    return wrong("this is one part of a ZIP64 archive in several parts");
  }
  const found = { entries: record.u64(32), offset: record.u64(48), size: record.u64(40), limit: start };
  const agrees = (plain.u16(10) === 0xffff || plain.u16(10) === found.entries) &&
    (plain.u32(12) === zip64Mark || plain.u32(12) === found.size) &&
    (plain.u32(16) === zip64Mark || plain.u32(16) === found.offset);
  return agrees ? found : wrong("the two end records of the archive disagree");
}

/** The directory: one record for each entry (APPNOTE 4.3.12); nothing where it cannot be read. */
function readDirectory(source, end, limits, report) {
  const tooMany = (count) => report.refuse("too-many-entries", "", `the archive holds ${count} entries and the limit is ${limits.entries}`);
  if (end.entries > limits.entries) return tooMany(end.entries);
  if (end.offset > end.limit || end.size > end.limit - end.offset) {
    return report.refuse("directory-damaged", "", "the archive's directory does not lie where its end says");
  }
  const directoryEnd = end.offset + end.size, members = [];
  let place = end.offset;
  while (place < directoryEnd) {
    const read = readMember(source, place, directoryEnd, report);
    if (!read) return explainDirectory(source, end, place, report);
    if (members.length >= limits.entries) return tooMany(`more than ${limits.entries}`);
    members.push(read.member);
    place += read.length;
  }
  if (members.length !== end.entries) {
    report.refuse("count-mismatch", "", `the archive's end counts ${end.entries} entries and its directory has ${members.length}`);
  }
  if (directoryEnd < end.limit) report.refuse("hidden-bytes", "", `${end.limit - directoryEnd} bytes after the directory belong to no entry`);
  return members;
}

/** Says why no record stands where one should. */
function explainDirectory(source, end, place, report) {
  const spare = end.limit - end.offset - end.size, mark = source.part(place, 4);
  const moved = source.part(end.limit - end.size, 4);
  if (spare > 0 && moved && moved.u32(0) === 0x02014b50) {
    report.refuse("hidden-bytes", "", `${spare} bytes before the archive belong to no entry`);
  } else if (mark && mark.u32(0) === 0x08064b50) report.refuse("encrypted", "", "the archive's directory has a password");
  else report.refuse("directory-damaged", "", "the archive's directory is damaged");
}

/** One record of the directory with its numbers resolved. */
function readMember(source, place, limit, report) {
  const head = place <= limit - 46 ? source.part(place, 46) : undefined;
  if (!head || head.u32(0) !== 0x02014b50) return undefined;
  const nameLength = head.u16(28), extraLength = head.u16(30), comment = head.u16(32);
  const length = 46 + nameLength + extraLength + comment;
  const whole = length <= limit - place ? source.part(place, length) : undefined;
  if (!whole) return undefined;
  const rawName = whole.bytes.subarray(46, 46 + nameLength);
  const extra = readExtra(whole.part(46 + nameLength, extraLength));
  const member = {
    rawName, flags: head.u16(8), method: head.u16(10), time: head.u32(12), crc: head.u32(16), comment, extra,
    compressed: head.u32(20), size: head.u32(24), offset: head.u32(42), attributes: head.u32(38), host: head.bytes[5],
  };
  Object.assign(member, readEntryName(rawName, member.flags, extra));
  const disk = head.u16(34);
  if (!extra) report.refuse("extra-damaged", member.name, "its extra fields run over their end");
  else if (disk !== 0 && disk !== 0xffff || !resolveWide(member, disk)) {
    report.refuse("zip64-mismatch", member.name, "its ZIP64 field is missing, wrong or repeated");
  }
  return { member, length };
}

/** The extra fields of a header; nothing where one runs over the end. */
function readExtra(record) {
  const fields = [], size = record.bytes.length;
  let place = 0;
  while (size - place >= 4) {
    const length = record.u16(place + 2);
    if (length > size - place - 4) break;
    fields.push({ id: record.u16(place), record: record.part(place + 4, length) });
    place += 4 + length;
  }
  return record.bytes.subarray(place).every((byte) => byte === 0) ? fields : undefined;
}
