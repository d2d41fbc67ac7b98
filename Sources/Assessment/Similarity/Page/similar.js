// The page: a list of pairs, and two scripts side by side.

const content = JSON.parse(find("content").textContent);
let shownPair = -1, shownPassage = 0;

const titleOf = (script) => (script.name ? `${script.label} (${script.name})` : script.label);
const share = (words, script) => (script.own ? Math.min(100, Math.round((100 * words) / script.own)) : 0);

function keysHelp(keys) {
  return element("details", {}, element("summary", {}, "Keys"),
    element("dl", { class: "keys" }, keys.flatMap(([key, does]) => [element("dt", {}, key), element("dd", {}, does)])));
}

function showList() {
  const before = shownPair;
  shownPair = -1;
  const rows = content.pairs.map((pair, index) => {
    const [first, second] = [content.scripts[pair.first], content.scripts[pair.second]];
    return element("tr", {},
      element("td", { class: "number" }, element("button", { type: "button", class: "link", onclick: () => showPair(index), "aria-label": `Pair ${index + 1}: read side by side` }, String(index + 1))),
      element("td", { class: "which" }, titleOf(first)), element("td", { class: "number" }, `${share(pair.words, first)} %`),
      element("td", { class: "which" }, titleOf(second), pair.onePerson && element("small", {}, " same participant")),
      element("td", { class: "number" }, `${share(pair.words, second)} %`),
      element("td", { class: "number" }, String(pair.words)),
      element("td", { class: "number" }, String(pair.passages.length)));
  });
  const head = ["Pair", "First script", "share", "Second script", "share", "Shared words", "Passages"];
  find("main").replaceChildren(element("section", { class: "list" },
    element("h2", { id: "title", tabindex: "-1" }, content.pairs.length ? plural(content.pairs.length, "pair") : "No work in common"),
    element("ul", { class: "facts" }, content.facts.map((fact) => element("li", {}, fact))),
    content.pairs.length > 0 && element("table", {},
      element("thead", {}, element("tr", {}, head.map((name, place) => element("th", { scope: "col", class: [1, 3].includes(place) ? null : "number" }, name)))),
      element("tbody", {}, rows)),
    keysHelp([["j, k", "next pair, pair before"], ["Enter", "read the pair side by side"]])));
  find("bar").replaceChildren();
  const buttons = [...document.querySelectorAll("tbody button")];
  (buttons[before] || find("title")).focus();
  scrollTo(0, before > 0 && buttons[before] ? buttons[before].getBoundingClientRect().top + scrollY - 200 : 0);
}

function side(script, pair, number) {
  const name = titleOf(script);
  return element("section", { class: "side", "aria-label": name },
    element("h3", {}, name, element("small", {}, ` ${pair.words} of its ${script.own} own words, ${share(pair.words, script)} %`)),
    element("div", { class: "text", tabindex: "0", role: "group", "aria-label": `Text of ${name}` },
      scriptText(script, pair.passages, number, showPassage)));
}

function showPair(index) {
  if (index < 0 || index >= content.pairs.length) return;
  shownPair = index;
  const pair = content.pairs[index];
  const [first, second] = [content.scripts[pair.first], content.scripts[pair.second]];
  find("main").replaceChildren(element("section", { id: "compare" },
    element("h2", { id: "title", tabindex: "-1" }, `Pair ${index + 1} of ${content.pairs.length}`,
      element("small", {}, ` ${plural(pair.words, "shared word")} in ${plural(pair.passages.length, "passage")}${pair.onePerson ? ", same participant" : ""}`)),
    element("div", { class: "tools" },
      button("Passage before", () => showPassage(shownPassage - 1)), button("Next passage", () => showPassage(shownPassage + 1)),
      element("p", { id: "where" }),
      element("p", { class: "key hint" }, element("mark", {}, element("span", { class: "same" }, "the same words"), " ", element("span", { class: "changed" }, "changed within a passage")), " ",
        element("span", { class: "out" }, "left out: given to all, or quoted from a listed source"))),
    element("div", { class: "sides" }, side(first, pair, 0), side(second, pair, 1)),
    keysHelp([["n, p", "next passage, passage before"], ["j, k", "next pair, pair before"], ["l or Escape", "back to the list"]])));
  find("bar").replaceChildren(button("Pair before", () => showPair(index - 1), { disabled: index === 0 }),
    button("Next pair", () => showPair(index + 1), { disabled: index === content.pairs.length - 1 }),
    button("List of pairs", showList));
  scrollTo(0, 0);
  shownPassage = 0;
  showPassage(1);
  find("title").focus({ preventScroll: true });
}

/** Brings a passage to the same height on both sides; `still` is a side that stays where it is. */
function showPassage(number, still = -1) {
  const passages = content.pairs[shownPair].passages;
  if (number < 1 || number > passages.length) return;
  shownPassage = number;
  document.querySelectorAll("mark.here").forEach((mark) => mark.classList.remove("here"));
  const texts = [...document.querySelectorAll(".side .text")];
  const marks = texts.map((text) => [...text.querySelectorAll(`mark[data-passage="${number}"]`)]);
  marks.flat().forEach((mark) => mark.classList.add("here"));
  const top = (place) => marks[place][0].getBoundingClientRect().top - texts[place].getBoundingClientRect().top;
  const wanted = still < 0 ? 60 : top(still);
  texts.forEach((text, place) => {
    if (place !== still && marks[place].length) text.scrollTop += top(place) - wanted;
  });
  find("where").textContent = `Passage ${number} of ${passages.length}: ${plural(passages[number - 1].words, "word")}`;
  say(find("where").textContent, true);
}

function movePair(step) {
  if (shownPair >= 0) return showPair(shownPair + step);
  const buttons = [...document.querySelectorAll("tbody button")];
  const place = buttons.indexOf(document.activeElement);
  const next = buttons[place < 0 ? 0 : place + step];
  if (next) next.focus();
}

const keys = {
  j: () => movePair(1), k: () => movePair(-1),
  n: () => shownPair >= 0 && showPassage(shownPassage + 1), p: () => shownPair >= 0 && showPassage(shownPassage - 1),
  l: () => shownPair >= 0 && showList(), Escape: () => shownPair >= 0 && showList(),
};
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

showList();
