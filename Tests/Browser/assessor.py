"""What an assessor does with the marking page, as verbs; the packs are those of make-packs."""
import csv
import hashlib
import json
import pathlib
import subprocess
import sys

from looking import check

WORK, SHOTS = (pathlib.Path(one).resolve() for one in sys.argv[1:3])
WORDS = {row["pack"]: row["words"]
         for row in csv.DictReader((WORK / "series/send/passphrases.csv").open(newline=""))}
# How many scripts make-packs puts into a pack.
ALL = 12
PACK, OTHER = WORK / "packs/M0001-as-1.html", WORK / "packs/M0002-as-2.html"


def opened(page):
    """What a page holds, opened by the program in FORMAT.md, and the digest that names it."""
    format_page = pathlib.Path(__file__).parents[2] / "Sources/Assessment/Marking/Page/FORMAT.md"
    program = format_page.read_text("utf-8").split("```python\n")[1].split("```")[0]
    told = subprocess.run([sys.executable, "-c", program, str(page), *WORDS[page.name[:5]].split()],
                          capture_output=True, check=True).stdout
    return json.loads(told), hashlib.sha256(told).hexdigest()


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
    browser.wait("!document.querySelector('dialog')", "the question to go")


def forget(browser):
    """Clears the browser's store, as a school's laptop does on closing."""
    browser.open(PACK)
    browser.run(
        "window.cleared = 0; indexedDB.databases().then((all) => Promise.all(all.map((one) => new Promise((done) => {"
        "const act = indexedDB.deleteDatabase(one.name); act.onsuccess = act.onblocked = done; })))).then(() => { window.cleared = 1; });")
    browser.wait("window.cleared", "the store to be cleared")


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
