"""Drives the participant's page in Chromium and in Firefox, and holds it against the command line.

    submit.py WORK SHOTS [WHICH…]      SHOTS gets a picture of each state
"""
import http.server
import pathlib
import re
import sys
import threading
import time
import zipfile

import agreement
import documents
from looking import check, no_axe_findings
from running import BROWSERS, in_browsers

ROOT = pathlib.Path(__file__).parents[2]
SPECIALIST = ROOT / "Samples/series/assessments/specialist.yaml"
STORIES = ROOT / "Samples/stories"
# Several qualifications, several files, another policy: what the sample's assessment does not have.
OTHER = """assessment: 1
id: autumn-2027
title: Autumn 2027 <paper> & "more" {{script}}
qualifications: [NPQSL, NPQSENCO]
window: {opens: 2027-10-25, days: 8}
words: {limit: 240, counts: [body, references, footnotes], tolerance-percent: 10, over: hold, fewest: 20}
files: {formats: [docx, odt, txt, md], most: 2, megabytes: 1}
own-work: [I wrote this; nobody else did, I used no </script> machine.]
"""


class Pages:
    """The pages, and what the command line says of the documents, made once for all browsers."""

    def __init__(self, work):
        self.work = work
        self.other = work / "other.yaml"
        self.other.write_text(OTHER)
        self.named = documents.every_document()
        self.moments = {SPECIALIST: ["2027-03-01T00:00:00Z", "2027-03-08T00:00:59Z", "2027-03-08T00:01:00Z", "2027-03-15T23:58:20Z", "2027-03-15T23:59:59Z", "2027-03-16T00:00:00Z", "2027-03-17T09:30:00Z"],
                        self.other: ["2027-10-24T22:59:00Z", "2027-10-25T00:00:00Z", "2027-10-31T01:30:00Z", "2027-11-01T23:59:59Z", "2027-11-02T00:00:01Z", "2028-01-01T00:00:00Z"]}
        self.files = work / "files"
        self.files.mkdir()
        for name, content in self.named.items():
            (self.files / name).write_bytes(content)
        self.document, self.package = work / "document.html", work / "package.html"
        self.others = work / "other.html"
        for page, rules, way in [(self.document, SPECIALIST, "document"), (self.package, SPECIALIST, "package"), (self.others, self.other, "package")]:
            agreement.told("page", "submit", "--assessment", str(rules), "--hand-in", way, "-o", str(page))
        self.notices = {rules: agreement.notices_of_command(work, rules, moments) for rules, moments in self.moments.items()}
        self.damaged = dict(documents.damaged_documents(self.named))
        self.expected_damaged = agreement.of_command(work / "damaged", self.damaged, SPECIALIST)
        self.expected = agreement.of_command(work / "checked", self.named, SPECIALIST)
        # Policies judge what was read; a third of the documents is enough to see that.
        self.some = {name: content for place, (name, content) in enumerate(self.named.items()) if place % 3 == 0}
        self.expected_other = agreement.of_command(work / "checked-other", self.some, self.other)
        drawn = agreement.drawn_documents()
        self.drawn = [drawn, agreement.every_character()]
        self.counted = [agreement.counted_by_command(work / f"drawn-{place}", files) for place, files in enumerate(self.drawn)]


def choose(browser, *paths):
    """Chooses files and waits for what the page says of them."""
    browser.run("document.querySelector('#result').replaceChildren(); document.querySelector('#document').value = ''")
    browser.set_files(*paths)
    browser.wait("document.querySelector('#result h2')", f"the answer to {paths[0].name}")


def agree(browser, pages):
    """Count by part and findings, document by document; then the word rule over random texts."""
    slowest = 0
    for page, rules, named, expected in [
            (pages.others, pages.other, pages.some, pages.expected_other), (pages.document, SPECIALIST, pages.damaged, pages.expected_damaged),
            (pages.document, SPECIALIST, pages.named, pages.expected)]:
        browser.open(page)
        found, slow = agreement.differences(browser, named, expected)
        check("page and command line agree", not found, "\n".join(found[:5]))
        slowest = max(slowest, slow)
        notices = agreement.notices_of_page(browser, pages.moments[rules])
        check("the window is told in the same words", notices == pages.notices[rules], list(zip(notices, pages.notices[rules])))
    check("no document keeps the page busy", slowest < 10_000, slowest)
    for names in [("plain.docx", "plain.odt"), ("plain.docx", "everything.odt"), ("everything.docx", "everything.odt", "full.md"), ("empty.docx", "no-words.odt")]:
        for page, rules in [(pages.others, pages.other), (pages.document, SPECIALIST)]:
            browser.open(page)
            command, own = agreement.of_pair(browser, pages.work, names, pages.named, rules)
            check("several files are judged alike", command == own, (names, command, own))
    for files, expected in zip(pages.drawn, pages.counted):
        own = agreement.counted_by_page(browser, files)
        check("the word rule agrees", "failed" not in own and own == expected,
              [(name, own.get(name), expected[name]) for name in files if own.get(name) != expected[name]][:5])
    return slowest


def shown(browser, selector): return browser.run("return [...document.querySelectorAll(arguments[0])].map((one) => one.dataset.code)", selector)


def what_is_shown(browser, pages):
    """The page shows what it found: the number, the parts, the findings, what a person should do."""
    browser.open(pages.document)
    name = "everything.docx"
    choose(browser, pages.files / name)
    expected = pages.expected[name]
    check("the number is shown", browser.text(".count strong") == f"{expected['counted']:,}", browser.text(".count"))
    parts = dict(browser.run("return [...document.querySelectorAll('#parts [data-part]')].map((one) => [one.dataset.part, Number(one.dataset.words)])"))
    check("the parts are shown", parts == expected["files"][0]["parts"], parts)
    codes = {one["code"] for one in expected["findings"]}
    check("all findings are shown", set(shown(browser, "[data-code]")) - {"window-over", "window-not-open"} == codes - {"window-over", "window-not-open"}, shown(browser, "[data-code]"))
    text = browser.text("#result")
    for said in ("Ada Lovelace", "Tarnside Lane Primary", "1 comment by Ada Lovelace", "Word shows about 332", "the reference list (15)", "signs that stand alone (3)"):
        check("the page tells what is in the file", said in text, (said, text))
    choose(browser, pages.files / "properties.docx")
    check("a name in the text is named", "A name in your text" in browser.text("#result"), browser.text("#result"))
    choose(browser, pages.files / "truncated.docx")
    text = browser.text("#result")
    check("a damaged file is said to be one", "The document is damaged" in text and "Put this right" in text, text)
    check("what it is not", ".count" and not browser.run("return Boolean(document.querySelector('.count strong'))"))
    choose(browser, pages.files / "late zoe-tarnside.pdf")
    check("a PDF is counted later", "counted when your provider receives it" in browser.text("#result"), browser.text("#result"))


def hand_in_a_document(browser, pages):
    """The road of the platform: everything is ticked, and the page says so."""
    browser.open(pages.document)
    check("the window is told", browser.text("#window").startswith("The window "), browser.text("#window"))
    check("what is missing is told", "choose your document" in browser.text("#end"), browser.text("#end"))
    choose(browser, STORIES / "on-time/responses/NPQLT case study SOBN.docx")
    for box in range(3):
        browser.run("document.querySelectorAll('#main input[type=checkbox]')[arguments[0]].click()", box)
    check("ready is said", "Ready: hand in your document as usual" in browser.text("#end"), browser.text("#end"))
    browser.type("#id", "Tarnside")
    check("an identifier in the text is found", "holds your identifier" in browser.text("#result"), browser.text("#result")[-600:])
    choose(browser, pages.files / "doctype.docx")
    check("not ready with a file that is refused", "put right" in browser.text("#end") and "Ready" not in browser.text("#end"), browser.text("#end"))


def save_packages(browser, pages):
    """The road of the package: the same content digest as npq package, and npq verify takes it."""
    names = ["on-time NPQLT case study SOBN.docx", "on-time Skelder Vale - SENCO.odt", "late skelder-vale.md", "late NPQ SENCO case study.txt", "two-markers NPQSL-李明慧.docx", "everything.docx"]
    odd = pages.work / f"odd-{browser.name}"
    odd.mkdir()
    sources = [pages.files / name for name in names]
    for name in ("CON.docx", "100% \u202edone?.docx".replace("?", "？"), "é" * 80 + ".docx", "a.b.c. .docx", "~$x.docx", "e\u0301.docx"):
        (odd / name).write_bytes(pages.named["everything.docx"])
        sources.append(odd / name)
    browser.open(pages.package)
    browser.press_button("Save the package")
    check("what is missing is asked for", "choose your document" in browser.text("#done"), browser.text("#done"))
    browser.run("[...document.querySelectorAll('#main input[type=checkbox]')].forEach((one) => one.click())")
    browser.type("#id", "ada lovelace")
    check("an identifier of another form is named", "Only letters" in browser.text("#id-problem"), browser.text("#id-problem"))
    browser.type("#id", "ada@school.example")
    for source in sources:
        choose(browser, source)
        saved = save(browser, "spring-2027-specialist-ada@school.example.zip")
        same_package(saved, [source], SPECIALIST, "ada@school.example", pages.work, browser.run("return document.querySelector('.saved details p').textContent.split(' ').pop()"))
    choose(browser, pages.files / "late zoe-tarnside.pdf")
    saved = save(browser, "spring-2027-specialist-ada@school.example.zip")
    verified = agreement.told("verify", str(saved))
    check("a PDF is packaged without a count", verified["verdict"] == "accepted" and "words" not in verified["paths"][0].get("record", {}).get("files", [{}])[0], verified)
    browser.open(pages.others)
    browser.run("[...document.querySelectorAll('#main input[type=checkbox]')].forEach((one) => one.click())")
    browser.type("#id", "np-1")
    browser.run("const field = document.querySelector('#qualification'); field.value = 'NPQSENCO'; field.dispatchEvent(new Event('change'))")
    pair = [pages.files / "plain.odt", odd / "CON.docx"]
    choose(browser, *pair)
    saved = save(browser, "autumn-2027-np-1.zip")
    same_package(saved, pair, pages.other, "np-1", pages.work, None, "--qualification", "NPQSENCO")
    return len(sources) + 2


def save(browser, name):
    """Presses the button and answers with the file that came."""
    (browser.downloads / name).unlink(missing_ok=True)
    browser.run("document.querySelector('#done').replaceChildren()")
    browser.press_button("Save the package")
    browser.wait("document.querySelector('.saved')", "the package")
    return browser.downloaded(re.escape(name))[-1]


def same_package(saved, sources, rules, participant, work, shown_digest, *more):
    made = work / "made.zip"
    own = agreement.told("package", *map(str, sources), "--assessment", str(rules), "--participant", participant, "--own-work", "--force", "-o", str(made), *more)
    verified = agreement.told("verify", str(saved))
    check("the package verifies", verified["verdict"] == "accepted" and not [one for one in verified["findings"] if one["severity"] != "note"], verified)
    check("the package is a bag", agreement.told("verify", "--as-bag", str(saved))["verdict"] == "accepted")
    with zipfile.ZipFile(saved) as page, zipfile.ZipFile(made) as command:
        check("no entry is damaged", page.testzip() is None)
        check("the same entries in the same order", page.namelist() == command.namelist(), (page.namelist(), command.namelist()))
        for name in page.namelist():
            check(f"the same bytes in {name}", page.read(name) == command.read(name), (page.read(name)[:500], command.read(name)[:500]))
    if shown_digest:
        check("the digest is npq package's", shown_digest == own["contentDigest"], (shown_digest, own["contentDigest"]))


def bounded(browser, pages):
    """What is far too large is not read; what would grow without end is stopped."""
    huge, bomb, long = pages.work / "huge.docx", pages.work / "markup-bomb.docx", pages.work / "long.txt"
    with huge.open("wb") as file:
        file.truncate(3_000_000_000)
    body = documents.p(documents.PLAIN) + "<w:p/>" * 8_000_000
    bomb.write_bytes(documents.docx(body))
    long.write_bytes(b"word " * 3_900_000)
    browser.open(pages.document)
    for file, said, seconds in [(huge, "too big", 3), (bomb, "damaged", 12), (long, "far larger than a response", 12)]:
        begun = time.monotonic()
        choose(browser, file)
        check("it is answered soon", time.monotonic() - begun < seconds, (file.name, time.monotonic() - begun))
        check("it is told", said in browser.text("#result"), (file.name, browser.text("#result")))


def reaches_nothing(browser, page, file):
    """The page asks for nothing but itself, and its own policy keeps it from sending anything."""
    asked = []
    browser.page.on("request", lambda one: asked.append(one.url))
    browser.open(page)
    choose(browser, file)
    check("no request leaves the page", all(one.startswith(("file:", "blob:", "data:")) for one in asked), asked)
    # What the driver runs itself is let through: only what comes later is the page's own doing.
    browser.run("""window.reached = [];
        setTimeout(() => {
          const sends = [() => fetch('https://example.org/'), () => import('https://example.org/a.js'),
            () => new Promise((sent, kept) => Object.assign(new Image(), { onload: sent, onerror: kept, src: 'https://example.org/x.png' })),
            () => new Promise((sent, kept) => { const one = new WebSocket('wss://example.org/'); one.onopen = sent; one.onerror = kept; }),
            () => new Promise((sent, kept) => { (0, eval)('window.ran = true'); sent(); }),
            () => new Promise((sent, kept) => { const one = document.createElement('p'); one.setAttribute('onclick', 'window.ran = true'); one.click(); window.ran ? sent() : kept(); }),
            () => new Promise((sent, kept) => { const one = document.createElement('script'); one.textContent = 'window.ran = true'; document.body.append(one); window.ran ? sent() : kept(); })];
          for (const send of sends) {
            try { Promise.resolve(send()).then(() => window.reached.push(`sent by ${send}`), () => window.reached.push('kept')); } catch { window.reached.push('kept'); }
          }
        });""")
    browser.wait("window.reached.length === 7", "the attempts to send")
    reached = browser.run("return window.reached")
    check("nothing is sent, and nothing runs that is not the page's", set(reached) == {"kept"} and not browser.run("return Boolean(window.ran)"), reached)
    browser.errors.clear()


def over_http(browser, pages):
    """The page on a web address, as a provider puts it there."""
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments): super().__init__(*arguments, directory=str(pages.work))
        def log_message(self, *_): pass
    server = http.server.ThreadingHTTPServer(("localhost", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    browser.page.goto(f"http://localhost:{server.server_port}/package.html")
    choose(browser, pages.files / "plain.docx")
    check("it works from a web address", browser.text(".count strong") == "240", browser.text("#result"))
    # A name that is no localhost is no secure context: then the page says what it cannot do.
    browser.page.goto(f"http://{browser.plain_host}:{server.server_port}/package.html")
    check("an address that is not secure is named", "not secure" in browser.text("#main"), browser.text("#main"))
    choose(browser, pages.files / "plain.docx")
    check("checking works all the same", browser.text(".count strong") == "240", browser.text("#result"))
    server.shutdown()


STATES = [
    ("empty", "document", [], False), ("findings", "document", ["everything.docx"], False), ("fine", "document", ["on-time NPQLT case study SOBN.docx"], True),
    ("over", "document", ["long.docx"], False), ("hostile", "document", ["header-differs.docx"], False), ("pdf", "document", ["late zoe-tarnside.pdf"], False), ("refused", "document", ["essay.pages"], False),
    ("package", "package", ["on-time Skelder Vale - SENCO.odt"], True), ("other", "others", ["plain.docx", "short.docx"], False),
]


def gallery(browser, pages, shots, name):
    """Every state as a picture, without axe finding anything and nothing to be scrolled sideways."""
    if browser.name == "chromium":
        browser.page.clock.set_fixed_time("2027-03-15T21:50:00Z")
    for state, page, files, is_done in STATES:
        browser.open(getattr(pages, page))
        if files:
            choose(browser, *(pages.files / one for one in files))
        if is_done:
            browser.run("[...document.querySelectorAll('#main input[type=checkbox]')].forEach((one) => one.click())")
            browser.type("#id", "ada@school.example")
        if page == "package":
            browser.press_button("Save the package")
            browser.wait("document.querySelector('.saved')", "the package")
        no_axe_findings(browser, f"{name}, {state}")
        sideways = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
        check("nothing has to be scrolled sideways", sideways <= 0, (state, sideways))
        browser.whole_shot(shots / f"submit-{name}-{state}.png")
    if name == "light":
        browser.open(pages.document)
        choose(browser, pages.files / "everything.docx")
        browser.page.emulate_media(media="print")
        browser.page.pdf(path=shots / "submit-print.pdf")
        browser.page.emulate_media(media="screen")
    check("no error in the page", not browser.errors, browser.errors)


def keyboard(browser, pages):
    """From top to bottom with Tab, in the order in which things stand."""
    browser.open(pages.package)
    seen = []
    for _ in range(12):
        browser.key("Tab")
        seen.append(browser.run("const one = document.activeElement; return one.id || one.className || one.textContent"))
    order = [seen.index(one) for one in ("skip", "document", "own-0", "own-2", "id", "main") if one in seen]
    check("the keyboard goes through all", len(order) == 6 and order == sorted(order), seen)


def drops(browser, pages):
    """A file that is dropped is read, wherever on the page it falls; of two the later one is shown."""
    browser.open(pages.document)
    browser.run("""const drop = (name, text) => { const data = new DataTransfer(); data.items.add(new File([text], name));
          document.querySelector('#end').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })); };
        drop('first.txt', 'one '.repeat(300)); drop('second.txt', 'two '.repeat(301));""")
    browser.wait("document.querySelector('#result h2')", "the dropped file")
    time.sleep(0.3)
    check("the later file is shown", browser.text(".count strong") == "301" and "second.txt" in browser.text("#result"), browser.text("#result"))


def story(browser, pages):
    slowest = agree(browser, pages)
    what_is_shown(browser, pages)
    hand_in_a_document(browser, pages)
    packages = save_packages(browser, pages)
    bounded(browser, pages)
    if browser.name == "chromium":
        keyboard(browser, pages)
        drops(browser, pages)
        reaches_nothing(browser, pages.document, pages.files / "pictures.docx")
        over_http(browser, pages)
    # A document that is no XML makes Chromium's parser show its own error page, which our policy strips of its looks.
    errors = [one for one in browser.errors if "inline style" not in one]
    check("no error in the page", not errors, errors)
    return (f"{len(pages.named)} documents, {len(pages.some)} of them under a second assessment, {len(pages.damaged)} damaged ones and {sum(map(len, pages.drawn))} random texts agree; the slowest took {slowest:.0f} ms; "
            f"{packages} packages verify and equal npq package's")


def main():
    work, shots = (pathlib.Path(one).resolve() for one in sys.argv[1:3])
    work.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    pages = Pages(work)
    print(f"npq read {len(pages.named)} documents; {time.monotonic() - begun:.0f} s")

    def look(browser, name):
        if name in ("chromium", "firefox"):
            return story(browser, pages)
        gallery(browser, pages, shots, name)
        return f"{len(STATES)} states; axe: nothing on {len(browser.axe)}"

    in_browsers(sys.argv[3:] or BROWSERS, work, shots, "submit", look)


if __name__ == "__main__":
    main()
