// Joins the PDF files of scripts into one for printing on both sides: each begins on a page with an
// odd number, and has a bookmark.
//
// It reads the files that the office's programs wrote, which have a plain table of objects (ISO
// 32000-1, 7.5.4); any other is refused.

const latin = new TextDecoder("latin1");
const asText = (bytes) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
const asBytes = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** The objects of one PDF: of each its text, up to a stream, and the stream as it is. */
function readObjects(bytes) {
  const foot = latin.decode(bytes.subarray(-1024)), table = Number((/startxref\s+(\d+)\s+%%EOF\s*$/.exec(foot) || [])[1]);
  const lines = latin.decode(bytes.subarray(table || bytes.length)), offsets = new Map();
  let place = (/^xref\s+/.exec(lines) || [""])[0].length;
  if (!place) throw new Error("The PDF has no table of objects.");
  for (let head; (head = /^(\d+) (\d+)\s*?\n/.exec(lines.slice(place, place + 40)));) {
    place += head[0].length;
    for (let row = 0; row < Number(head[2]); row++, place += 20) {
      if (lines[place + 17] === "n") offsets.set(Number(head[1]) + row, Number(lines.slice(place, place + 10)));
    }
  }
  const root = Number((/\/Root\s+(\d+)\s+0\s+R/.exec(lines.slice(place)) || [])[1]);
  const ends = [...offsets.values(), table].sort((one, other) => one - other), objects = new Map();
  for (const [number, start] of offsets) {
    const whole = bytes.subarray(start, ends[ends.indexOf(start) + 1]), text = latin.decode(whole);
    const stream = /\bstream\r?\n/.exec(text), end = stream ? stream.index : whole.length;
    const head = asText(whole.subarray(0, end)).replace(/^\s*\d+ \d+ obj\s*/, "");
    objects.set(number, { text: stream ? head : head.replace(/\s*endobj\s*$/, ""), stream: stream && whole.subarray(stream.index) });
  }
  const pages = reference(objects.get(root).text, "Pages");
  let first = pages;
  while (/\/Type\s*\/Pages\b/.test(objects.get(first).text)) first = Number(/\/Kids\s*\[\s*(\d+)/.exec(objects.get(first).text)[1]);
  const count = Number(/\/Count\s+(\d+)/.exec(objects.get(pages).text)[1]);
  const left = new Set([root, Number((/\/Info\s+(\d+)/.exec(lines.slice(place)) || [])[1])]);
  // What it is for those who have it read aloud: a tree, and for each page what of the tree it shows.
  const catalogue = objects.get(root).text;
  const tree = catalogue.includes("/StructTreeRoot") ? reference(catalogue, "StructTreeRoot") : 0, told = tree ? objects.get(tree).text : "";
  const top = tree && /\/K\s*\[\s*(\d+) 0 R\s*\]/.exec(told), index = told.includes("/ParentTree") ? reference(told, "ParentTree") : 0;
  const shown = index ? [...objects.get(index).text.matchAll(/\b(\d+)\s+(\d+) 0 R\b/g)].map((one) => [Number(one[1]), Number(one[2])]) : [];
  if (tree) left.add(tree).add(index);
  return { objects, pages, first, count, left, tree, top: top && Number(top[1]), shown };
}

const reference = (text, name) => Number(new RegExp(`/${name}\\s+(\\d+)\\s+0\\s+R`).exec(text)[1]);

/** One PDF of several, each with its title. */
function joinPapers(papers) {
  const parts = [], offsets = [0];
  let length = 0, next = 7 + papers.length;
  const tree = 5 + papers.length, tops = [], shown = [];
  const add = (bytes) => { parts.push(bytes); length += bytes.length; };
  const write = (number, text, stream) => {
    offsets[number] = length;
    add(asBytes(`${number} 0 obj\n${text}\n`));
    if (stream) add(stream);
    else add(asBytes("endobj\n"));
  };
  add(asBytes("%PDF-1.5\n%\xb5\xed\xae\xfb\n"));
  const kids = [];
  let pages = 0;
  papers.forEach(({ title, bytes }, place) => {
    const base = next, read = readObjects(bytes);
    for (const [number, { text, stream }] of read.objects) {
      next = Math.max(next, base + number + 1);
      if (read.left.has(number)) continue;
      const moved = text.replace(/\b(\d+) 0 R\b/g, (_, old) => `${Number(old) === read.tree ? tree : base + Number(old)} 0 R`)
        .replace(/\/StructParents (\d+)/, (_, old) => `/StructParents ${pages + Number(old)}`);
      write(base + number, number === read.pages ? moved.replace("<<", "<< /Parent 2 0 R") : moved, stream);
    }
    write(5 + place, `<< /Title (${title}) /Parent 3 0 R /Dest [${base + read.first} 0 R /Fit]${
      place > 0 ? ` /Prev ${4 + place} 0 R` : ""}${place + 1 < papers.length ? ` /Next ${6 + place} 0 R` : ""} >>`);
    kids.push(base + read.pages);
    if (read.top) tops.push(base + read.top);
    shown.push(...read.shown.map(([page, parts]) => `${pages + page} ${base + parts} 0 R`));
    pages += read.count;
    if (read.count % 2 && place + 1 < papers.length) { kids.push(next); write(next++, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>"); pages++; }
  });
  write(1, `<< /Type /Catalog /Pages 2 0 R /Outlines 3 0 R /PageMode /UseOutlines /Lang (en-GB) /MarkInfo << /Marked true >> /StructTreeRoot ${tree} 0 R >>`);
  write(tree, `<< /Type /StructTreeRoot /K [ ${tops.map((top) => `${top} 0 R`).join(" ")} ] /ParentTree ${tree + 1} 0 R >>`);
  write(tree + 1, `<< /Nums [ ${shown.join(" ")} ] >>`);
  write(2, `<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(" ")}] /Count ${pages} >>`);
  write(3, `<< /Type /Outlines /First 5 0 R /Last ${4 + papers.length} 0 R /Count ${papers.length} >>`);
  const table = length;
  const rows = Array.from({ length: next }, (_, number) => offsets[number]
    ? `${String(offsets[number]).padStart(10, "0")} 00000 n \n` : "0000000000 65535 f \n");
  add(asBytes(`xref\n0 ${next}\n${rows.join("")}trailer\n<< /Size ${next} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`));
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
}

const saveScript = (script) => download(`${script.script}.pdf`, fromBase64(script.pdf), "application/pdf");

/** Saves all scripts on the desk as one PDF, and says which are in none. */
function saveScripts(desk) {
  const papers = desk.scripts.filter((script) => script.pdf);
  const whole = joinPapers(papers.map((script) => ({ title: script.script, bytes: fromBase64(script.pdf) })));
  download(`scripts-${desk.packs.map((one) => one.name).join("-")}.pdf`, whole, "application/pdf");
  const without = desk.scripts.filter((script) => !script.pdf).map((script) => script.script);
  say(without.length ? `Saved. Not in it, since it could not be made: ${without.join(", ")}; print ${without.length > 1 ? "those" : "that"} from the script itself.` : `Saved: ${plural(papers.length, "script")} in one PDF.`);
}
