"""Drives the marking page as an assessor would, in Chromium and in Firefox.

    check.py WORK SHOTS      WORK as make-packs leaves it; SHOTS gets a picture of each screen
"""
import csv
import json
import os
import pathlib
import shutil
import subprocess
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from drivers import Chromium, Firefox
from looking import check, no_axe_findings

WORK, SHOTS = (pathlib.Path(one).resolve() for one in sys.argv[1:3])
WORDS = {row["pack"]: row["words"]
         for row in csv.DictReader((WORK / "series/send/passphrases.csv").open(newline=""))}
# How many scripts make-packs puts into a pack.
ALL = 11
PACK, OTHER = WORK / "packs/M0001-as-1.html", WORK / "packs/M0002-as-2.html"


def unlock(browser, pack, path=None):
    browser.open(path or pack)
    browser.type("#words", WORDS[pack.stem[:5]])
    browser.key("Enter")
    browser.wait("document.querySelector('#list-title')", "the list of scripts")


def welcome(browser):
    browser.wait("document.querySelector('dialog[open]')", "the question for a saved file")
    check("an empty store asks for the saved file", "saved last" in browser.text("dialog"))


def start(browser, pack, path=None):
    """Opens a pack in which nothing is marked yet."""
    unlock(browser, pack, path)
    welcome(browser)
    browser.key("Escape")


def go_on(browser):
    """From the list to the first script that is still open, by the keyboard."""
    for _ in range(12):
        browser.key("Tab")
        if browser.run("return /marking$/.test(document.activeElement.textContent)"):
            break
    browser.key("Enter")
    browser.wait("document.querySelector('#marking')", "a script")


def mark(browser, digits):
    """Marks the script on the screen and goes to the next one, with nothing but keys."""
    browser.key("m")
    for digit in digits:
        browser.key(digit)
    total = browser.text("#total")
    check("the total shows when all is marked", total.startswith(f"Total {sum(map(int, digits))} of"), total)
    title = browser.text("#reading-title")
    browser.key("n")
    browser.wait(f"document.querySelector('#reading-title').innerText !== {title!r}", "the next script")


def done(browser): return int(browser.text("#progress").split()[0])


def story(browser):
    """One assessor's week."""
    browser.open(PACK)
    browser.shot(SHOTS / f"{browser.name}-opening.png")
    no_axe_findings(browser, "the first screen")
    browser.type("#words", "bakol dirum lazod mifak rubiz kodax")
    browser.key("Enter")
    browser.wait("document.querySelector('#problem').innerText.includes('word 6')", "the slip to be named")
    browser.type("#words", WORDS["M0002"])
    browser.key("Enter")
    browser.wait("document.querySelector('#problem').innerText.includes('do not open')", "wrong words to be refused")
    begun = time.monotonic()
    browser.type("#words", WORDS["M0001"].upper().replace(" ", "-"))
    browser.key("Enter")
    browser.wait("document.querySelector('#list-title')", "the list of scripts")
    opened = time.monotonic() - begun
    welcome(browser)
    no_axe_findings(browser, "the welcome")
    browser.key("Escape")
    no_axe_findings(browser, "the list")
    check("nothing of a script runs", browser.run("return document.title") == "Marking pack M0001")

    go_on(browser)
    no_axe_findings(browser, "a script")
    for digits in ("321231", "222222", "111111"):
        mark(browser, digits)
    browser.type("#comment", "Typed just before the page is loaded anew")
    browser.run("window.dispatchEvent(new Event('pagehide'))")
    unlock(browser, PACK)
    check("a reload keeps marks", done(browser) == 3, done(browser))
    if browser.name == "chromium":
        go_on(browser)
        mark(browser, "210123")
        time.sleep(0.5)
        browser.kill()
        unlock(browser, PACK)
        check("a killed browser keeps marks", done(browser) == 4, done(browser))

    start(browser, OTHER)
    check("a second pack has its own marks", done(browser) == 0, done(browser))

    if browser.name == "chromium":
        second_window(browser)
    unlock(browser, PACK)
    go_on(browser)
    while done(browser) < 6:
        mark(browser, "222111")
    browser.press_button("Stop for today")
    browser.wait("document.querySelector('dialog[open]')", "the word that all is saved")
    browser.press_button("Done")
    saved = browser.downloaded(f"marks-M0001-6-of-{ALL}-.*")[-1]

    moved = WORK / f"moved {browser.name}" / "A new place"
    moved.mkdir(parents=True)
    shutil.copy(PACK, moved / "renamed.html")
    unlock(browser, PACK, moved / "renamed.html")
    if browser.name == "firefox":
        welcome(browser)
        browser.give_file("Yes, choose the file", saved)
    browser.wait(f"document.querySelector('#progress').innerText.startsWith('6 of {ALL}')", "the marks after a move")

    browser.open(PACK)
    cleared = browser.run(
        "window.cleared = 0; indexedDB.databases().then((all) => Promise.all(all.map((one) => new Promise((done) => {"
        "const act = indexedDB.deleteDatabase(one.name); act.onsuccess = act.onblocked = done; })))).then(() => { window.cleared = 1; });")
    browser.wait("window.cleared", f"the store to be cleared {cleared or ''}")
    unlock(browser, PACK)
    welcome(browser)
    browser.give_file("Yes, choose the file", saved)
    browser.wait(f"document.querySelector('#progress').innerText.startsWith('6 of {ALL}')", "the marks from the file")
    browser.give_file("Take marks from a saved file", WORK / "assessors.csv")
    browser.wait("document.querySelector('dialog[open]')?.innerText.includes('no file that this page saved')", "a strange file to be refused")
    browser.press_button("Close")

    go_on(browser)
    while done(browser) < ALL - 1:
        mark(browser, "121212")
    browser.key("m")
    for digit in "33333":
        browser.key(digit)
    check("no total before every criterion is set", browser.text("#total") == "1 criterion still to mark.", browser.text("#total"))
    browser.key("3")
    browser.type("#comment", "Clear, and \"quoted\"; <b>not bold</b>\nsecond line")
    browser.key("Escape")
    browser.key("f")
    browser.run("document.querySelector('#flags input[value=identity-visible]').click()")
    browser.press_button("Send this flag now")
    browser.wait("document.querySelector('dialog[open]')", "where to send the flag")
    browser.press_button("Done")
    flag = browser.downloaded("flag-M0001-.*")[-1]
    no_axe_findings(browser, "a script with a flag")
    browser.key("l")
    browser.wait("document.querySelector('#scripts')", "the list")
    browser.shot(SHOTS / f"{browser.name}-list-done.png")
    marks_fall(browser)
    browser.press_button("I have finished")
    browser.press_button("I have finished: save the return")
    browser.wait("document.querySelector('dialog[open] h2')?.innerText === 'Is the file there?'", "the question for the file")
    end = time.monotonic() + 20
    # A file of the same name may lie there from an earlier save.
    while '"finished":true' not in (final := browser.downloaded(f"marks-M0001-{ALL}-of-{ALL}-.*")[-1]).read_text("utf-8"):
        check("the last return comes", time.monotonic() < end, final)
        time.sleep(0.1)
    browser.press_button("I have it: clear this browser")
    browser.wait("document.querySelector('#list-title')?.innerText.startsWith('Thank you')", "the thanks")
    browser.shot(SHOTS / f"{browser.name}-finished.png")
    unlock(browser, PACK)
    welcome(browser)
    comments = [row["comment"] for row in json.loads(final.read_text("utf-8"))["rows"]]
    check("a comment typed just before a reload was kept", any(one.startswith("Typed just") for one in comments), comments)
    check("no error in the page", not browser.errors, browser.errors)
    return opened, [saved, flag, final]


def second_window(browser):
    """The same pack in two windows would overwrite itself: the second says so."""
    unlock(browser, PACK)
    first, browser.page = browser.page, browser.context.new_page()
    unlock(browser, PACK)
    browser.wait("document.querySelector('dialog[open]')?.innerText.includes('another window')", "the warning")
    browser.page.close()
    browser.page = first


def marks_fall(browser):
    """Sorts the list by mark, twice, and looks."""
    for _ in range(2):
        browser.run("[...document.querySelectorAll('#scripts thead button')].pop().click()")
    marks = browser.run("return [...document.querySelectorAll('#scripts td:last-child')].map((one) => Number(one.innerText))")
    check("the list sorts by mark", len(set(marks)) > 2 and marks == sorted(marks, reverse=True), marks)


def collect(name, files):
    """The office's side: every return is taken, in any order, and again, without a finding."""
    folder = WORK / f"returns-{name}"
    folder.mkdir()
    for file in files:
        shutil.copy(file, folder)
    series = WORK / f"series-{name}"
    shutil.copytree(WORK / "series", series)
    answers = []
    for day in ("12", "13"):
        told = subprocess.run(
            ["npq", "collect", str(folder), "--series", str(series), "--as", "office", "--format", "json",
             "--at", f"2027-04-{day}T09:00:00Z"], capture_output=True, text=True, check=False)
        answer = json.loads(told.stdout)
        bad = [one for one in answer["findings"] if one["severity"] != "note"]
        check("collect takes the returns", told.returncode == 0 and not bad, (told.stderr, bad))
        answers.append(answer)
    first, again = answers
    check("every mark arrives", first["complete"] == ALL and first["clashes"] == 0, first)
    check("every return is signed by the pack's own key", first["signed"] == 3, first)
    check("the same files again change nothing", again["repeated"] == 3 and again["added"] == 0, again)
    check("the return says that all is finished", any(one["code"] == "return-finished" for one in first["findings"]))


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
    browser.page.emulate_media(media="print")
    browser.page.pdf(path=SHOTS / "print.pdf")
    browser.page.emulate_media(media="screen")


def opener():
    """The program in FORMAT.md opens a pack, and what is inside names nobody."""
    page = pathlib.Path(__file__).parents[2] / "Sources/Assessment/Marking/Page/FORMAT.md"
    program = page.read_text("utf-8").split("```python\n")[1].split("```")[0]
    told = subprocess.run([sys.executable, "-c", program, str(PACK), *WORDS["M0001"].split()],
                          capture_output=True, check=True).stdout
    pack = json.loads(told)
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
    browser.run("""window.written = []; window.showSaveFilePicker = async () => ({ createWritable: async () => ({
        write: async (text) => { window.written.push(text); }, close: async () => {} }) });""")
    browser.press_button("Keep a file up to date")
    browser.wait("window.written.length === 1", "the first writing")
    go_on(browser)
    mark(browser, "222222")
    browser.wait("window.written.length === 2", "the file after a script")
    row = browser.run("return JSON.parse(window.written[1]).rows")
    check("the file holds the script", len(row) == 1 and sum(row[0]["marks"].values()) == 12, row)


def gallery(browser, name):
    """Every screen as a picture, without axe finding anything."""
    for one in ("opening", "list", "script", "limit", "flags", "keys", "finish"):
        if one == "opening":
            browser.open(PACK)
        elif one == "list":
            start(browser, PACK)
        elif one == "script":
            go_on(browser)
            browser.key("m")
            for digit in "321":
                browser.key(digit)
        elif one == "limit":
            for _ in range(10):
                if browser.run("return document.querySelectorAll('.limit').length"):
                    break
                browser.key("n")
                browser.wait("document.querySelector('#marking')", "a script")
                time.sleep(0.1)
            check("the limit is marked once", browser.run("return document.querySelectorAll('.limit').length") == 1)
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


def main():
    SHOTS.mkdir(parents=True, exist_ok=True)
    failed = 0
    with sync_playwright() as playwright:
        runs = [
            ("chromium", lambda work: Chromium(playwright, work), "story"),
            ("firefox", lambda work: Firefox(work), "story"),
            ("light", lambda work: Chromium(playwright, work), "gallery"),
            ("dark", lambda work: Chromium(playwright, work, scheme="dark"), "gallery"),
            ("narrow", lambda work: Chromium(playwright, work, size=(320, 640)), "gallery"),
            ("firefox-dark", lambda work: Firefox(work, scheme="dark"), "gallery"),
        ]
        wanted = sys.argv[3:] or [name for name, _, _ in runs]
        for name, make, kind in [run for run in runs if run[0] in wanted]:
            begun = time.monotonic()
            browser = make(WORK / f"browser-{name}")
            try:
                if kind == "story":
                    opened, files = story(browser)
                    collect(name, files)
                    print(f"{name}: a pack marked, moved, cleared, taken up again and collected; opened in {opened:.1f} s; "
                          f"axe: nothing on {len(browser.axe)} screens; {time.monotonic() - begun:.0f} s")
                else:
                    gallery(browser, name)
                    if name == "light":
                        every_script(browser)
                        opener()
                        empty_page(browser)
                    print(f"{name}: {len(browser.axe)} screens; axe: nothing; {time.monotonic() - begun:.0f} s")
            except Exception:
                failed += 1
                print(f"{name}: FAILED")
                traceback.print_exc()
                try:
                    browser.shot(SHOTS / f"{name}-failed.png")
                except Exception:
                    pass
            finally:
                browser.close()
    sys.stdout.flush()
    os._exit(1 if failed else 0)  # Marionette's own tidying fails while Python ends


main()
