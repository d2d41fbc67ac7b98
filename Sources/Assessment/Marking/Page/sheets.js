// A filled sheet: read from CSV or XLSX whatever a spreadsheet made of it, and judged by the rules of
// MarkRow.swift. What is wrong is named by sheet, cell and remedy.

/** The tables of a file, each a list of rows of texts with the place of each row. */
async function readSheets(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (startsWith(bytes, [0x50, 0x4b])) return readWorkbook(bytes);
  if (isCompound(bytes)) throw new Error("It has a password, or is a workbook of old Excel: save it as .xlsx without one.");
  const text = sheetText(bytes);
  if (text === undefined) throw new Error("It is no sheet that can be read: save it as .xlsx or as .csv.");
  return [{ name: "", rows: readCSV(text) }];
}

/** CSV as spreadsheets save it: UTF-8, UTF-16 with its mark, else Windows-1252. */
function sheetText(bytes) {
  const isWide = startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]);
  const text = isWide ? decoded(bytes, bytes[0] === 0xff ? "utf-16le" : "utf-16be") : decoded(bytes, "utf-8") ?? decoded(bytes, "windows-1252");
  return text === undefined || text.includes("\0") ? undefined : text.replace(/^\ufeff/, "");
}

/** Rows with the line on which each begins; the separator is what the first line has most of. */
function readCSV(text) {
  const head = text.replace(/"[^"]*"/g, "").split(/\r\n|[\r\n]/, 1)[0];
  const separator = [",", ";", "\t"].sort((one, other) => head.split(other).length - head.split(one).length)[0];
  const rows = [];
  let cells = [], cell = "", isQuoted = false, line = 1, begun = 1;
  const endRow = () => {
    rows.push({ line: begun, cells: [...cells, cell] });
    cells = [];
    cell = "";
  };
  for (let place = 0; place < text.length; place++) {
    const sign = text[place];
    if (sign === "\n" || sign === "\r" && text[place + 1] !== "\n") line += 1;
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text[place + 1] === '"') cell += text[++place];
      else isQuoted = false;
    } else if (sign === '"' && cell === "") isQuoted = true;
    else if (sign === separator) { cells.push(cell); cell = ""; } else if (sign === "\n" || sign === "\r") {
      if (sign === "\r" && text[place + 1] === "\n") continue;
      endRow();
      begun = line;
    } else cell += sign;
  }
  if (isQuoted) throw new Error("A quotation mark is never closed: it was not saved whole.");
  if (cell !== "" || cells.length > 0) endRow();
  return rows;
}

/** The name of a column by its number, as a spreadsheet shows it. */
const letters = (number) => (number >= 26 ? letters(Math.floor(number / 26) - 1) : "") + String.fromCharCode(65 + number % 26);

/** A mark as a spreadsheet may have written it: 3, 3.0 or 3,0. */
function markIn(text) {
  const found = /^([0-9]{1,6})(?:[.,]0+)?$/.exec(text);
  return found ? Number(found[1]) : undefined;
}

/** Every row of every table that is one of marks, and what is wrong, in words. */
function judgeSheets(packs, tables) {
  const rows = [], problems = [];
  let isFound = false;
  for (const { name, rows: lines } of tables) {
    const top = lines.findIndex(({ cells }) => ["pack", "script"].every((one) => cells.some((cell) => cell.trim().toLowerCase() === one)));
    if (top < 0) continue;
    isFound = true;
    const head = lines[top].cells.map((cell) => cell.trim().toLowerCase());
    for (const { line, cells } of lines.slice(top + 1)) {
      if (cells.every((cell) => !cell.trim())) continue;
      const judged = judgeRow(packs, head, cells, (column) =>
        `${name ? `Sheet “${name}”, ` : ""}${column >= 0 ? `cell ${letters(column)}${line}` : `line ${line}`}`);
      problems.push(...judged.problems);
      if (judged.row && judged.problems.length === 0) rows.push(judged);
    }
  }
  if (!isFound) throw new Error("It has no columns “pack” and “script”: take the sheet that came with the pack.");
  const twice = rows.find((one, place) => rows.findIndex((other) => other.script === one.script) !== place);
  if (twice) throw new Error(`${twice.script.script} stands in it twice: keep the row that holds.`);
  return { rows, problems };
}

function judgeRow(packs, head, cells, place) {
  const problems = [];
  const at = (column) => (cells[head.indexOf(column.toLowerCase())] || "").trim();
  const wrong = (column, message, remedy) => { problems.push(`${place(column ? head.indexOf(column.toLowerCase()) : -1)}: ${message}. ${remedy}`); };
  const open = packs.find((one) => one.name === at("pack"));
  const code = at("script").toUpperCase(), script = open && open.pack.scripts.find((one) => one.script === code);
  if (!open) wrong("pack", `“${at("pack")}” is no pack on this page`, `Leave the first columns as they were; here is ${packs.map((one) => one.name).join(", ")}.`);
  else if (!script) wrong("script", `“${at("script")}” is no script of ${open.name}`, "Copy the code from the script.");
  if (!script) return { problems };
  const row = blankRow(script.script, open.pack.revision);
  for (const one of criteriaOf(script)) {
    const text = at(one.id), allowed = one.levels.map((level) => level.marks);
    if (!head.includes(one.id.toLowerCase())) wrong("", `there is no column “${one.id}” for ${script.script}`, `Take the sheet for ${script.qualification}.`);
    else if (text !== "") {
      if (allowed.includes(markIn(text))) row.marks[one.id] = markIn(text);
      else wrong(one.id, `“${text.slice(0, 40)}” is no mark for ${one.title}`, `Write one of ${allowed.join(", ")}, or leave it blank.`);
    }
    if (at(`${one.id} comment`)) row.comments[one.id] = at(`${one.id} comment`);
  }
  row.comment = at("comment");
  row.note = at("note");
  row.later = at("not sure") !== "";
  for (const part of at("flag").split(/[;,\r\n]+/).map((one) => one.trim()).filter(Boolean)) {
    const flag = flagIn(part, open.pack);
    if (flag) row.flags.push(flag);
    else wrong("flag", `“${part.slice(0, 40)}” is no flag`, `Use one of ${open.pack.flags.map((one) => one.reason).join(", ")}; after alike the code of the other script.`);
  }
  return { script, row, problems };
}

/** A flag as the page keeps it; nothing where the words are none. */
function flagIn(text, pack) {
  const words = text.toLowerCase().split(/[\s:+_]+/).filter(Boolean);
  if (words[0] === "alike") {
    const code = (words[1] || "").toUpperCase();
    return words.length === 2 && /^S[0-9A-HJKMNP-TV-Z]{9}$/.test(code) ? `alike ${code}` : undefined;
  }
  return pack.flags.some((one) => one.reason === words.join("-")) ? words.join("-") : undefined;
}
