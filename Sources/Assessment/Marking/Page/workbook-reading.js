// Reads an XLSX workbook (ECMA-376, part 1, section 18): the texts that its cells show, no formula,
// no style. The container is judged on its bytes first, as the participant's page does.

async function readWorkbook(bytes) {
  const { members, report } = readContainer(bytes);
  if (report.refused.length > 0) throw new Error(`The workbook is damaged: ${report.refused[0].message}.`);
  const part = async (name) => {
    const member = members.find((one) => one.name.toLowerCase() === name.toLowerCase());
    if (!member) return undefined;
    try { return parseMarkup(await inflateEntry(bytes, member), budget); } catch { throw new Error(`The workbook is damaged or too large: ${name}.`); }
  };
  const budget = { ...pageLimits };
  const workbook = await part("xl/workbook.xml"), links = await part("xl/_rels/workbook.xml.rels");
  if (!workbook || !links) throw new Error("It is no workbook: save it as .xlsx or as .csv.");
  const targets = new Map(all(links, "Relationship").map((one) => [one.getAttribute("Id"), one.getAttribute("Target")]));
  const shared = all(await part("xl/sharedStrings.xml"), "si").map(textOf);
  const sheets = [];
  for (const one of all(workbook, "sheet")) {
    const id = [...one.attributes].find((attribute) => attribute.localName === "id").value;
    const target = targets.get(id) || "", name = target.startsWith("/") ? target.slice(1) : `xl/${target}`;
    const sheet = await part(name);
    if (sheet) sheets.push({ name: one.getAttribute("name"), rows: sheetRows(sheet, shared) });
  }
  return sheets;
}

const all = (root, name) => root ? [...root.getElementsByTagNameNS("*", name)] : [];

/** A text's runs, without how it is spoken (`rPh`). */
const textOf = (item) => all(item, "t").filter((one) => one.parentNode.localName !== "rPh").map((one) => one.textContent).join("");

function sheetRows(sheet, shared) {
  let last = 0;
  return all(sheet, "row").map((row) => {
    const line = last = Number(row.getAttribute("r")) || last + 1, cells = [];
    for (const cell of all(row, "c")) {
      const letters = /^[A-Z]{1,3}/.exec(cell.getAttribute("r") || "");
      const place = letters ? [...letters[0]].reduce((sum, one) => sum * 26 + one.charCodeAt(0) - 64, 0) - 1 : cells.length;
      if (place < 1000) cells[place] = cellText(cell, shared);
    }
    return { line, cells: Array.from(cells, (one) => one ?? "") };
  });
}

function cellText(cell, shared) {
  const kind = cell.getAttribute("t"), value = all(cell, "v")[0]?.textContent ?? "";
  if (kind === "inlineStr") return textOf(cell);
  return kind === "s" ? shared[Number(value)] ?? "" : value;
}
