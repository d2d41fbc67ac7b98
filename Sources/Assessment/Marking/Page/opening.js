// Opens the sealed pack with the six words. FORMAT.md tells the format.

const consonants = "bdfklmrz", vowels = "aiou";
const madeWord = new RegExp(`^([${consonants}][${vowels}]){2}[${consonants}]$`);

/** The six words as they were sealed under: lower case, one space between. */
function normalWords(typed) {
  return typed.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean);
}

/** What is wrong with the words as typed, before anything is tried; empty where nothing is. */
function slips(words) {
  if (words.length !== 6) return `There are six words; you typed ${plural(words.length, "word")}.`;
  const wrong = words.map((word, place) => [word, place]).filter(([word]) => !madeWord.test(word));
  if (wrong.length === 0) return "";
  const named = wrong.map(([word, place]) => `word ${place + 1}, “${word}”`).join(", and ");
  return `Please look again at ${named}. Each word has five letters: the first, third and last ` +
    `are among ${[...consonants].join(" ")}, the others among ${[...vowels].join(" ")}.`;
}

function fromBase64(text) {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

const hex = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

/** A pack that lies open, as one of plain files has it. */
const isPlain = (sealed) => sealed.trim().split("\n")[0].split(" ")[2] === "plain";

/** What lies open, as it was before it was packed: its first line says how, and from how many bytes. */
async function openBytes(header, content) {
  const [packing, count] = header.split(" ").slice(3);
  if (packing === undefined) return content;
  const bytes = packing === "deflate-raw" ? await inflate(content, Number(count)) : undefined;
  if (bytes === undefined || bytes.length !== Number(count)) {
    throw new Error("This file is not a marking pack that this page can open.");
  }
  return bytes;
}

/** The pack, with its digest; null where the words do not open it. */
async function unseal(sealed, words) {
  const [header, body] = sealed.trim().split("\n");
  if (isPlain(sealed)) return readPack(await openBytes(header, fromBase64(body)));
  const [name, version, derivation, rounds, salt, nonce] = header.split(" ");
  if (name !== "npq-marking-pack" || version !== "1" || derivation !== "pbkdf2-sha256") {
    throw new Error("This file is not a marking pack that this page can open.");
  }
  const encoder = new TextEncoder();
  const secret = await crypto.subtle.importKey("raw", encoder.encode(words.join(" ")), "PBKDF2", false, ["deriveKey"]);
  const key = await crypto.subtle.deriveKey(
    { name: "PBKDF2", hash: "SHA-256", salt: fromBase64(salt), iterations: Number(rounds) },
    secret, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  let plain;
  try {
    plain = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: fromBase64(nonce), additionalData: encoder.encode(header) },
      key, fromBase64(body));
  } catch {
    return null;
  }
  return readPack(plain);
}

async function readPack(bytes) {
  const pack = JSON.parse(new TextDecoder().decode(bytes));
  pack.digest = hex(await crypto.subtle.digest("SHA-256", bytes));
  return pack;
}

/** The sealed text in a pack's file, which is a page like this one. */
function sealedIn(text) {
  const found = text.match(/npq-marking-pack 1 [^\n<>]+\n[A-Za-z0-9+/=]+/);
  return found ? found[0] : "";
}

/** Whether this page was opened from inside a ZIP, which Windows unpacks to a passing place. */
function isInsideArchive(path) {
  return /\/(Temp\d*_|Rar\$|7z[A-Za-z0-9]{4,})|\.zip(\.[0-9a-z]+)?\//i.test(path) || /AppData\/Local\/Temp\//i.test(path);
}

/** Shows the first screen and answers with the opened pack. */
function openPack() {
  return new Promise((opened) => {
    let sealed = find("sealed").textContent.trim();
    const main = find("main");
    const warning = isInsideArchive(decodeURIComponent(location.pathname)) &&
      element("section", { class: "notice warn" },
        element("h2", {}, "You opened this page from inside a ZIP"),
        element("p", {}, "What you do here would be lost. Close it, right-click the ZIP, choose “Extract All”, and open the page in the new folder."));
    const problem = element("p", { id: "problem", class: "problem", role: "alert" });
    const field = element("input", {
      id: "words", type: "text", autocomplete: "off", autocapitalize: "none", spellcheck: "false",
      "aria-describedby": "words-help problem", required: true,
    });
    const open = element("button", { class: "main", type: "submit" }, "Open");
    const tryWords = async (event) => {
      event.preventDefault();
      const words = normalWords(field.value);
      problem.textContent = slips(words);
      if (problem.textContent) return field.focus();
      open.disabled = true;
      open.textContent = "Opening …";
      try {
        const pack = await unseal(sealed, words);
        if (pack) return opened({ pack, words, sealed });
        problem.textContent = "These words do not open this pack. Compare them letter by letter with the message of the office; each assessor has words of their own.";
      } catch (error) {
        problem.textContent = window.crypto && crypto.subtle
          ? `The file cannot be read: ${error.message}`
          : "This browser cannot open the pack. Please use a newer Edge, Chrome or Firefox.";
      }
      open.disabled = false;
      open.textContent = "Open";
      field.focus();
    };
    const form = element("form", { class: "open", onsubmit: tryWords },
      element("h2", {}, "Open your marking pack"),
      element("label", { for: "words" }, "Your six words"),
      element("p", { id: "words-help", class: "hint" }, "They came in a message of their own. Capitals and hyphens make no difference."),
      field, problem, element("p", {}, open),
      element("p", { class: "hint" }, "Nothing leaves this device until you send a file yourself. No network is needed."));
    const picker = element("section", { class: "open" },
      element("h2", {}, "Open your marking pack"),
      element("p", {}, "Choose the marking pack that the office sent you, a file that ends in .html. It stays on this device."),
      button("Choose the pack", async () => {
        const file = await chooseFile(".html,text/html");
        if (!file) return undefined;
        sealed = sealedIn(await file.text());
        if (!sealed) return say(`${file.name} is not a marking pack.`);
        if (isPlain(sealed)) return openPlain();
        picker.replaceWith(form);
        return field.focus();
      }, { class: "main" }),
      element("p", { class: "hint" }, "On an iPad, put this page on the home screen first (Share, Add to Home Screen) and open it there: Safari forgets after a week what a page in it has kept."));
    const openPlain = () => unseal(sealed, []).then((pack) => opened({ pack, words: [], sealed }),
      (error) => main.replaceChildren(element("p", { class: "problem", role: "alert" }, `The file cannot be read: ${error.message}`)));
    main.replaceChildren(...[warning, sealed ? form : picker].filter(Boolean));
    // What lies open needs no words; but nobody shall begin in a place that passes.
    if (sealed && isPlain(sealed)) {
      if (!warning) return openPlain();
      form.replaceWith(element("p", { class: "open buttons" }, button("Only read, here", openPlain)));
    } else if (sealed) field.focus();
    return undefined;
  });
}
