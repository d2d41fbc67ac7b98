// The desk: the opened pack with everything said so far, and what a person can do with it.

class Desk {
  constructor(pack, keeper) {
    this.pack = pack;
    this.keeper = keeper;
    this.kept = new Map();
    this.phrases = [];
    this.sort = { column: 0, falling: false };
    this.file = null;
    /** Scripts changed since a file was last written. */
    this.unsaved = new Set();
    this.letterKeys = true;
    this.script = null;
    this.waiting = new Map();
  }

  row(script) { return this.kept.get(script) || blankRow(script, this.pack.revision); }
  done() { return this.pack.scripts.filter((script) => isDone(this.pack, script, this.row(script.script))).length; }
  rows() { return this.pack.scripts.map((script) => this.row(script.script)); }

  /** Changes what is said of a script, and keeps it at once. */
  change(script, edit) {
    const row = structuredClone(this.row(script.script));
    edit(row);
    // What has left in a file is revision n; whatever differs from it afterwards is n + 1.
    if (row.sent) { row.revision += 1; row.sent = false; }
    this.kept.set(row.script, row);
    this.unsaved.add(row.script);
    this.keepSoon(row.script);
  }

  /** Typing is kept a moment after the last key; leaving the page or the script does not wait. */
  keepSoon(script) {
    clearTimeout(this.waiting.get(script));
    this.waiting.set(script, setTimeout(() => this.keep(script), 150));
  }

  async keep(script) {
    clearTimeout(this.waiting.get(script));
    this.waiting.delete(script);
    try {
      await this.keeper.put(this.row(script));
      this.showProgress(`kept ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
    } catch {
      this.showProgress("NOT kept by this browser: save a file");
    }
  }

  async keepAll() { await Promise.all([...this.waiting.keys()].map((script) => this.keep(script))); }

  showProgress(note) {
    if (note) this.note = note;
    find("progress").hidden = false;
    find("progress").textContent = `${this.done()} of ${this.pack.scripts.length} marked${this.note ? ` · ${this.note}` : ""}`;
  }

  async showList() {
    await this.leave();
    this.script = null;
    showScripts(this);
    this.showProgress();
    find("list-title").focus();
    document.title = `Marking pack ${this.pack.pack}`;
  }

  async showScript(script) {
    await this.leave();
    this.script = script;
    showScript(this, script);
    this.showProgress();
    find("reading").focus({ preventScroll: true });
    document.title = `${script.script} · ${this.pack.pack}`;
  }

  go(place) {
    const script = this.pack.scripts[place];
    if (script) return this.showScript(script);
    say(place < 0 ? "This is the first script." : "This is the last script.");
  }

  /** Leaving a script: its marks are kept, and written to a file where it is time for one. */
  async leave() {
    await this.keepAll();
    if (!this.script || this.unsaved.size === 0) return;
    if (this.file) await this.writeFile();
    else if (this.unsaved.size >= 5) {
      await this.downloadMarks(false);
      say("A copy of your marks was saved among your downloads.");
    }
  }

  async chooseSavedFile() {
    const file = new SavedFile();
    try { await file.choose(`marks-${this.pack.pack}.json`); } catch { return; }
    this.file = file;
    await this.writeFile();
    if (!this.script) this.showList();
  }

  async writeFile() {
    const rows = this.rows();
    try {
      await this.file.write(await returnText(this.pack, rows, false));
      await this.markSent(rows);
      say("Your file is up to date.");
    } catch {
      this.file = null;
      say("The file could not be written. Choose one again, or stop for today to save a copy.");
    }
  }

  /** Whatever has left in a file may reach the office: a later change is a new revision. */
  async markSent(rows) {
    for (const row of rows.filter((row) => !saysNothing(row) && !row.sent)) {
      // Of what has left it is remembered that it may have to be taken back.
      const kept = this.row(row.script), known = [...new Set([...(kept.known || []), ...fieldsOf(row)])];
      this.kept.set(row.script, { ...kept, sent: true, known });
      await this.keeper.put(this.kept.get(row.script)).catch(() => {});
    }
    for (const row of rows) this.unsaved.delete(row.script);
  }

  async downloadMarks(finished, rows = this.rows(), name = returnName(this.pack, this.done())) {
    await this.keepAll();
    download(name, await returnText(this.pack, rows, finished));
    await this.markSent(rows);
    return name;
  }

  whereTo(name, subject) {
    const address = mailAddress(this.pack);
    return element("div", {},
      element("p", {}, "The file is among your downloads:"), element("p", { class: "file" }, name),
      element("p", {}, `Send it to ${this.pack.contact || "the office"}, as an attachment.`),
      address && element("p", {}, element("a", { href: mailLink(this.pack, subject, `I attach ${name}`) }, "Begin the message"), " – the file has to be attached by hand."));
  }

  async send() {
    const name = await this.downloadMarks(false);
    await ask("Send your marks", this.whereTo(name, `Marks of ${this.pack.pack}, ${this.done()} of ${this.pack.scripts.length}`), [["Done", ""]]);
  }

  async sendFlag(script) {
    const name = `flag-${this.pack.pack}-${script.script}-${today()}.json`;
    // What is not of the flag stays as it was sent: it is neither said again nor taken back.
    const row = { ...this.row(script.script), marks: {}, comments: {}, comment: "", known: [] };
    await this.keepAll();
    download(name, await returnText(this.pack, [row], false));
    // A later change to flag or note is a new revision; the marks are in no file yet.
    const kept = this.row(row.script), known = [...new Set([...(kept.known || []), ...fieldsOf(row)])];
    this.kept.set(row.script, { ...kept, sent: true, known });
    this.keepSoon(row.script);
    await ask("Send this flag", this.whereTo(name, `Flag on ${script.script} in ${this.pack.pack}`), [["Done", ""]]);
  }

  async stop() {
    let said;
    if (this.file) {
      await this.keepAll();
      await this.writeFile();
      said = element("p", {}, "Your file is up to date.");
    } else {
      const name = await this.downloadMarks(false);
      said = element("p", {}, "A copy of your marks is among your downloads: ", element("span", { class: "file" }, name));
    }
    await ask("Stop for today", element("div", {}, said,
      element("p", {}, "You can close this page. When you open it again in this browser, your marks are here. On another computer, or if they are not here, choose “Take marks from a saved file”.")), [["Done", ""]]);
  }

  async load() {
    const file = await chooseFile(".json,application/json");
    if (!file) return false;
    let read;
    try { read = readReturn(this.pack, file.text); } catch (error) {
      await ask("This file cannot be taken", element("p", {}, `${file.name}: ${error.message}`), [["Close", ""]]);
      return false;
    }
    const merged = read.map((there) => mergeRows(this.row(there.script), there));
    await this.settle(merged.flatMap((one) => one.clashes), merged);
    for (const { row } of merged) {
      this.kept.set(row.script, row);
      await this.keep(row.script);
    }
    await this.showList();
    say(`Marks of ${plural(read.length, "script")} were taken from ${file.name}.`);
    return true;
  }

  /** Two versions of one thing, neither later than the other: the person says which holds. */
  async settle(clashes, merged) {
    if (clashes.length === 0) return;
    const list = element("ul", {}, clashes.map((one) => element("li", {}, `${one.script}, ${one.what}: here “${one.mine}”, in the file “${one.theirs}”`)));
    const isFile = await ask("Here and in the file stands something different",
      element("div", {}, list, element("p", {}, "Which shall hold?")), [["What is in the file", true], ["What is here", false]]);
    if (!isFile) return;
    for (const clash of clashes) {
      const { row } = merged.find((one) => one.row.script === clash.script);
      clash.put(row, clash.theirs);
    }
  }

  async finish() {
    const left = this.pack.scripts.filter((script) => !isDone(this.pack, script, this.row(script.script)));
    const open = this.rows().filter((row) => row.later);
    const warnings = element("div", {},
      left.length > 0 && element("p", { class: "problem" }, `Not marked in full: ${left.map((script) => script.script).join(", ")}.`),
      open.length > 0 && element("p", { class: "problem" }, `Still “not sure”: ${open.map((row) => row.script).join(", ")}.`),
      element("p", {}, "This saves your last return, then forgets all marks in this browser. The return says that you have finished and that you delete the pack."));
    if (!await ask("Have you finished?", warnings, [["I have finished: save the return", true], ["Not yet", false]])) return;
    const name = await this.downloadMarks(true);
    const page = decodeURIComponent(location.pathname.split("/").pop());
    const isSaved = await ask("Is the file there?", element("div", {}, this.whereTo(name, `All marks of ${this.pack.pack}`),
      element("p", {}, "Only go on when you have found it: the marks in this browser are then deleted.")), [["I have it: clear this browser", true], ["Not yet", false]]);
    if (!isSaved) return;
    await this.keeper.clear();
    this.pack = null;
    find("bar").hidden = find("progress").hidden = true;
    find("main").className = "";
    find("main").replaceChildren(element("section", {}, element("h2", { id: "list-title", tabindex: "-1" }, "Thank you. This browser has forgotten your marks"),
      element("p", {}, "When you have sent the return, please delete:"),
      element("ul", {}, element("li", {}, `this page, ${page}`), element("li", {}, `the files that begin with marks- and flag- among your downloads, ${name} last`),
        element("li", {}, "the message that brought the pack, and anything that you printed"))));
    find("list-title").focus();
  }

  async keepPhrases(phrases) {
    this.phrases = phrases;
    await this.keeper.putFact("phrases", phrases).catch(() => {});
  }

  async help() {
    const keys = [["?", "this help"], ["l", "list of scripts"], ["n and p", "next and previous script"], ["t", "the text"], ["m", "the marks: the first criterion still open"],
      ["0 to 9", "give this mark to the criterion, and go to the next"], ["x", "not sure, come back"], ["f", "flags"], ["s", "stop for today"], ["Esc", "leave a comment, so that letters are keys again"]];
    const box = element("input", { type: "checkbox", checked: this.letterKeys, onchange: () => { this.letterKeys = box.checked; } });
    await ask("Keys", element("div", {}, element("p", {}, "Everything can also be reached with Tab, and a level chosen with the arrow keys. While you type a comment the letters below are letters."),
      element("dl", { class: "keys" }, keys.flatMap(([key, does]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, does)])),
      element("p", {}, element("label", { class: "check" }, box, "Use single letters as keys"))), [["Close", ""]]);
  }

  /** Gives a mark by its digit to the criterion that has the focus, or to the first open one. */
  mark(digit) {
    const row = this.row(this.script.script);
    const fields = [...document.querySelectorAll(".criterion")];
    const at = document.activeElement.closest(".criterion") || fields.find((field) => !(field.dataset.criterion in row.marks));
    if (!at) return;
    const radio = at.querySelector(`input[type=radio][value="${digit}"]`);
    if (!radio) return say(`No level of this criterion gives ${digit}.`);
    radio.click();
    const next = fields[fields.indexOf(at) + 1];
    const title = at.querySelector("legend").textContent;
    if (next) {
      (next.querySelector("input[type=radio]:checked") || next.querySelector("input[type=radio]")).focus();
      next.scrollIntoView({ block: "nearest" });
    } else radio.focus();
    say(`${title}: ${digit}. ${next ? "" : find("total").textContent}`, true);
  }

  key(event) {
    const at = event.target;
    const isTyping = at.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
    if (isTyping && event.key === "Escape") return at.blur();
    if (!this.pack || isTyping || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const acts = { "?": () => this.help() };
    if (this.letterKeys) {
      Object.assign(acts, { l: () => this.showList(), s: () => this.stop() });
      if (this.script) {
        const place = this.pack.scripts.indexOf(this.script);
        Object.assign(acts, {
          n: () => this.go(place + 1), p: () => this.go(place - 1), t: () => find("reading").focus(),
          m: () => this.focusMarks(), x: () => find("later").click(),
          f: () => { find("flags").open = true; find("flags").querySelector("input").focus(); },
        });
        for (const digit of "0123456789") acts[digit] = () => this.mark(digit);
      }
    }
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
  }

  focusMarks() {
    const row = this.row(this.script.script);
    const fields = [...document.querySelectorAll(".criterion")];
    const field = fields.find((field) => !(field.dataset.criterion in row.marks)) || fields[0];
    (field.querySelector("input[type=radio]:checked") || field.querySelector("input[type=radio]")).focus();
  }
}

async function begin() {
  find("title").textContent = document.title;
  const pack = await openPack();
  const keeper = await Keeper.open(pack.digest);
  const desk = new Desk(pack, keeper);
  const rows = keeper.works ? await keeper.rows() : [];
  for (const row of rows) desk.kept.set(row.script, row);
  desk.phrases = keeper.works ? await keeper.fact("phrases") || [] : [];
  find("title").textContent = `Marking pack ${pack.pack}`;
  find("title").after(element("p", { class: "owner" }, `${pack.series}, for ${pack.assessor.name}`));
  find("bar").hidden = false;
  find("bar").append(button("List", () => desk.showList()), button("Keys", () => desk.help()),
    button("Stop for today", () => desk.stop()), button("I have finished", () => desk.finish()));
  document.addEventListener("keydown", (event) => desk.key(event));
  // A page that is closed or put away keeps what was typed last.
  for (const moment of ["pagehide", "visibilitychange"]) addEventListener(moment, () => { desk.keepAll(); });
  await desk.showList();
  if (await keeper.isElsewhere()) {
    await ask("This pack is open in another window", element("p", {},
      "Please mark in one window only: close this one, or the other and then load this page anew."), [["I understand", ""]]);
  }
  if (!keeper.works) say("This browser keeps nothing of this page: save a file often.");
  if (rows.length === 0 && await ask(`Welcome, ${pack.assessor.name}`, element("div", {},
    element("p", {}, "No marks of this pack are in this browser. Have you marked some of it already, in another browser, on another computer, or before this page was moved?"),
    element("p", {}, "Then choose the file that was saved last; its name begins with marks-.")),
    [["No, I am starting", false], ["Yes, choose the file", true]], false)) await desk.load();
}

begin();
