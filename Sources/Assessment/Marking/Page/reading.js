// Shows documents: our own blocks become elements, one by one.

function showBlocks(blocks, limit) {
  const shown = [];
  let notesBegun = false, lastLevel = 2;
  for (let place = 0; place < blocks.length; place++) {
    const block = blocks[place];
    if (!notesBegun && (block.part === "footnotes" || block.part === "endnotes")) {
      notesBegun = true;
      shown.push(element("h3", { class: "notes" }, "Notes"));
    }
    if (block.kind === "item") {
      const items = [];
      while (place < blocks.length && blocks[place].kind === "item") items.push(blocks[place++]);
      place--;
      shown.push(...showItems(items, 1, limit));
    } else if (block.kind === "table") {
      shown.push(showTable(block, limit));
    } else if (block.kind === "heading") {
      // Under the script's own h2, and never a level left out, whatever the writer did.
      lastLevel = Math.max(3, Math.min(6, block.level + 2, lastLevel + 1));
      shown.push(element(`h${lastLevel}`, {}, showRuns(block.runs, limit)));
    } else {
      shown.push(element("p", { class: block.part }, showRuns(block.runs, limit)));
    }
  }
  return shown;
}

/** Items in a row, as lists in lists. */
function showItems(items, level, limit) {
  const lists = [];
  let list;
  for (let place = 0; place < items.length; place++) {
    const item = items[place];
    if (item.level > level) {
      const deeper = [];
      while (place < items.length && items[place].level > level) deeper.push(items[place++]);
      place--;
      const inner = showItems(deeper, level + 1, limit);
      if (list) list.lastElementChild.append(...inner);
      else lists.push(...inner);
      continue;
    }
    const kind = item.number === undefined ? "UL" : "OL";
    if (!list || list.tagName !== kind) lists.push(list = element(kind));
    list.append(element("li", { class: item.part, value: item.number }, showRuns(item.runs, limit)));
  }
  return lists;
}

let tables = 0;

function showTable(block, limit) {
  const [first, ...rest] = block.rows;
  const isHead = rest.length > 0 && first.every((cell) => cell.length > 0);
  const row = (cells, name) => element("tr", {}, cells.map((cell) =>
    element(name, name === "th" ? { scope: "col" } : {}, showBlocks(cell, limit))));
  return element("div", { class: "wide", tabindex: "0", role: "region", "aria-label": `Table ${++tables}` },
    element("table", {}, isHead && element("thead", {}, row(first, "th")),
      element("tbody", {}, (isHead ? rest : block.rows).map((cells) => row(cells, "td")))));
}

function showRuns(runs, limit) {
  return runs.map((run) => {
    if (run.limit) {
      return element("span", { class: "limit" }, `${limit.toLocaleString("en-GB")} words: the limit is here`);
    }
    if (run.picture !== undefined) {
      // Only what we wrote ourselves: the bytes of a PNG or JPEG.
      if (!/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/=]*$/.test(run.picture)) return "";
      return element("img", { src: run.picture, alt: run.text || "Picture without a description" });
    }
    if (run.missing !== undefined) {
      return element("span", { class: "missing" }, `[A picture that cannot be shown here${run.missing ? ": " + run.missing : ""}]`);
    }
    let shown = run.text;
    if (run.italic) shown = element("em", {}, shown);
    if (run.bold) shown = element("strong", {}, shown);
    return shown;
  });
}

const wordParts = {
  body: "text", headings: "headings", tables: "tables", "text-boxes": "text boxes", footnotes: "footnotes",
  endnotes: "endnotes", captions: "captions", references: "references",
};

/** How long a script is, with its parts. */
function wordLine(script, paper) {
  const parts = Object.entries(wordParts).filter(([part]) => script.words[part])
    .map(([part, name]) => `${name} ${script.words[part]}`).join(", ");
  const over = paper.wordLimit && script.counted > paper.wordLimit;
  const limit = paper.wordLimit ? ` of at most ${paper.wordLimit.toLocaleString("en-GB")}` : "";
  return `${script.counted.toLocaleString("en-GB")} words${limit}${over ? `, ${script.counted - paper.wordLimit} over` : ""} (${parts || "none found"})`;
}

/** The brief: dates, questions, what a flag is for, whom to ask. */
function showBrief(pack) {
  const lines = [
    pack.due && `Please send your marks by ${dayInWords(pack.due)}.`,
    pack.deleteBy && `Delete this pack by ${dayInWords(pack.deleteBy)}.`,
    `Questions go to ${pack.contact || "the office that sent this pack"}.`,
    "Read the mark scheme, then a script. Choose the level that fits best under each criterion. What you leave open is not nought: it is still to come.",
    "A comment goes to the participant where the office sends feedback; the note goes to the moderator and the office alone.",
  ].filter(Boolean);
  return [
    ...lines.map((line) => element("p", {}, line)),
    ...pack.papers.flatMap((paper) => [
      element("h3", {}, paper.title), paper.wordLimit && element("p", {}, `The word limit is ${paper.wordLimit.toLocaleString("en-GB")}; a line in the text shows where it falls.`),
      element("ol", {}, paper.questions.map((question) => element("li", {}, question))),
    ].filter(Boolean)),
    element("h3", {}, "If something is wrong with a script"),
    element("p", {}, "Mark it as you find it and raise a flag. A flag can be sent alone, at once."),
    element("dl", {}, pack.flags.flatMap((flag) => [element("dt", {}, flagName(flag.reason)), element("dd", {}, flag.meaning)])),
  ];
}

const flagName = (reason) => {
  const words = reason.replaceAll("-", " ").replace(/^i /, "I ");
  return words[0].toUpperCase() + words.slice(1);
};
