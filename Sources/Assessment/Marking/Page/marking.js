// The screen of one script: what was written on one side, the mark scheme on the other.

function showScript(desk, script) {
  const row = desk.row(script), scheme = schemeOf(script);
  const place = desk.scripts.indexOf(script);
  const own = script.of.pack.papers.find((one) => one.id === script.paper);
  const paper = script.wordLimit ? { ...own, wordLimit: script.wordLimit } : own;
  const scripts = find("main");
  scripts.className = "script";
  scripts.replaceChildren(
    readingPane(desk, script, paper),
    element("section", { class: "marks", "aria-labelledby": "marks-title" },
      element("h2", { id: "marks-title" }, "Mark scheme ", element("small", {}, `${scheme.title}`)),
      scheme.notice && element("p", { class: "hint" }, scheme.notice),
      element("form", { id: "marking", onsubmit: (event) => event.preventDefault() },
        scheme.criteria.map((criterion) => criterionField(desk, script, criterion)),
        element("p", { id: "total", class: "total" }),
        script.agreed && element("div", { id: "agreed" }),
        textField("comment", "Comment on the whole script", row.comment, (text) => desk.change(script, (row) => { row.comment = text; }), 3),
        textField("note", "Note to the moderator and the office", row.note, (text) => desk.change(script, (row) => { row.note = text; }), 2),
        element("p", {}, element("label", { class: "check" },
          element("input", { id: "later", type: "checkbox", checked: row.later, onchange: (event) => {
            desk.change(script, (row) => { row.later = event.target.checked; });
            say(event.target.checked ? "Kept as not sure." : "No longer kept as not sure.", true);
          } }), "Not sure, come back")),
        flagFields(desk, script)),
      element("p", { class: "buttons" },
        button("Next script", () => desk.go(place + 1), { class: "main", disabled: place + 1 === desk.scripts.length }),
        button("Previous", () => desk.go(place - 1), { disabled: place === 0 }),
        button("List of scripts", () => desk.showList()))));
  showTotal(desk, script);
  window.scrollTo(0, 0);
}

function readingPane(desk, script, paper) {
  const body = element("div", { id: "text" });
  const contents = {
    Script: () => [...answersIn(desk.packs).filter((one) => one.script === script.script).map(showAnswer),
      script.instruction && element("p", { class: "notice", id: "instruction" }, `For this script: ${script.instruction}.`),
      element("p", { class: "hint" }, wordLine(script, paper)),
      ...(script.blocks.length ? showBlocks(script.blocks, paper.wordLimit) : [element("p", { class: "notice" }, "This script cannot be shown here. Please ask the office for the file.")])].filter(Boolean),
    "Case study": () => paper.caseStudy.length ? showBlocks(paper.caseStudy) : [element("p", {}, "The office sent no case study with this pack.")],
    Brief: () => showBrief(script.of.pack),
  };
  const exemplars = (script.of.pack.exemplars || []).filter((one) => one.paper === script.paper);
  if (exemplars.length) contents.Exemplars = () => exemplars.flatMap((one) => [
    one.blocks[0]?.kind !== "heading" && element("h3", {}, one.title), ...showBlocks(one.blocks)].filter(Boolean));
  const choose = (name) => {
    tables = 0;
    body.replaceChildren(...contents[name]());
    for (const one of tabs.children) if (one.textContent in contents) one.setAttribute("aria-pressed", String(one.textContent === name));
    pane.scrollTop = 0;
  };
  const tabs = element("p", { class: "tabs" }, Object.keys(contents).map((name) => button(name, () => choose(name))));
  tabs.append(button("Print", () => printScripts([script]), { "aria-label": `Print ${script.script}` }));
  if (script.pdf) tabs.append(button("Save as PDF", () => saveScript(script), { "aria-label": `Save ${script.script} as PDF` }));
  const pane = element("section", { class: "reading", id: "reading", tabindex: "0", "aria-labelledby": "reading-title" },
    element("h2", { id: "reading-title" }, `Script ${script.script} `, element("small", {}, script.qualification)), tabs, body);
  choose("Script");
  return pane;
}

function criterionField(desk, script, criterion) {
  const row = desk.row(script);
  const must = "must-reach" in criterion && criterion["must-reach"] !== null ? criterion.levels[criterion["must-reach"]] : null;
  const clear = button("Clear", () => {
    desk.change(script, (row) => { delete row.marks[criterion.id]; });
    for (const radio of field.querySelectorAll("input[type=radio]")) radio.checked = false;
    clear.hidden = true;
    field.querySelector("input").focus();
    showTotal(desk, script);
  }, { class: "quiet", hidden: !(criterion.id in row.marks), "aria-label": `Clear the mark for ${criterion.title}` });
  const levels = criterion.levels.map((level) => element("label", { class: "level" },
    element("input", {
      type: "radio", name: criterion.id, value: String(level.marks), checked: row.marks[criterion.id] === level.marks,
      onchange: () => {
        desk.change(script, (row) => { row.marks[criterion.id] = level.marks; });
        clear.hidden = false;
        showTotal(desk, script);
      },
    }),
    element("span", {}, element("strong", {}, `${level.marks} `, element("span", { class: "name" }, level.name)), " ",
      element("span", { class: "descriptor" }, level.descriptor))));
  const comment = textField(`comment-${criterion.id}`, "Comment", row.comments[criterion.id] || "",
    (text) => desk.change(script, (row) => { row.comments[criterion.id] = text; }), 1);
  comment.firstElementChild.append(element("span", { class: "hidden" }, ` on ${criterion.title}`));
  comment.firstElementChild.after(button("Phrases", () => choosePhrase(desk, criterion, comment.querySelector("textarea")), { class: "quiet", "aria-label": `Phrases for ${criterion.title}` }));
  const field = element("fieldset", { class: "criterion", "data-criterion": criterion.id },
    element("legend", {}, criterion.title), element("p", {}, criterion.asks),
    must && element("p", { class: "must" }, `Must be passed: at least ${must.marks}, ${must.name}`),
    levels, element("p", { class: "clear" }, clear), comment);
  return field;
}

function textField(id, label, value, keep, rows) {
  const area = element("textarea", { id, rows: String(rows), spellcheck: "true", lang: "en-GB", value, oninput: () => { fit(); keep(area.value); } });
  // As high as what stands in it.
  const fit = () => { area.rows = Math.max(rows, Math.min(12, area.value.split("\n").length + Math.floor(area.value.length / 60))); };
  fit();
  return element("div", { class: "field" }, element("label", { for: id }, label), area);
}

function showTotal(desk, script) {
  const row = desk.row(script), scheme = schemeOf(script);
  const line = find("total"), left = scheme.criteria.length - marksSet(script, row);
  if (left > 0) line.textContent = `${plural(left, "criterion", "criteria")} still to mark.`;
  else if (!script.of.pack.showsTotal) line.textContent = "Every criterion is marked.";
  else line.textContent = `Total ${total(row)} of ${scheme.maximum}: ${outcome(scheme, row)}.`;
  if (script.agreed) showAgreed(desk, script, left === 0);
}

/** Flags have fixed reasons; a flag may be sent alone, at once. */
function flagFields(desk, script) {
  const row = desk.row(script);
  const others = desk.scripts.filter((one) => one !== script);
  const alike = element("input", { id: "alike", type: "text", list: "codes", autocomplete: "off", size: "14", placeholder: "code of the other" });
  const codes = () => alike.value.toUpperCase().split(/[\s,;]+/).filter((code) => /^S[0-9A-HJKMNP-TV-Z]{9}$/.test(code));
  const known = row.flags.filter((flag) => flag.startsWith("alike ")).map((flag) => flag.slice(6));
  alike.value = known.join(" ");
  const boxes = script.of.pack.flags.map((flag) => {
    const isAlike = flag.reason === "alike";
    const box = element("input", {
      type: "checkbox", value: flag.reason, checked: isAlike ? known.length > 0 : row.flags.includes(flag.reason), onchange: () => keep(box),
    });
    return element("p", {}, element("label", { class: "check" }, box, element("span", {}, element("strong", {}, flagName(flag.reason)), ` – ${flag.meaning}`)),
      isAlike && element("label", { class: "code" }, "Code of the other script ", alike));
  });
  const keep = (box) => {
    const ticked = boxes.map((one) => one.querySelector("input[type=checkbox]")).filter((one) => one.checked).map((one) => one.value);
    const flags = ticked.flatMap((reason) => reason === "alike" ? codes().map((code) => `alike ${code}`) : [reason]);
    desk.change(script, (row) => { row.flags = flags; });
    send.hidden = flags.length === 0;
    if (box && box.checked && box.value === "alike" && codes().length === 0) { say("Give the code of the other script."); alike.focus(); }
    if (box && box.checked && box.value === "welfare") say(`Please ring the office today: ${script.of.pack.contact || "the number is in their message"}.`);
  };
  alike.addEventListener("input", () => { alike.closest("p").querySelector("input[type=checkbox]").checked = alike.value.trim() !== ""; keep(); });
  const send = button("Send this flag now", () => sendFlag(desk, script), { hidden: row.flags.length === 0 });
  const isOpen = row.flags.length > 0;
  return element("details", { id: "flags", open: isOpen }, element("summary", {}, "Something is wrong with this script"),
    element("datalist", { id: "codes" }, others.map((one) => element("option", { value: one.script }))),
    element("fieldset", {}, element("legend", { class: "hidden" }, "Flags"), boxes), element("p", {}, send));
}
