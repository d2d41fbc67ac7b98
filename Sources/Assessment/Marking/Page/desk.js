// The desk: the opened packs with everything said so far, and where the person is.

class Desk {
  constructor(opened, words) {
    this.packs = [];
    this.words = words;
    this.phrases = [];
    this.sort = { column: 0, falling: false };
    this.file = null;
    /** Scripts changed since a file was last written. */
    this.unsaved = new Set();
    this.letterKeys = true;
    this.script = null;
    this.waiting = new Map();
    this.take(opened);
  }

  get first() { return this.packs[0]; }
  get name() { return this.packs.map((one) => one.name).join(" and "); }

  /** Lays a pack onto the desk. What the latest pack withdraws is no longer to be marked. */
  take(opened) {
    this.packs.push(opened);
    const withdrawn = withdrawnFrom(this.packs), reason = (script) => withdrawn.get(`${script.of.name} ${script.script}`);
    const all = this.packs.flatMap((one) => one.pack.scripts);
    this.scripts = all.filter((script) => !reason(script));
    this.gone = all.filter(reason).map((script) => ({ script, reason: reason(script) }));
  }

  row(script) { return script.of.row(script.script); }
  rows() { return this.packs.flatMap((one) => one.allRows()); }
  done() { return this.scripts.filter((script) => isDone(script, this.row(script))).length; }
  unsure() { return this.scripts.filter((script) => this.row(script).later); }

  /** Changes what is said of a script, and keeps it at once. */
  change(script, edit) {
    const row = structuredClone(this.row(script));
    edit(row);
    // What has left in a file is revision n; whatever differs from it afterwards is n + 1.
    if (row.sent) { row.revision += 1; row.sent = false; }
    script.of.rows.set(row.script, row);
    this.unsaved.add(script);
    this.keepSoon(script);
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
      await script.of.keeper.put(this.row(script));
      this.showProgress(`kept ${new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" })}`);
    } catch {
      this.showProgress("NOT kept by this browser: save a file");
    }
  }

  async keepAll() { await Promise.all([...this.waiting.keys()].map((script) => this.keep(script))); }

  /** Keeps something beside the marks: phrases, settings. */
  async remember(name, value) { await this.first.keeper.putFact(name, value).catch(() => {}); }
  async recall(name) { return this.first.keeper.works ? this.first.keeper.fact(name).catch(() => undefined) : undefined; }

  showProgress(note) {
    if (note) this.note = note;
    find("progress").hidden = false;
    find("progress").textContent = `${this.done()} of ${this.scripts.length} marked${this.note ? ` · ${this.note}` : ""}`;
  }

  async showList() {
    await this.leave();
    this.script = null;
    showScripts(this);
    this.showProgress();
    find("list-title").focus();
    find("title").textContent = document.title = `Marking pack ${this.name}`;
  }

  async showScript(script) {
    await this.leave();
    this.script = script;
    showScript(this, script);
    this.showProgress();
    find("reading").focus({ preventScroll: true });
    document.title = `${script.script} · ${script.of.name}`;
  }

  go(place) {
    const script = this.scripts[place];
    if (script) return this.showScript(script);
    say(place < 0 ? "This is the first script." : "This is the last script.");
  }

  /** Leaving a script: its marks are kept, and written to a file where it is time for one. */
  async leave() {
    await this.keepAll();
    if (!this.script || this.unsaved.size === 0) return;
    if (this.file) await writeSavedFile(this);
    else if (this.unsaved.size >= 5) {
      await downloadMarks(this);
      say("A copy of your marks was saved among your downloads.");
    }
  }

  /** Whatever has left in a file may reach the office: a later change is a new revision. */
  async markSent(scripts) {
    for (const script of scripts) {
      const row = this.row(script);
      if (saysNothing(row) || row.sent) continue;
      // Of what has left it is remembered that it may have to be taken back.
      script.of.rows.set(row.script, { ...row, sent: true, known: [...new Set([...(row.known || []), ...fieldsOf(row)])] });
      await script.of.keeper.put(this.row(script)).catch(() => {});
    }
    for (const script of scripts) this.unsaved.delete(script);
  }

  async keepPhrases(phrases) {
    this.phrases = phrases;
    this.phrasesChanged = true;
    await this.remember("phrases", phrases);
  }
}
