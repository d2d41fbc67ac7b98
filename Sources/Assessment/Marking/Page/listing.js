// The list of scripts, which sorts by any column.

const columns = [
  ["Script", (pack, script) => script.script],
  ["For", (pack, script) => script.qualification, "spare"],
  ["Words", (pack, script) => script.counted, "spare number"],
  ["State", (pack, script, row) => stateOf(pack, script, row)],
  ["Mark", (pack, script, row) => pack.showsTotal && isComplete(pack, script, row) ? total(row) : "", "number"],
];

function stateOf(pack, script, row) {
  const set = marksSet(pack, script, row);
  const state = isAuthorKnown(row) ? "not to be marked" : isComplete(pack, script, row) ? "marked"
    : set > 0 ? `${set} of ${criteriaOf(pack, script).length}` : "not begun";
  return [state, row.later && "not sure", row.flags.length > 0 && "flag"].filter(Boolean).join(", ");
}

function showScripts(desk) {
  const { pack } = desk;
  const main = find("main");
  main.className = "list";
  const sort = desk.sort;
  const value = (script) => columns[sort.column][1](pack, script, desk.row(script.script));
  const ordered = [...pack.scripts].sort((one, other) => {
    const [left, right] = [value(one), value(other)];
    // What has no mark yet stands last either way.
    if ((left === "") !== (right === "")) return left === "" ? 1 : -1;
    const order = typeof left === "number" && typeof right === "number" ? left - right : String(left).localeCompare(String(right));
    return sort.falling ? -order : order;
  });
  const heads = columns.map(([name, , kind], place) => element("th", {
    scope: "col", class: kind, "aria-sort": sort.column === place ? (sort.falling ? "descending" : "ascending") : undefined,
  }, button(name, () => {
    desk.sort = { column: place, falling: sort.column === place && !sort.falling };
    showScripts(desk);
    document.querySelectorAll("#scripts thead button")[place].focus();
  })));
  const table = element("table", { id: "scripts" }, element("thead", {}, element("tr", {}, heads)),
    element("tbody", {}, ordered.map((script) => {
      const row = desk.row(script.script);
      return element("tr", {}, columns.map(([, show, kind], place) => place === 0
        ? element("th", { scope: "row" }, button(script.script, () => desk.showScript(script), { class: "link" }))
        : element("td", { class: kind }, String(show(pack, script, row)))));
    })));
  const done = desk.done(), left = pack.scripts.length - done;
  const next = pack.scripts.find((script) => !isDone(pack, script, desk.row(script.script)));
  main.replaceChildren(element("section", { "aria-labelledby": "list-title" },
    element("h2", { id: "list-title", tabindex: "-1" }, left === 0 ? "Every script is marked" : `${plural(left, "script")} still to mark`),
    pack.due && element("p", {}, `Please send your marks by ${dayInWords(pack.due)}.`),
    element("p", { class: "buttons" },
      next && button(done === 0 ? "Start marking" : "Go on marking", () => desk.showScript(next), { class: "main" }),
      !next && button("I have finished", () => desk.finish(), { class: "main" }),
      button("Send what I have", () => desk.send()),
      button("Take marks from a saved file", () => desk.load()),
      !desk.file && SavedFile.isPossible && button("Keep a file up to date", () => desk.chooseSavedFile())),
    table,
    element("details", { id: "brief" }, element("summary", {}, "Brief and mark schemes"), showBrief(pack), pack.schemes.flatMap(showScheme)),
    mailAddress(pack) && element("p", { class: "hint" }, element("a", { href: mailLink(pack, `I have opened ${pack.pack}`, "") }, "Tell the office that you have opened the pack"))));
}

function showScheme(scheme) {
  return [element("h3", {}, scheme.title), scheme.notice && element("p", {}, scheme.notice), ...scheme.facts.map((fact) => element("p", {}, fact)),
    ...scheme.criteria.flatMap((one) => [element("h4", {}, one.title), element("p", {}, one.asks),
      element("dl", {}, one.levels.flatMap((level) => [element("dt", {}, `${level.marks} ${level.name}`), element("dd", {}, level.descriptor)]))])].filter(Boolean);
}

const mailAddress = (pack) => ((pack.contact || "").match(/[^\s<>,;]+@[^\s<>,;]+\.[^\s<>,;]+/) || [])[0];
const mailLink = (pack, subject, body) =>
  `mailto:${mailAddress(pack)}?subject=${encodeURIComponent(subject)}&body=${encodeURIComponent(body)}`;
