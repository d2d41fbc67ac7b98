// The packs that lie on the desk: the page's own, and those that were added to it since.

/** One marking pack, with what is said of its scripts so far. */
class OpenPack {
  constructor(pack, keeper, sealed) {
    this.pack = pack;
    this.keeper = keeper;
    this.sealed = sealed;
    this.rows = new Map();
    for (const script of pack.scripts) script.of = this;
  }

  /** Opens the store of a pack and takes out what is kept there. */
  static async open(pack, sealed) {
    const opened = new OpenPack(pack, await Keeper.open(pack.digest), sealed);
    for (const row of opened.keeper.works ? await opened.keeper.rows() : []) opened.rows.set(row.script, row);
    return opened;
  }

  get name() { return this.pack.pack; }
  row(code) { return this.rows.get(code) || blankRow(code, this.pack.revision); }
  allRows() { return this.pack.scripts.map((script) => this.row(script.script)); }
  get isBlank() { return this.allRows().every(saysNothing); }
}

/** Packs in the order in which they were made: a later one knows of the earlier. */
const inOrder = (packs) => [...packs].sort((one, other) => earlierThan(one).length - earlierThan(other).length);
const earlierThan = (open) => open.pack.earlier || [];

/** What the latest pack of each round says of scripts that are no longer this person's to mark, by pack and code. */
function withdrawnFrom(packs) {
  const past = new Set(packs.flatMap(earlierThan));
  return new Map(packs.filter((open) => !past.has(open.name)).flatMap((open) => open.pack.withdrawn || [])
    .map((one) => [`${one.pack} ${one.script}`, one.reason]));
}

const withdrawnWords = {
  moved: "is with another assessor now",
  replaced: "was handed in anew; the new one is among your scripts",
  stopped: "is not to be marked any more",
};

/** What the office answered to flags, the latest answer to each. */
function answersIn(packs) {
  const all = new Map();
  for (const { pack } of inOrder(packs)) for (const one of pack.answers || []) all.set(`${one.script} ${one.flag}`, one);
  return [...all.values()];
}

function showAnswer(one) {
  return element("div", { class: "notice answer" },
    element("p", {}, element("strong", {}, `The office on ${one.script}, ${flagName(one.flag.split(" ")[0]).toLowerCase()}: `), one.answer),
    one.note && element("p", { class: "hint" }, `You had written: ${one.note}`));
}

const earliest = (days) => days.filter(Boolean).sort()[0];

/**
 * Takes a further pack onto the desk: only one of the same series, for the same person. The words
 * are those that opened the page, unless they do not fit; then they are asked for.
 */
async function addPack(desk, file) {
  const sealed = sealedIn(await file.text());
  if (!sealed) return say(`${file.name} is not a marking pack.`);
  let words = desk.words, pack = null;
  try {
    pack = await unseal(sealed, words);
    if (!pack) {
      words = await askWords(file.name);
      if (!words) return undefined;
      pack = await unseal(sealed, words);
    }
  } catch (error) { return refuseFile(file, error.message); }
  if (!pack) return refuseFile(file, "The words do not open it.");
  const own = desk.first.pack;
  if (desk.packs.some((one) => one.pack.digest === pack.digest)) return say(`${pack.pack} is on this page already.`);
  if (pack.series !== own.series || pack.assessor.id !== own.assessor.id) {
    return refuseFile(file, `${pack.pack} is of the series ${pack.series}, for ${pack.assessor.name}; this page is of ${own.series}, for ${own.assessor.name}.`);
  }
  const opened = await OpenPack.open(pack, sealed);
  desk.take(opened);
  await desk.first.keeper.putFact("added", desk.packs.slice(1).map((one) => one.sealed)).catch(() => {});
  if (words !== desk.words) say("Its words differ from this page's: you will be asked for them each time.");
  await desk.showList();
  return say(`${plural(pack.scripts.length, "script")} of ${pack.pack} added${desk.gone.length ? `; ${plural(desk.gone.length, "script")} no longer yours to mark` : ""}.`);
}

const refuseFile = (file, why) => ask("This file cannot be taken", element("p", {}, `${file.name}: ${why}`), [["Close", ""]]);

/** The six words of another pack; nothing where none are given. */
async function askWords(name) {
  const field = element("input", { id: "other-words", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
  const isGiven = await ask("Its words", element("div", {}, element("p", {}, `The words of this page do not open ${name}.`),
    element("label", { for: "other-words" }, "Its six words"), field), [["Open", true], ["Leave it", false]], false);
  return isGiven ? normalWords(field.value) : undefined;
}

/** Opens again what was added before; says what could not be opened. */
async function openAdded(desk) {
  const kept = desk.first.keeper.works ? await desk.first.keeper.fact("added") || [] : [];
  let closed = 0;
  for (const sealed of kept) {
    const pack = await unseal(sealed, desk.words).catch(() => null);
    if (pack) desk.take(await OpenPack.open(pack, sealed));
    else closed += 1;
  }
  return closed;
}
