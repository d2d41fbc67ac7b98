"""One pack of twelve scripts, marked from start to finish on the page, in the spreadsheet and in the
terminal: the three returns say the same, and together they are one result."""
import json
import os
import pty
import select
import shutil
import subprocess

import openpyxl

from assessor import ALL, OTHER, WORDS, WORK, forget, go_on, mark, start
from further import fresh_series, office
from looking import check

# What each script gets, in the order of the pack.
MARKS = [f"{first}{second}2312" for first in "0123" for second in "123"]
COMMENT = "Clear, and “well argued”"


def on_the_page(browser):
    # In Firefox each file has a store of its own: this clears Chromium's, which all share.
    forget(browser)
    place = browser.downloads.parent / "three" / OTHER.name
    place.parent.mkdir(exist_ok=True)
    shutil.copy(OTHER, place)
    start(browser, OTHER, place)
    go_on(browser)
    for place, digits in enumerate(MARKS):
        if place == 0:
            browser.type("#comment", COMMENT)
            browser.key("Escape")
        if place + 1 < len(MARKS):
            mark(browser, digits)
    browser.key("m")
    for digit in MARKS[-1]:
        browser.key(digit)
    browser.key("l")
    browser.wait("document.querySelector('#list-title')?.innerText === 'Every script is marked'", "the end of the list")
    browser.press_button("Send what I have")
    browser.wait("document.querySelector('dialog[open]')", "where to send it")
    return browser.downloaded(f"marks-M0002-{ALL}-of-{ALL}-.*json")[-1]


def open_pack(name):
    """`npq open`, with the words in a file."""
    words, folder = WORK / "words.txt", WORK / name
    words.write_text(WORDS["M0002"])
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run(["npq", "open", str(OTHER), "-o", str(folder), "--words-file", str(words)], check=True, capture_output=True)
    return folder


def in_the_spreadsheet():
    """The workbook of the pack, filled in by row and sent as it is."""
    folder = open_pack("spreadsheet")
    order = [one["script"] for one in json.loads((folder / "pack.json").read_text("utf-8"))["scripts"]]
    place = folder / "marks.xlsx"
    book = openpyxl.load_workbook(place)
    for sheet in (one for one in book if one.title.startswith("marks")):
        head = [cell.value for cell in sheet[1]]
        for row in range(2, sheet.max_row + 1):
            number = order.index(sheet.cell(row, 3).value)
            for column, digit in enumerate(MARKS[number], 4):
                sheet.cell(row, column, int(digit))
            if number == 0:
                sheet.cell(row, head.index("comment") + 1, COMMENT)
    book.save(place)
    return place


def in_the_terminal():
    """`npq mark` at a terminal of its own, by keys, then `npq return`."""
    folder = open_pack("terminal")
    keys = ["\r", "C", COMMENT, "\r"] + [sign for digits in MARKS for sign in (*digits, "n")] + ["q"]
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("npq", ["npq", "mark", str(folder)])
    screen = b""
    for key in [None, *keys]:
        if key:
            os.write(terminal, key.encode())
        # A key is pressed when the screen that follows the one before has come.
        while select.select([terminal], [], [], 0.15 if screen else 10)[0]:
            try:
                block = os.read(terminal, 65536)
            except OSError:
                break
            if not block:
                break
            screen += block
    status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    check("npq mark ends well", status == 0, screen[-2000:])
    file = folder / "marks-M0002.json"
    run = subprocess.run(["npq", "return", str(folder), "-o", str(file), "--at", "2027-04-05T08:00:00Z"], capture_output=True, text=True, check=False)
    check("npq return finds nothing wrong", run.returncode == 0 and f"{ALL} of {ALL} scripts done" in run.stdout, (run.stdout, run.stderr, screen[-2000:]))
    return file


def said(series):
    """Every mark and comment as it is recorded."""
    claims = office(series, "claims")
    results = office(series, "results", codes=(0, 3))
    for one in results["results"]:
        one.pop("why", None)
    return claims, results


def three_ways(browser):
    returns = {"page": on_the_page(browser), "spreadsheet": in_the_spreadsheet(), "terminal": in_the_terminal()}
    alone = {}
    for way, file in returns.items():
        series = fresh_series(f"{way}-{browser.name}")
        told = office(series, "collect", file)
        bad = [one for one in told["findings"] if one["severity"] != "note"]
        check(f"the {way}'s return is complete", told["complete"] == ALL and not bad, (told, bad))
        alone[way] = (told["added"], *said(series))
    check("the three say the same", alone["page"] == alone["spreadsheet"] == alone["terminal"], alone)
    together = fresh_series(f"together-{browser.name}")
    first, *others = (office(together, "collect", file) for file in returns.values())
    check("what came first is joined", first["added"] == alone["page"][0], first)
    check("the others add nothing and clash with nothing", [(one["added"], one["clashes"], one["complete"]) for one in others] == [(0, 0, ALL)] * 2, others)
    check("the result is that of each alone", said(together) == alone["page"][1:], said(together))
    return f"{first['added']} marks and comments from the page, {others[0]['added']} more from the spreadsheet, {others[1]['added']} from the terminal, 0 clashes"
