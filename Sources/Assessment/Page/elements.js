"use strict";
// Makes elements. Text goes in as text: nothing in this page ever parses a string as markup.

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value" || key === "checked" || key === "disabled") made[key] = value;
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const find = (id) => document.getElementById(id);

function button(label, action, attributes = {}) {
  return element("button", { type: "button", onclick: action, ...attributes }, label);
}

/**
 * Says something to everybody: in the line at the foot, which screen readers read out; to them alone
 * where the eye sees it anyway.
 */
function say(text, isSeen = false) {
  const status = find("status");
  status.classList.toggle("hidden", isSeen);
  status.textContent = "";
  clearTimeout(say.hiding);
  // A text that is put in anew is read anew, even where it is the same.
  setTimeout(() => { status.textContent = text; }, 20);
  say.hiding = setTimeout(() => { status.textContent = ""; }, 8000);
}

function plural(count, one, many = one + "s") {
  return `${count} ${count === 1 ? one : many}`;
}

/** A day as people write it; the text itself where it is no day. */
function dayInWords(day) {
  const date = new Date(`${day}T12:00:00`);
  if (isNaN(date)) return day;
  return date.toLocaleDateString("en-GB", { weekday: "long", day: "numeric", month: "long", year: "numeric" });
}

/**
 * A question in a dialog. Buttons are [label, value]; the first is the one that goes on. Escape
 * answers with `escaped`, which is the last button's value unless something else is said.
 */
function ask(title, body, buttons, escaped = buttons[buttons.length - 1][1]) {
  return new Promise((answer) => {
    const before = document.activeElement;
    const dialog = element("dialog", { "aria-labelledby": "dialog-title" },
      element("h2", { id: "dialog-title", tabindex: "-1" }, title), body,
      element("p", { class: "buttons" }, buttons.map(([label, value], place) =>
        button(label, () => dialog.close(JSON.stringify(value)), place === 0 ? { class: "main" } : {}))));
    dialog.addEventListener("close", () => {
      dialog.remove();
      if (before && before.isConnected) before.focus();
      answer(dialog.returnValue ? JSON.parse(dialog.returnValue) : escaped);
    });
    document.body.append(dialog);
    dialog.showModal();
    // A long text is read from its beginning, not from its first button.
    dialog.querySelector("input, textarea, select") || find("dialog-title").focus();
  });
}

/** Hands the person a file: the browser puts it among the downloads. */
function download(name, text, type = "application/json") {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = element("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

/** Asks for a file; nothing where none is chosen. */
function chooseFile(accept) {
  return new Promise((answer) => {
    const input = element("input", { type: "file", accept, hidden: true, "aria-label": "File" });
    input.addEventListener("change", () => {
      const file = input.files[0];
      input.remove();
      answer(file);
    });
    input.addEventListener("cancel", () => { input.remove(); answer(undefined); });
    document.body.append(input);
    input.click();
  });
}
