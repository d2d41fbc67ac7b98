// Begins: opens the pack, takes out what this browser keeps of it, and shows the list.

async function begin() {
  find("title").textContent = document.title;
  const { pack, words, sealed } = await openPack();
  const desk = new Desk(await OpenPack.open(pack, sealed), words);
  const closed = await openAdded(desk);
  const isEmpty = desk.packs.every((one) => one.isBlank);
  desk.phrases = await desk.recall("phrases") || [];
  desk.letterKeys = await desk.recall("letter keys") !== false;
  const handle = SavedFile.isPossible && await desk.recall("file");
  if (handle) desk.lastFile = new SavedFile(handle);
  find("title").after(element("p", { class: "owner" }, `${pack.series}${pack.round ? `, ${pack.round.toLowerCase()}` : ""}, for ${pack.assessor.name}`));
  find("bar").hidden = false;
  find("bar").append(button("List", () => desk.showList()), button("Keys", () => showKeys(desk)),
    button("Stop for today", () => stopForToday(desk)), button("I have finished", () => finish(desk)));
  listen(desk);
  await desk.showList();
  if (closed) say(`${plural(closed, "pack")} that was added does not open with these words: add it again.`);
  for (const one of desk.packs) if (await one.keeper.isElsewhere()) await warnOfWindow();
  if (!desk.first.keeper.works) say("This browser keeps nothing of this page: save a file often.");
  if (isEmpty && await ask(`Welcome, ${pack.assessor.name}`, element("div", {},
    element("p", {}, "No marks of this pack are in this browser. Have you marked some of it already, in another browser, on another computer, or before this page was moved?"),
    element("p", {}, "Then choose the file that was saved last; its name begins with marks-.")),
    [["No, I am starting", false], ["Yes, choose the file", true]], false)) await takeMarks(desk);
}

const warnOfWindow = () => ask("This pack is open in another window", element("p", {},
  "Please mark in one window only: close this one, or the other and then load this page anew."), [["I understand", ""]]);

/** Keys, files that are dropped, and the moments at which a page may go away. */
function listen(desk) {
  document.addEventListener("keydown", (event) => pressKey(desk, event));
  // A page that is closed or put away keeps what was typed last.
  for (const moment of ["pagehide", "visibilitychange"]) addEventListener(moment, () => { desk.keepAll(); });
  // Without this a browser would leave the page and show the file.
  addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
  addEventListener("drop", (event) => {
    const file = event.dataTransfer.files[0];
    if (!file) return;
    event.preventDefault();
    if (!desk.isOver && !document.querySelector("dialog[open]")) takeFile(desk, file);
  });
}

begin();
