// How marks leave the page: a file that is kept up to date, downloads, what is sent, the end.

const allScripts = (desk) => desk.packs.flatMap((one) => one.pack.scripts);

/** The file of all packs on the desk, one signed return after the other. */
async function marksText(desk, finished = false) {
  const said = desk.packs.filter((one) => finished || !one.isBlank);
  const texts = [];
  for (const one of said.length ? said : [desk.first]) texts.push(await returnText(one.pack, one.allRows(), finished));
  return texts.join("");
}

/** A telling name: which packs, how much of them, which day. */
function marksName(desk) {
  const packs = desk.packs.length > 3 ? `${desk.first.name}-and-${desk.packs.length - 1}-more` : desk.packs.map((one) => one.name).join("-");
  return `marks-${packs}-${desk.done()}-of-${desk.scripts.length}-${today()}.json`;
}

async function downloadMarks(desk, finished = false) {
  await desk.keepAll();
  const name = marksName(desk);
  download(name, await marksText(desk, finished));
  await desk.markSent(allScripts(desk));
  return name;
}

/** Lets the person choose the file that is written after every script. */
async function chooseSavedFile(desk) {
  const file = new SavedFile();
  try { await file.choose(`marks-${desk.first.name}.json`); } catch { return; }
  // A file that was there may hold more than this browser does: that is taken over first.
  const before = await file.read();
  if (before.trim() && !await takeReturn(desk, before, file.name)) return;
  desk.file = file;
  await desk.remember("file", file.handle);
  await writeSavedFile(desk);
  if (!desk.script) desk.showList();
}

/** Goes on with the file of last time, which the browser wants to be asked for again. */
async function goOnWithFile(desk) {
  if (!await desk.lastFile.isAllowed()) return say("The browser does not let this page write to the file.");
  desk.file = desk.lastFile;
  await writeSavedFile(desk);
  desk.showList();
}

async function writeSavedFile(desk) {
  try {
    await desk.file.write(await marksText(desk));
    await desk.markSent(allScripts(desk));
    say("Your file is up to date.");
  } catch {
    desk.file = null;
    say("The file could not be written. Choose one again, or stop for today to save a copy.");
  }
}

function whereTo(desk, name, subject) {
  const { pack } = desk.first, address = mailAddress(pack);
  return element("div", {},
    element("p", {}, "The file is among your downloads:"), element("p", { class: "file" }, name),
    element("p", {}, `Send it to ${pack.contact || "the office"}, as an attachment.`),
    address && element("p", {}, element("a", { href: mailLink(pack, subject, `I attach ${name}`) }, "Begin the message"), " – the file has to be attached by hand."));
}

async function sendMarks(desk) {
  const name = await downloadMarks(desk), left = desk.scripts.length - desk.done();
  await ask("Send your marks", element("div", {}, whereTo(desk, name, `Marks of ${desk.name}, ${desk.done()} of ${desk.scripts.length}`),
    element("p", {}, left ? `${plural(left, "script")} still to mark: go on when you like, and send the rest later.` : "Every script is in it.")), [["Done", ""]]);
}

async function sendFlag(desk, script) {
  const { pack } = script.of, name = `flag-${pack.pack}-${script.script}-${today()}.json`;
  // What is not of the flag stays as it was sent: it is neither said again nor taken back.
  const row = { ...desk.row(script), marks: {}, comments: {}, comment: "", known: [] };
  await desk.keepAll();
  download(name, await returnText(pack, [row], false));
  // A later change to flag or note is a new revision; the marks are in no file yet.
  const kept = desk.row(script);
  script.of.rows.set(row.script, { ...kept, sent: true, known: [...new Set([...(kept.known || []), ...fieldsOf(row)])] });
  desk.keepSoon(script);
  await ask("Send this flag", whereTo(desk, name, `Flag on ${script.script} in ${pack.pack}`), [["Done", ""]]);
}

async function stopForToday(desk) {
  await desk.keepAll();
  if (desk.file) await writeSavedFile(desk);
  // Where the file could not be written there is a download after all.
  const said = desk.file ? element("p", {}, "Your file is up to date: ", element("span", { class: "file" }, desk.file.name))
    : element("p", {}, "A copy of your marks is among your downloads: ", element("span", { class: "file" }, await downloadMarks(desk)));
  await ask("Stop for today", element("div", {}, said, phrasesNotice(desk),
    element("p", {}, "You can close this page. When you open it again in this browser, your marks are here. On another computer, or if they are not here, choose “Take marks from a file”.")), [["Done", ""]]);
}

/** Phrases that stand in no file yet would be lost with this browser. */
function phrasesNotice(desk) {
  if (!desk.phrasesChanged || desk.phrases.length === 0) return null;
  const save = button(`Save my ${plural(desk.phrases.length, "phrase")}`, () => { savePhrases(desk); save.disabled = true; });
  return element("p", {}, "Your phrases are a file of their own, which the next pack takes too. ", save);
}

async function finish(desk) {
  const left = desk.scripts.filter((script) => !isDone(script, desk.row(script))), open = desk.unsure();
  const warnings = element("div", {},
    left.length > 0 && element("p", { class: "problem" }, `Not marked in full: ${left.map((script) => script.script).join(", ")}.`),
    open.length > 0 && element("p", { class: "problem" }, `Still “not sure”: ${open.map((script) => script.script).join(", ")}.`),
    element("p", {}, "This saves your last return, then forgets all marks in this browser. The return says that you have finished and that you delete the pack."));
  if (!await ask("Have you finished?", warnings, [["I have finished: save the return", true], ["Not yet", false]])) return;
  const name = await downloadMarks(desk, true);
  const isSaved = await ask("Is the file there?", element("div", {}, whereTo(desk, name, `All marks of ${desk.name}`), phrasesNotice(desk),
    element("p", {}, "Only go on when you have found it: the marks in this browser are then deleted.")), [["I have it: clear this browser", true], ["Not yet", false]]);
  if (!isSaved) return;
  for (const one of desk.packs) await one.keeper.clear();
  desk.isOver = true;
  showEnd(desk, name);
}

function showEnd(desk, name) {
  const page = decodeURIComponent(location.pathname.split("/").pop());
  const added = desk.packs.slice(1).map((one) => one.name), by = earliest(desk.packs.map((one) => one.pack.deleteBy));
  find("bar").hidden = find("progress").hidden = true;
  find("main").className = "";
  find("main").replaceChildren(element("section", {}, element("h2", { id: "list-title", tabindex: "-1" }, "Thank you. This browser has forgotten your marks"),
    element("p", {}, `When you have sent the return, please delete${by ? `, by ${dayInWords(by)} at the latest` : ""}:`),
    element("ul", {}, element("li", {}, `this page, ${page}${added.length ? `, and the files of ${added.join(" and ")}` : ""}`),
      element("li", {}, `the files that begin with marks- and flag- among your downloads, ${name} last`),
      (desk.file || desk.lastFile) && element("li", {}, `the file that was kept up to date, ${(desk.file || desk.lastFile).name}`),
      element("li", {}, "the message that brought the pack, and any script that you saved as PDF or printed")),
    desk.phrases.length > 0 && element("p", {}, "Keep my-phrases.json, if you saved it: the next pack takes your phrases from it.")));
  find("list-title").focus();
}
