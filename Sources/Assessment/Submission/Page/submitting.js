// The page itself: one document, one look at all that matters, statements, and what to do next.

class SubmitDesk {
  constructor(assessment) {
    this.assessment = assessment;
    this.isPackage = assessment.handIn === "package";
    this.turn = 0;
    this.build();
    this.showWindow();
    setInterval(() => this.showWindow(), 20_000);
  }

  get now() { return Math.floor(Date.now() / 1000); }

  build() {
    const { assessment } = this, { formats, most, bytes, ownWork } = assessment;
    this.input = element("input", { id: "document", type: "file", "aria-describedby": "formats", multiple: most > 1,
      accept: formats.map((format) => `.${format}`).join(","), onchange: () => this.take([...this.input.files]) });
    this.result = element("div", { id: "result", tabindex: "-1" });
    this.choose = element("section", { id: "choose", "aria-labelledby": "choose-title" },
      element("h2", { id: "choose-title" }, "1. Choose your document"),
      element("div", { class: "drop" }, element("label", { for: "document" }, most > 1 ? "Your response" : "Your response, one file"), this.input,
        element("p", { id: "formats", class: "hint" }, `${capital(joined(formats.map((one) => formatNames[one])))}, at most ${spokenBytes(bytes)}. On a computer you can also drop it here.`)));
    this.boxes = ownWork.map((text, place) => element("input", { type: "checkbox", id: `own-${place}`, onchange: () => this.showEnd() }));
    const statements = element("section", { "aria-labelledby": "own-title" }, element("h2", { id: "own-title" }, "2. Is it your own work?"),
      element("fieldset", {}, element("legend", {}, "Tick what is true"), ownWork.map((text, place) => element("label", { class: "check" }, this.boxes[place], text))),
      !this.isPackage && element("p", { class: "hint" }, "This page keeps nothing: your provider takes your confirmation where you hand in."));
    this.end = element("div", { id: "end", "aria-live": "polite" });
    this.done = element("div", { id: "done", tabindex: "-1" });
    const finish = element("section", { "aria-labelledby": "end-title" }, element("h2", { id: "end-title" }, this.isPackage ? "4. Save your package" : "4. Hand in"), this.end,
      this.isPackage && element("p", { class: "buttons" }, button("Save the package", () => this.save(), { class: "main" })), this.done);
    find("main").replaceChildren(element("section", { class: "promise" }, element("p", {}, element("strong", {}, "Nothing leaves this device. "),
      "Your document is read here, in your browser, by a page that cannot send anything. Close the page and it is forgotten.")),
    ...this.warnings(), this.choose, this.result, statements, this.who(), finish);
    // A file that misses the field must not take the place of the page.
    for (const name of ["dragover", "drop"]) document.addEventListener(name, (event) => event.preventDefault());
    document.addEventListener("dragover", () => this.choose.classList.add("dragged"));
    document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) this.choose.classList.remove("dragged"); });
    document.addEventListener("drop", (event) => {
      this.choose.classList.remove("dragged");
      if (event.dataTransfer.files.length > 0) this.take([...event.dataTransfer.files]);
    });
    this.showEnd();
  }

  /** Who the response is from. */
  who() {
    const { qualifications } = this.assessment;
    this.id = element("input", { id: "id", type: "text", autocomplete: "email", autocapitalize: "none", spellcheck: "false", maxlength: "64",
      "aria-describedby": "id-help id-problem", oninput: () => this.showEnd() });
    this.idProblem = element("p", { id: "id-problem", class: "problem" });
    this.qualification = qualifications.length > 1 && element("select", { id: "qualification", onchange: () => this.showEnd() },
      element("option", { value: "" }, "Choose"), qualifications.map(({ code, title }) => element("option", { value: code }, `${code}, ${title}`)));
    return element("section", { "aria-labelledby": "who-title" }, element("h2", { id: "who-title" }, "3. Who are you?"),
      element("label", { for: "id" }, this.isPackage ? "Your identifier" : "Your e-mail address for the course (if you like)"),
      element("p", { id: "id-help", class: "hint" }, this.isPackage ? "The e-mail address that you use for the course will do." : "Only to look whether it stands in your document, where assessors would read it."),
      this.id, this.idProblem,
      this.isPackage && this.qualification && [element("label", { for: "qualification" }, "Your qualification"), element("p", {}, this.qualification)]);
  }

  /** What keeps this browser from doing all of it. */
  warnings() {
    const warn = (title, text) => element("section", { class: "notice warn" }, element("h2", {}, title), element("p", {}, text));
    return [
      !hasInflater() && warn("This browser is too old", "It cannot open Word documents here. Please use a newer Edge, Chrome, Firefox or Safari. You can hand in without this page."),
      this.isPackage && !(window.crypto && crypto.subtle) && warn("This address is not secure", "The page was opened over http, where browsers make no checksums, so the package cannot be made. Open it over https, or save the page and open the file. Checking works."),
    ].filter(Boolean);
  }

  showWindow() {
    const { text } = windowNotice(this.assessment.window, this.now);
    const wanted = `${text} ${closeHere(this.assessment.window)}`.trim();
    if (find("window").textContent !== wanted) find("window").textContent = wanted;
  }

  /** Reads what was chosen; a later choice wins over an earlier one that is still being read. */
  async take(files) {
    if (files.length === 0) return;
    const turn = ++this.turn;
    this.check = undefined;
    this.done.replaceChildren();
    this.result.replaceChildren(element("p", { class: "reading" }, "Reading your document …"));
    this.result.setAttribute("aria-busy", "true");
    // Lets the browser show that.
    await new Promise((go) => setTimeout(go, 30));
    let check, failure;
    try {
      check = await checkResponse(files, this.assessment);
    } catch (reason) {
      failure = reason;
    }
    if (turn !== this.turn) return;
    this.result.removeAttribute("aria-busy");
    this.check = check;
    this.names = files.map((file) => file.name);
    if (failure) this.showFailure(failure);
    else this.showResult();
    this.showEnd();
    this.result.focus({ preventScroll: true });
    this.result.scrollIntoView({ block: "start" });
  }

  showFailure(failure) {
    console.error(failure);
    const { contact } = this.assessment;
    this.result.replaceChildren(element("section", { class: "notice warn" }, element("h2", {}, "This page could not read your document"),
      element("p", {}, `That may be the page's fault and not yours. You can hand it in all the same${contact ? `, or ask ${contact}` : ""}.`)));
  }

  get notice() { return windowNotice(this.assessment.window, this.now); }

  get findings() {
    if (!this.check) return [];
    const id = this.id.value.trim();
    return [...this.check.findings, ...(id ? identifierFindings(this.check, id) : []), ...this.notice.findings];
  }

  get isRefused() { return gravest(this.findings) === "refused"; }

  showResult() {
    const { check, findings } = this, shown = findings, isAlone = this.names.length === 1;
    this.shown = JSON.stringify(shown);
    const isUnseen = check.files.some((one) => one.reading.uncounted);
    const verdict = this.isRefused ? "Please put right what is named here, and choose the document again." :
      isUnseen ? "Your provider looks into it when it arrives." : "Nothing in it will be the reason for a refusal.";
    this.result.replaceChildren(element("section", { "aria-labelledby": "result-title", class: this.isRefused ? "result refused" : "result fine" },
      element("h2", { id: "result-title" }, "Your document"), element("p", { class: "file" }, this.names.map(escaped).join(", ")),
      element("p", { class: "verdict" }, verdict),
      ...(check.files.length > 0 ? showCount(check, this.assessment) : []), ...showFindings(shown, isAlone), showTells(check) ?? "",
      element("p", { class: "buttons" }, button("Print this", () => window.print(), { class: "quiet" }))));
  }

  /** What is still missing, in order. */
  get missing() {
    const open = this.boxes.filter((box) => !box.checked).length, id = this.id.value.trim();
    return [
      !this.check && { text: "choose your document", field: this.input },
      this.check && this.isRefused && { text: "put right what is named above", field: this.input },
      open > 0 && { text: open === 1 && this.boxes.length > 1 ? "tick the last statement" : `tick the ${this.boxes.length === 1 ? "statement" : "statements"}`, field: this.boxes.find((box) => !box.checked) },
      this.isPackage && !identifierForm.test(id) && { text: id === "" ? "type your identifier" : "type your identifier with letters, digits and . _ @ + - only", field: this.id, isId: id !== "" },
      this.isPackage && this.qualification && !this.qualification.value && { text: "choose your qualification", field: this.qualification },
    ].filter(Boolean);
  }

  showEnd() {
    if (!this.end) return;
    if (this.check && this.shown && this.shown !== JSON.stringify(this.findings)) this.showResult();
    const { missing } = this, isReady = missing.length === 0;
    this.idProblem.textContent = missing.some((one) => one.isId) ? "Only letters, digits and . _ @ + - can stand here, 64 at most." : "";
    const next = isReady ? this.isPackage ? "Everything is there: save the package." : this.ready() : `Still to do: ${joined(missing.map((one) => one.text))}.`;
    const wanted = typeof next === "string" ? [element("p", {}, next)] : next;
    if (this.end.textContent !== wanted.map((one) => one.textContent).join("")) this.end.replaceChildren(...wanted);
    this.end.className = isReady ? "ready" : "";
    if (!isReady) this.done.replaceChildren();
  }

  /** Told where the document itself is handed in. */
  ready() {
    const { contact } = this.assessment;
    return [element("p", {}, element("strong", {}, "Ready: hand in your document as usual.")), element("p", {}, "Hand in ", element("span", { class: "file" }, this.names.map(escaped).join(", ")),
      " where your provider asks for it. This page has sent nothing."), ...afterwards(contact)];
  }

  async save() {
    const first = this.missing[0];
    if (first) {
      this.done.replaceChildren(element("p", { class: "problem", role: "alert" }, `Please ${joined(this.missing.map((one) => one.text))} first.`));
      return first.field.focus();
    }
    const { assessment } = this, participant = this.id.value.trim();
    const qualification = assessment.qualifications.length === 1 ? assessment.qualifications[0].code : this.qualification.value;
    try {
      const made = await makePackage(this.check, { participant, qualification, ownWork: assessment.ownWork }, assessment);
      const name = `${assessment.id}-${participant}.zip`;
      download(name, made.zip, "application/zip");
      this.showSaved(name, made);
    } catch (reason) {
      console.error(reason);
      this.done.replaceChildren(element("p", { class: "problem", role: "alert" }, "The package could not be made in this browser. Try another one, or ask your provider how to hand in your document itself."));
    }
  }

  showSaved(name, { contentDigest }) {
    const { contact } = this.assessment;
    this.done.replaceChildren(element("section", { class: "notice saved", "aria-labelledby": "saved-title" }, element("h3", { id: "saved-title" }, "Your package is among your downloads"),
      element("p", { class: "file" }, name), element("p", {}, "Hand in this file, as it is, where your provider asks for it. Keep your own document too."), ...afterwards(contact),
      window.top !== window && element("p", { class: "hint" }, "No file there? Then the platform that shows this page forbids it: open the page in a window of its own."),
      element("details", {}, element("summary", {}, "For whoever helps you"), element("p", { class: "file" }, `content digest ${contentDigest}`))));
    this.done.focus({ preventScroll: true });
    this.done.scrollIntoView({ block: "nearest" });
  }
}

const formatNames = { docx: "Word (.docx)", odt: "OpenDocument (.odt)", pdf: "PDF", txt: "plain text", md: "Markdown" };

const afterwards = (contact) => [
  element("p", {}, "Wrong file, or changed your mind? Hand in again: the last one before the close counts."),
  contact && element("p", {}, `Questions: ${contact}`),
].filter(Boolean);

function hasInflater() {
  try {
    return Boolean(new DecompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

const desk = new SubmitDesk(JSON.parse(find("assessment").textContent));
