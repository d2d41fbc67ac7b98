// Everything by the keyboard; while a comment is typed letters are letters.

const keyHelp = [["?", "this help"], ["l", "list of scripts"], ["n and p", "next and previous script"], ["t", "the text"], ["m", "the marks: the first criterion still open"],
  ["0 to 9", "give this mark to the criterion, and go to the next"], ["x", "not sure, come back"], ["f", "flags"], ["s", "stop for today"], ["Esc", "leave a comment, so that letters are keys again"]];

async function showKeys(desk) {
  const box = element("input", { type: "checkbox", checked: desk.letterKeys, onchange: () => {
    desk.letterKeys = box.checked;
    desk.remember("letter keys", box.checked);
  } });
  await ask("Keys", element("div", {}, element("p", {}, "Everything can also be reached with Tab, and a level chosen with the arrow keys. While you type a comment the letters below are letters."),
    element("dl", { class: "keys" }, keyHelp.flatMap(([key, does]) => [element("dt", {}, element("kbd", {}, key)), element("dd", {}, does)])),
    element("p", {}, element("label", { class: "check" }, box, "Use single letters as keys (turn this off if you dictate commands)"))), [["Close", ""]]);
}

/** Gives a mark by its digit to the criterion that has the focus, or to the first open one. */
function markByDigit(desk, digit) {
  const row = desk.row(desk.script);
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

function focusMarks(desk) {
  const row = desk.row(desk.script);
  const fields = [...document.querySelectorAll(".criterion")];
  const field = fields.find((field) => !(field.dataset.criterion in row.marks)) || fields[0];
  (field.querySelector("input[type=radio]:checked") || field.querySelector("input[type=radio]")).focus();
}

/** What the letters do where the person is. */
function keyActs(desk) {
  const acts = { "?": () => showKeys(desk) };
  if (!desk.letterKeys) return acts;
  Object.assign(acts, { l: () => desk.showList(), s: () => stopForToday(desk) });
  if (!desk.script) return acts;
  const place = desk.scripts.indexOf(desk.script);
  Object.assign(acts, {
    n: () => desk.go(place + 1), p: () => desk.go(place - 1), t: () => find("reading").focus(),
    m: () => focusMarks(desk), x: () => find("later").click(),
    f: () => { find("flags").open = true; find("flags").querySelector("input").focus(); },
  });
  for (const digit of "0123456789") acts[digit] = () => markByDigit(desk, digit);
  return acts;
}

function pressKey(desk, event) {
  const at = event.target;
  const isTyping = at.matches("textarea, select, input:not([type=radio]):not([type=checkbox])");
  if (isTyping && event.key === "Escape") return at.blur();
  if (desk.isOver || isTyping || event.ctrlKey || event.altKey || event.metaKey || document.querySelector("dialog[open]")) return;
  const act = keyActs(desk)[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}
