"""Every screen as a picture, every script on the screen and on paper, and the page without a pack."""
import csv
import json
import pathlib
import re
import subprocess
import time

from assessor import ALL, OTHER, PACK, SHOTS, WORDS, WORK, go_on, mark, opened, start, unlock, welcome
from looking import check, no_axe_findings


def every_script(browser):
    """Goes through all scripts; tables, pictures, lists and notes are shown somewhere among them."""
    unlock(browser, PACK)
    go_on(browser)
    seen = dict.fromkeys(("table", "img", "ol", "ul", ".notes", "strong", "em", "h4"), 0)
    for place in range(ALL):
        no_axe_findings(browser, f"script {place + 1}")
        for selector in seen:
            seen[selector] += browser.run(f"return document.querySelectorAll('#text {selector}').length")
        check("pictures are shown", browser.run("return [...document.images].every((one) => one.complete && one.naturalWidth > 0)"))
        if browser.run("return document.querySelector('#text img') !== null"):
            browser.run("document.querySelector('#text img').scrollIntoView()")
            browser.shot(SHOTS / "picture.png")
        if browser.run("return document.querySelector('#text table') !== null"):
            browser.run("document.querySelector('#text table').scrollIntoView()")
            browser.shot(SHOTS / f"table-{place}.png")
        browser.key("n")
        time.sleep(0.2)
    check("all kinds of blocks are shown", all(seen.values()), seen)


def paper(browser):
    """On paper each script begins a page, and each page bears its script's code and a number."""
    unlock(browser, PACK)
    browser.run("window.print = () => {}")
    browser.press_button("Print all scripts")
    browser.page.pdf(path=SHOTS / "print.pdf")
    text = subprocess.run(["pdftotext", "-layout", SHOTS / "print.pdf", "-"], capture_output=True, text=True, check=True).stdout
    pages = text.rstrip("\f").split("\f")
    codes = [re.match(r"\s*(S[0-9A-Z]{9}) · NPQ", one) for one in pages]
    check("every page bears a code", all(codes), [page[:80] for page, code in zip(pages, codes) if not code])
    check("every page bears its number", all(f"page {number} of {len(pages)}" in one for number, one in enumerate(pages, 1)))
    order = list(dict.fromkeys(code[1] for code in codes))
    check("every script is printed, one after the other", len(order) == ALL and order == sorted(order), order)
    browser.run("window.dispatchEvent(new Event('afterprint'))")
    check("the page is itself again", browser.run("return document.querySelector('#scripts').offsetParent !== null"))


def overdue(browser):
    """When the pack should have been deleted the page says so."""
    browser.page.clock.set_fixed_time("2027-07-01T09:00:00Z")
    unlock(browser, PACK)
    check("it says so", "was to be deleted by Wednesday 30 June 2027" in browser.text(".list .warn").replace(",", ""), browser.text(".list"))
    no_axe_findings(browser, "a pack that should be gone")


def opener():
    """The program in FORMAT.md opens a pack, and what is inside names nobody."""
    pack, _ = opened(PACK)
    check("the opener opens", pack["pack"] == "M0001" and len(pack["scripts"]) == ALL)
    people = csv.DictReader((pathlib.Path(__file__).parents[2] / "Samples/series/participants.csv").open(encoding="utf-8-sig"))
    scripts = json.dumps(pack["scripts"], ensure_ascii=False)
    for person in people:
        for column in ("id", "name", "email"):
            check("no script names its author", person[column] not in scripts, person[column])


def empty_page(browser):
    """The page without a pack opens one from the device, and a chosen file is kept up to date."""
    subprocess.run(["npq", "page", "marking", "-o", str(WORK / "marking.html")], check=True, capture_output=True)
    browser.open(WORK / "marking.html")
    no_axe_findings(browser, "the empty page")
    browser.give_file("Choose the pack", OTHER)
    browser.wait("document.querySelector('#words')", "the question for the words")
    browser.type("#words", WORDS["M0002"])
    browser.key("Enter")
    welcome(browser)
    browser.key("Escape")
    # The system's own dialog cannot be driven: what it would answer with stands in its place.
    # What stands in the file already is a row of marks that this browser does not hold.
    pack, digest = opened(OTHER)
    before = json.dumps({"return": 1, "pack": "M0002", "packDigest": digest,
                         "rows": [{"script": pack["scripts"][3]["script"], "revision": 1, "marks": {"evidence": 2}}]})
    browser.run("""window.written = []; window.showSaveFilePicker = async () => ({ name: "marks.json", getFile: async () => ({ text: async () => arguments[0] }),
        createWritable: async () => ({ write: async (text) => { window.written.push(text); }, close: async () => {} }) });""", before)
    browser.press_button("Keep a file up to date")
    browser.wait("window.written.length === 1", "the first writing")
    go_on(browser)
    mark(browser, "222222")
    browser.wait("window.written.length === 2", "the file after a script")
    rows = browser.run("return JSON.parse(window.written[1]).rows")
    check("the file holds the script, and what stood in it before", [sum(one["marks"].values()) for one in rows] == [12, 2], rows)


def gallery(browser, name):
    """Every screen as a picture, without axe finding anything."""
    for one in ("opening", "list", "script", "exemplars", "limit", "flags", "keys", "finish"):
        if one == "opening":
            browser.open(PACK)
        elif one == "list":
            start(browser, PACK)
        elif one == "script":
            go_on(browser)
            browser.key("m")
            for digit in "321":
                browser.key(digit)
        elif one == "exemplars":
            for _ in range(14):
                if "NPQLT" in browser.text("#reading-title"):
                    break
                browser.key("n")
                time.sleep(0.2)
            browser.press_button("Exemplars")
            check("the exemplar is laid out", "Why 2." in browser.text("#text"))
        elif one == "limit":
            for key in "n" * 14 + "p" * 14:
                if browser.run("return document.querySelectorAll('.limit').length"):
                    break
                browser.key(key)
                browser.wait("document.querySelector('#marking')", "a script")
                time.sleep(0.1)
            marks = browser.run("return [...document.querySelectorAll('.limit')].map((one) => one.textContent)")
            check("the limit is marked once", len(marks) == 1, marks)
            check("the limit stands before word 1,501", browser.run(
                "const range = document.createRange(); range.selectNodeContents(document.querySelector('#text'));"
                "range.setStartAfter(document.querySelector('#text .hint')); range.setEndBefore(document.querySelector('.limit'));"
                "return range.cloneContents().textContent.length") > 6000)
            browser.run("document.querySelector('.limit').scrollIntoView({block: 'center'})")
        elif one == "flags":
            browser.key("f")
            browser.run("document.querySelector('#flags').scrollIntoView()")
        elif one == "keys":
            browser.key("?")
            browser.wait("document.querySelector('dialog[open]')", "the help")
        elif one == "finish":
            browser.press_button("Close")
            browser.press_button("I have finished")
            browser.wait("document.querySelector('dialog[open]')", "the last question")
        no_axe_findings(browser, f"{name}, {one}")
        browser.shot(SHOTS / f"{name}-{one}.png")
    sideways = browser.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")
    check("nothing has to be scrolled sideways", sideways <= 0, sideways)
    check("no error in the page", not browser.errors, browser.errors)
