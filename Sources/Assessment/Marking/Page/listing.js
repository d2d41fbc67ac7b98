// The list of scripts, which sorts by any column, and what can be done with the packs as a whole.

const columns = [
  ["Script", (script) => script.script],
  ["Pack", (script) => script.of.name, "spare", (desk) => desk.packs.length > 1],
  ["For", (script) => script.qualification, "spare"],
  ["Words", (script) => script.counted, "spare number"],
  ["State", (script, row) => stateOf(script, row)],
  ["Mark", (script, row) => script.of.pack.showsTotal && isComplete(script, row) ? total(row) : "", "number"],
];

function stateOf(script, row) {
  const set = marksSet(script, row);
  const state = isAuthorKnown(row) ? "not to be marked" : isComplete(script, row) ? "marked"
    : set > 0 ? `${set} of ${criteriaOf(script).length}` : "not begun";
  return [state, row.later && "not sure", row.flags.length > 0 && "flag"].filter(Boolean).join(", ");
}

function showScripts(desk) {
  const main = find("main"), done = desk.done(), left = desk.scripts.length - done, unsure = desk.unsure();
  main.className = "list";
  const next = desk.scripts.find((script) => !isDone(script, desk.row(script)));
  const title = left > 0 ? `${plural(left, "script")} still to mark`
    : unsure.length > 0 ? `Every script is marked, ${unsure.length} as “not sure”` : "Every script is marked";
  main.replaceChildren(element("section", { "aria-labelledby": "list-title" },
    element("h2", { id: "list-title", tabindex: "-1" }, title),
    dueLines(desk),
    element("p", { class: "buttons" },
      next && button(done === 0 ? "Start marking" : "Go on marking", () => desk.showScript(next), { class: "main" }),
      !next && unsure.length > 0 && button("Come back to the first", () => desk.showScript(unsure[0]), { class: "main" }),
      !next && button("I have finished", () => finish(desk), unsure.length ? {} : { class: "main" }),
      button("Send what I have", () => sendMarks(desk))),
    keptLine(desk),
    scriptTable(desk),
    goneLines(desk),
    showAnswers(desk),
    elsewhere(desk),
    element("details", { id: "brief" }, element("summary", {}, "Brief and mark schemes"),
      desk.packs.flatMap(({ pack }) => [...showBrief(pack), ...pack.schemes.flatMap(showScheme)])),
    mailAddress(desk.first.pack) && element("p", { class: "hint" }, element("a", { href: mailLink(desk.first.pack, `I have opened ${desk.name}`, "") }, "Tell the office that you have opened the pack"))));
}

/** By when marks come back, and whether the pack should have been deleted by now. */
function dueLines(desk) {
  const due = new Map();
  for (const { pack } of desk.packs) if (pack.due) due.set(pack.due, [...(due.get(pack.due) || []), pack.pack]);
  const lines = [...due].sort().map(([day, packs]) => element("p", {},
    `Please send your marks${due.size > 1 ? ` of ${packs.join(" and ")}` : ""} by ${dayInWords(day)}.`));
  const end = earliest(desk.packs.map((one) => one.pack.deleteBy));
  if (end && end < today()) lines.push(element("p", { class: "notice warn" }, `This pack was to be deleted by ${dayInWords(end)}. Send what you have, then choose “I have finished”.`));
  return lines;
}

/** Where the marks are, so that nobody has to wonder. */
function keptLine(desk) {
  if (!desk.packs.every((one) => one.keeper.works)) {
    return element("p", { class: "notice warn", id: "kept" }, "This browser keeps nothing of this page. After every five scripts a copy of your marks goes to your downloads; choose “Stop for today” before you close the page.");
  }
  const where = desk.file ? ["Your marks are kept in this browser, and after every script in your file ", element("span", { class: "file" }, desk.file.name), "."]
    : ["Your marks are kept in this browser, and after every five scripts a copy goes to your downloads. "];
  if (!desk.file && desk.lastFile) where.push(button(`Go on with ${desk.lastFile.name}`, () => goOnWithFile(desk)), " ");
  if (!desk.file && SavedFile.isPossible) where.push(button("Keep a file up to date", () => chooseSavedFile(desk)));
  return element("p", { class: "hint", id: "kept" }, where);
}

function scriptTable(desk) {
  const { sort } = desk, shown = columns.filter(([, , , isShown]) => !isShown || isShown(desk));
  const value = (script) => columns[sort.column][1](script, desk.row(script));
  const ordered = [...desk.scripts].sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    // What has no mark yet stands last either way.
    if ((left === "") !== (right === "")) return left === "" ? 1 : -1;
    const order = typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right));
    return sort.falling ? -order : order;
  });
  const heads = shown.map((column, place) => {
    const number = columns.indexOf(column), isSorted = sort.column === number;
    return element("th", { scope: "col", class: column[2], "aria-sort": isSorted ? (sort.falling ? "descending" : "ascending") : undefined },
      button(column[0], () => {
        desk.sort = { column: number, falling: isSorted && !sort.falling };
        showScripts(desk);
        document.querySelectorAll("#scripts thead button")[place].focus();
      }));
  });
  return element("table", { id: "scripts" }, element("thead", {}, element("tr", {}, heads)),
    element("tbody", {}, ordered.map((script) => element("tr", {}, shown.map(([, show, kind], place) => place === 0
      ? element("th", { scope: "row" }, button(script.script, () => desk.showScript(script), { class: "link" }))
      : element("td", { class: kind }, String(show(script, desk.row(script)))))))));
}

/** Scripts that a later pack has taken away: what was said of them stays, and goes back. */
function goneLines(desk) {
  if (desk.gone.length === 0) return null;
  return element("section", { id: "gone", "aria-labelledby": "gone-title" }, element("h3", { id: "gone-title" }, "No longer yours to mark"),
    element("ul", {}, desk.gone.map(({ script, reason }) => element("li", {}, `${script.script} ${withdrawnWords[reason] || withdrawnWords.stopped}${
      saysNothing(desk.row(script)) ? "." : "; what you said of it is kept and goes back with your marks."}`))));
}

function showAnswers(desk) {
  const answers = answersIn(desk.packs);
  return answers.length > 0 && element("section", { id: "answers", "aria-labelledby": "answers-title" },
    element("h3", { id: "answers-title" }, "Answers to what you flagged"), answers.map(showAnswer));
}

/** Marks from elsewhere, sheets, further packs, paper. */
function elsewhere(desk) {
  const sheets = desk.packs.filter((one) => one.pack.workbook);
  const apart = earlierThan(inOrder(desk.packs).at(-1)).filter((name) => !desk.packs.some((one) => one.name === name));
  return element("section", { id: "elsewhere", "aria-labelledby": "elsewhere-title" },
    element("h3", { id: "elsewhere-title" }, "Files and paper"),
    element("p", { class: "buttons" },
      button("Take marks from a file", () => takeMarks(desk)),
      sheets.map((one) => button(`Save the sheet ${sheetName(one)}`, () => download(sheetName(one), fromBase64(one.pack.workbook), workbookType))),
      button("Add a further pack", () => takeMarks(desk, ".html,text/html")),
      desk.scripts.some((script) => script.pdf) && button("Save all scripts as PDF", () => saveScripts(desk)),
      button("Print all scripts", () => printScripts(desk.scripts))),
    element("p", { class: "hint" }, "A file may be one that this page saved, or a filled sheet (marks.xlsx, marks.csv), which is checked before it is taken. You can also drop a file anywhere on this page."),
    apart.length > 0 && element("p", { class: "hint", id: "apart" }, `You were given ${apart.join(" and ")} before. To mark everything on one page, add it here, or open its page and add this pack there.`));
}

const workbookType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const sheetName = (open) => `marks-${open.name}.xlsx`;

function showScheme(scheme) {
  return [element("h3", {}, scheme.title), scheme.notice && element("p", {}, scheme.notice), ...scheme.facts.map((fact) => element("p", {}, fact)),
    ...scheme.criteria.flatMap((one) => [element("h4", {}, one.title), element("p", {}, one.asks),
      element("dl", {}, one.levels.flatMap((level) => [element("dt", {}, `${level.marks} ${level.name}`), element("dd", {}, level.descriptor)]))])].filter(Boolean);
}

const mailAddress = (pack) => ((pack.contact || "").match(/[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+/) || [])[0];
const mailLink = (pack, subject, body) =>
  `mailto:${mailAddress(pack)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
