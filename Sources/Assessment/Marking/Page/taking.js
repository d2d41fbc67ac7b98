// Takes marks from files: what this page saved, a return begun elsewhere, a filled sheet.

async function takeMarks(desk, accept = ".json,.csv,.xlsx,application/json,text/csv") {
  const file = await chooseFile(accept);
  return file ? takeFile(desk, file) : false;
}

/** Takes whatever a file is: another pack, phrases, marks. */
async function takeFile(desk, file) {
  const name = file.name.toLowerCase();
  if (file.size > 50_000_000) return refuseFile(file, "It is larger than anything that belongs here.");
  if (/\.html?$/.test(name)) return addPack(desk, file);
  if (/\.(xlsx|csv|tsv|txt)$/.test(name)) return takeSheet(desk, file);
  if (/\.(xls|ods|numbers)$/.test(name)) return refuseFile(file, "Save the sheet as .xlsx or as .csv, and take that.");
  const text = await file.text();
  if (/^\s*\{\s*"phrases"/.test(text)) return takePhrases(desk, file.name, text);
  return takeReturn(desk, text, file.name);
}

/** Joins a saved file or return with what is here. */
async function takeReturn(desk, text, name) {
  let read;
  try { read = readReturns(desk.packs, text); } catch (error) {
    await refuseFile({ name }, error.message);
    return false;
  }
  const merged = read.map(({ script, row }) => ({ script, ...mergeRows(desk.row(script), row) }));
  await settle(merged);
  for (const { script, row } of merged) {
    script.of.rows.set(row.script, row);
    await desk.keep(script);
  }
  await desk.showList();
  say(`Marks of ${plural(read.length, "script")} were taken from ${name}.`);
  return true;
}

/** Two versions of one thing, neither later than the other: the person says which holds. */
async function settle(merged) {
  const clashes = merged.flatMap(({ row, clashes }) => clashes.map((clash) => ({ row, clash })));
  if (clashes.length === 0) return;
  const list = element("ul", {}, clashes.map(({ clash: one }) => element("li", {}, `${one.script}, ${one.what}: here “${one.mine}”, in the file “${one.theirs}”`)));
  const isFile = await ask("Here and in the file stands something different",
    element("div", {}, list, element("p", {}, "Which shall hold?")), [["What is in the file", true], ["What is here", false]]);
  if (isFile) for (const { row, clash } of clashes) clash.put(row, clash.theirs);
}

/** Checks a filled sheet as the office does, row by row; only rows without a fault are taken. */
async function takeSheet(desk, file) {
  let read;
  try { read = judgeSheets(desk.packs, await readSheets(file)); } catch (error) { return refuseFile(file, error.message); }
  const { rows, problems } = read, sound = rows.filter(({ row }) => !saysNothing(row));
  if (problems.length > 0) {
    const isTaken = await ask("This sheet has faults", element("div", {},
      element("p", {}, `${file.name}: nothing is taken from a row with a fault. Put it right in the sheet and take it again.`),
      element("ul", { class: "problems" }, problems.map((one) => element("li", {}, one)))),
    sound.length ? [[`Take the ${plural(sound.length, "row")} without a fault`, true], ["Take nothing", false]] : [["Close", false]]);
    if (!isTaken) return false;
  }
  // A sheet does not say when it was filled in: it stands beside what is here, neither later nor earlier.
  const merged = sound.map(({ script, row }) => {
    const here = desk.row(script);
    return { script, ...mergeRows(here, { ...row, revision: here.revision, sent: here.sent, known: [], later: row.later || here.later }) };
  });
  await settle(merged);
  for (const { script, row } of merged) {
    const here = desk.row(script), { marks, comments, comment, note, flags, later } = row;
    const said = (one) => JSON.stringify([...fieldsOf(one).sort(), one.marks, one.comments, one.comment, one.note, one.later]);
    if (said(here) !== said(row)) desk.change(script, (now) => { Object.assign(now, { marks, comments, comment, note, flags, later }); });
  }
  await desk.showList();
  const left = sound.filter(({ script }) => !isDone(script, desk.row(script))).length;
  say(sound.length === 0 ? `${file.name} holds no marks.` : `Marks of ${plural(sound.length, "script")} were taken from ${file.name}${left ? `; ${left} of them in part` : ""}.`);
  return true;
}
