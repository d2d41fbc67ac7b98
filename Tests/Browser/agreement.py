"""Holds the participant's page against the command line: the same documents through both."""
import base64
import concurrent.futures
import json
import os
import subprocess
import unicodedata

import documents

# The page cannot ask expat or poppler: these say the same in other words, or leave it to the office.
LOOSE = {"damaged-document"}


def told(*arguments):
    """What npq answers as JSON."""
    run = subprocess.run(["npq", *arguments, "--format", "json"], capture_output=True, text=True, check=False)
    assert run.returncode in (0, 2), (arguments, run.stderr)
    return json.loads(run.stdout)


def of_command(folder, named, assessment):
    """What `npq check` says of each document alone."""
    def one(item):
        name, content = item
        place = folder / "".join(f"{byte:02x}" for byte in name.encode())[-60:]
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
        return name, told("check", str(place / name), "--assessment", str(assessment), "--at", "2027-03-12T12:00:00Z")
    with concurrent.futures.ThreadPoolExecutor(max(2, os.cpu_count() or 2)) as workers:
        return dict(workers.map(one, named.items()))


ASK = """window.answer = null;
(async () => {
  const answers = {}, assessment = JSON.parse(document.querySelector("#assessment").textContent);
  for (const [name, content] of arguments[0]) {
    const begun = performance.now();
    try {
      const file = new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name);
      const check = await checkResponse([file], assessment);
      answers[name] = { findings: check.findings, counted: check.counted, files: check.files.map(({ reading, counted, ownNumber }) =>
        ({ format: reading.format, parts: reading.words, counted, ownNumber, uncounted: reading.uncounted })) };
    } catch (reason) {
      answers[name] = { failed: `${reason} ${reason && reason.stack}` };
    }
    answers[name].milliseconds = performance.now() - begun;
  }
  return answers;
})().then((answers) => { window.answer = JSON.stringify(answers); });"""


def of_page(browser, named, size=2_000_000):
    """What the page says of each, a few at a time."""
    answers, batch, held = {}, [], 0
    items = list(named.items())
    for place, (name, content) in enumerate(items):
        batch.append([name, base64.b64encode(content).decode()])
        held += len(content)
        if held > size or place == len(items) - 1:
            browser.run(ASK, batch)
            browser.wait("window.answer", "the page's answers", 60)
            answers |= json.loads(browser.run("return window.answer"))
            batch, held = [], 0
    return answers


def of_pair(browser, folder, names, named, assessment):
    """What both say of several files handed in together, when each says the same of one."""
    paths = []
    for place, name in enumerate(names):
        path = folder / f"pair-{place}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(named[name])
        paths.append(str(path))
    command = told("check", *paths, "--assessment", str(assessment), "--at", "2027-03-12T12:00:00Z")
    browser.run("""window.answer = null;
        const files = arguments[0].map(([name, content]) => new File([Uint8Array.from(atob(content), (one) => one.charCodeAt(0))], name));
        checkResponse(files, JSON.parse(document.querySelector("#assessment").textContent)).then(({ findings, counted }) => { window.answer = JSON.stringify({ findings, counted }); });""",
                [[name, base64.b64encode(named[name]).decode()] for name in names])
    browser.wait("window.answer", "the answer to several files")
    page = json.loads(browser.run("return window.answer"))
    return [(said(one["findings"]), one.get("counted")) for one in (command, page)]


def said(findings):
    """Findings as they have to be equal: in order, word for word but for what the parsers say."""
    return [(one["code"], one["severity"], one["subject"],
             "" if one["code"] in LOOSE else one["message"], "" if one["code"] in LOOSE else one["remedy"])
            for one in findings if one["code"] not in ("window-not-open", "window-over")]


def codes(findings): return [(one["code"], one["severity"]) for one in findings]


# What is damaged in two ways may be told by the other one.
UNREADABLE = {"damaged-document", "too-complex", "has-doctype"}


def difference(name, command, page):
    """Where the two do not agree; nothing where they do."""
    if "failed" in page:
        return f"{name}: the page failed: {page['failed']}"
    if name.startswith("damaged-") and all({one["code"] for one in side["findings"]} & UNREADABLE for side in (command, page)):
        return None
    files, own = command["files"], page["files"]
    if own and own[0].get("uncounted"):
        return None  # a PDF, or larger than the page takes on: the office counts
    problems = []
    is_refused = any(one["severity"] == "refused" for one in command["findings"])
    expected, found = said(command["findings"]), said(page["findings"])
    container = any(code == "damaged-document" for code, *_ in expected)
    if container:
        expected, found = [one[:2] for one in expected], [one[:2] for one in found]
    if expected != found:
        problems.append(f"findings {[one for one in expected if one not in found]} / {[one for one in found if one not in expected]} {codes(command['findings'])} {codes(page['findings'])}")
    if [one.get("parts", {}) for one in files] != [one["parts"] for one in own] and not is_refused:
        problems.append(f"parts {[one.get('parts') for one in files]} / {[one['parts'] for one in own]}")
    if not is_refused and [one.get("ownNumber") for one in files] != [one.get("ownNumber") for one in own]:
        problems.append(f"own number {[one.get('ownNumber') for one in files]} / {[one.get('ownNumber') for one in own]}")
    if [one.get("counted") for one in files] != [one.get("counted") for one in own] or command.get("counted") != page.get("counted"):
        problems.append(f"counted {command.get('counted')} / {page.get('counted')}")
    return f"{name}: {'; '.join(problems)}" if problems else None


def differences(browser, named, commands):
    """Everything in which page and command line differ, and how long the page took at most."""
    pages = of_page(browser, named)
    found = [one for one in (difference(name, commands[name], pages[name]) for name in named) if one]
    return found, max(one["milliseconds"] for one in pages.values())


def notices_of_command(folder, assessment, moments):
    """The sentence about the window at each moment, and the finding that comes with it."""
    essay = folder / "essay.txt"
    essay.write_text(documents.PLAIN)
    answers = []
    for moment in moments:
        run = subprocess.run(["npq", "check", str(essay), "--assessment", str(assessment), "--at", moment], capture_output=True, text=True, check=False)
        sentence = next(line for line in run.stdout.splitlines() if line.startswith("The window "))
        found = told("check", str(essay), "--assessment", str(assessment), "--at", moment)["findings"]
        answers.append([sentence, [[one["code"], one["message"], one["remedy"]] for one in found if one["code"].startswith("window-")]])
    return answers


def notices_of_page(browser, moments):
    return browser.run("""const { window: period } = JSON.parse(document.querySelector('#assessment').textContent);
        return arguments[0].map((moment) => { const { text, findings } = windowNotice(period, Date.parse(moment) / 1000); return [text, findings.map((one) => [one.code, one.message, one.remedy])]; });""", moments)


def counted_by_command(folder, named):
    """Words by part of many files, in one run."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in named.items():
        (folder / name).write_bytes(content)
    names, answers = list(named), {}
    for start in range(0, len(names), 500):
        some = names[start:start + 500]
        run = subprocess.run(["npq", "count", *some, "--format", "json"], cwd=folder, capture_output=True, text=True, check=False)
        answers |= {one["path"]: one["parts"] for one in json.loads(run.stdout)["files"]}
    return answers


COUNT = """window.answer = null;
(async () => {
  const answers = {};
  for (const [name, content] of arguments[0]) {
    const { words } = await readDocument(Uint8Array.from(atob(content), (one) => one.charCodeAt(0)), name);
    answers[name] = words;
  }
  return answers;
})().then((answers) => { window.answer = JSON.stringify(answers); }, (reason) => { window.answer = JSON.stringify({ failed: String(reason) }); });"""


def counted_by_page(browser, named):
    browser.run(COUNT, [[name, base64.b64encode(content).decode()] for name, content in named.items()])
    browser.wait("window.answer", "the page's counts", 60)
    return json.loads(browser.run("return window.answer"))


def drawn_documents(texts=400, marked=300, inner=120):
    """Random texts, Markdown and bodies, the same each time."""
    return ({f"{place}.txt": text.encode() for place, text in enumerate(documents.random_texts(texts))}
            | {f"{place}.md": text.encode() for place, text in enumerate(documents.random_markdown(marked))}
            | {f"{place}.docx": content for place, content in enumerate(documents.random_word(inner))}
            | {f"{place}.odt": content for place, content in enumerate(documents.random_open(inner))})


def every_character():
    """Each assigned character between two letters and by itself, a block of 256 a file.

    A blank, a letter, an ideograph and a sign give four different sums over the two files.
    """
    files = {}
    for block in range(0, 0x32400, 256):
        some = [chr(code) for code in range(block, block + 256) if not 0xD800 <= code < 0xE000
                and unicodedata.category(chr(code)) not in ("Cn", "Cs") and chr(code) not in "\0\n\r\x0c\u2028\u2029" and (code > 0x1F or code == 9)]
        if some:
            files[f"{block:05x}-inside.txt"] = ("x\n" * 50 + "".join(f"a{one}b\n" for one in some)).encode()
            files[f"{block:05x}-alone.txt"] = ("x\n" * 50 + "".join(f". {one} .\n" for one in some)).encode()
    return files
