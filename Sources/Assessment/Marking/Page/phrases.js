// The assessor's own phrases, which travel from round to round as a file.

/** Lets the person choose a phrase for a comment, or keep the comment as one. */
async function choosePhrase(desk, criterion, area) {
  const own = desk.phrases.filter((one) => one.criterion === criterion.id || one.criterion === "");
  const list = element("ul", { class: "phrases" });
  const draw = () => list.replaceChildren(...(own.length ? own : []).map((one) => element("li", {},
    button(one.text, () => {
      area.value = area.value.trim() ? `${area.value.trimEnd()} ${one.text}` : one.text;
      area.dispatchEvent(new Event("input"));
      list.closest("dialog").close();
      area.focus();
    }, { class: "phrase" }),
    button("Remove", async () => {
      await desk.keepPhrases(desk.phrases.filter((other) => other !== one));
      own.splice(own.indexOf(one), 1);
      draw();
    }, { class: "quiet", "aria-label": `Remove the phrase: ${one.text.slice(0, 40)}` }))));
  draw();
  const written = area.value.trim();
  const isNew = written && !desk.phrases.some((one) => one.text === written);
  const answer = await ask(`Phrases for ${criterion.title}`, element("div", {},
    own.length ? element("p", {}, "Choose one to put it into the comment.") : element("p", {}, "You have no phrases here yet. Write a comment, then keep it as a phrase."), list),
    [...(isNew ? [["Keep the comment as a phrase", "keep"]] : []), ["Save my phrases as a file", "save"], ["Take phrases from a file", "load"], ["Close", ""]]);
  if (answer === "keep") {
    await desk.keepPhrases([...desk.phrases, { criterion: criterion.id, text: written }]);
    say("Kept as a phrase.");
  }
  if (answer === "save") savePhrases(desk);
  if (answer === "load") await loadPhrases(desk);
}

function savePhrases(desk) {
  download("my-phrases.json", JSON.stringify({ phrases: 1, own: desk.phrases }, null, 1));
  desk.phrasesChanged = false;
}

async function loadPhrases(desk) {
  const file = await chooseFile(".json,application/json");
  if (file) await takePhrases(desk, file.name, await file.text());
}

/** Adds the phrases of a file to those that are here. */
async function takePhrases(desk, name, text) {
  let read;
  try { read = JSON.parse(text); } catch { read = null; }
  if (!read || read.phrases !== 1 || !Array.isArray(read.own)) return say(`${name} holds no phrases.`);
  const fresh = read.own.filter((one) => one && typeof one.text === "string" && typeof one.criterion === "string" &&
    !desk.phrases.some((other) => other.text === one.text && other.criterion === one.criterion))
    .map(({ criterion, text }) => ({ criterion, text }));
  await desk.keepPhrases([...desk.phrases, ...fresh]);
  say(`${plural(fresh.length, "phrase")} added.`);
}
