"""What comes to the page later: filled sheets, and further packs of the same assessor."""
import csv
import io
import json
import shutil
import subprocess
import zipfile

import openpyxl

from assessor import ALL, OTHER, PACK, SHOTS, WORK, forget, go_on, mark, start, unlock
from looking import check, no_axe_findings


def office(series, *arguments, day="2027-04-05", codes=(0,)):
    """One command of the office, in a series of its own."""
    run = subprocess.run(["npq", *map(str, arguments), "--series", str(series), "--as", "office", "--format", "json", "--at", f"{day}T09:00:00Z"],
                         capture_output=True, text=True, check=False)
    assert run.returncode in codes, (arguments, run.returncode, run.stdout, run.stderr)
    return json.loads(run.stdout)


def pressed_away(browser, label):
    browser.press_button(label)
    browser.wait("!document.querySelector('dialog')", "the question to go")


def comes_to(browser, count):
    browser.wait(f"document.querySelector('#progress').innerText.startsWith('{count} of ')", f"{count} marked scripts")


def sheets(browser):
    """The page's own workbook, filled in, and CSV as spreadsheets of other countries save it."""
    start(browser, OTHER)
    browser.press_button("Save the sheet marks-M0002.xlsx")
    place = browser.downloaded("marks-M0002.xlsx")[-1]
    book = openpyxl.load_workbook(place)
    sheet = book["marks NPQLT"]
    head = [cell.value for cell in sheet[1]]
    criteria = head[3:9]
    for row, value in ((2, 3), (3, 2)):
        for column in range(4, 10):
            sheet.cell(row, column, value)
    sheet.cell(2, head.index("comment") + 1, "From the sheet,\nin two lines")
    sheet.cell(4, 4, 7)
    filled = place.with_name(f"filled {browser.name}.xlsx")
    book.save(filled)
    browser.give_file("Take marks from a file", filled)
    browser.wait("document.querySelector('dialog[open]')?.innerText.includes('faults')", "the faults")
    said = browser.text("dialog")
    check("a fault is named by sheet and cell", "Sheet “marks NPQLT”, cell D4: “7” is no mark" in said, said)
    no_axe_findings(browser, "a sheet with a fault")
    browser.shot(SHOTS / f"{browser.name}-sheet-faults.png")
    pressed_away(browser, "Take the 2 rows without a fault")
    comes_to(browser, 2)

    codes = [sheet.cell(row, 3).value for row in (2, 4)]
    rows = [["pack", "revision", "script", *criteria, *(f"{one} comment" for one in criteria), "comment", "note", "flag"],
            ["M0002", "1", codes[0], "2,0", *["3"] * 5, *[""] * 6, "From the sheet,\nin two lines", "", ""],
            ["M0002", "1", codes[1], "1,0", *["1"] * 5, "„gut“", *[""] * 5, "Naïve – “yes”", "", "alike S1D67QY0CW; Cannot Read"]]
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(rows)
    place = place.with_name(f"marks {browser.name}.csv")
    place.write_bytes(text.getvalue().encode("windows-1252"))
    # Dropped, not chosen.
    browser.run("""const data = new DataTransfer();
        data.items.add(new File([Uint8Array.from(atob(arguments[0]), (one) => one.charCodeAt(0))], "marks.csv"));
        document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));""", encoded(place))
    browser.wait("document.querySelector('dialog[open]')?.innerText.includes('something different')", "the question which mark holds")
    said = browser.text("dialog")
    check("both marks are shown", f"{codes[0]}, {criteria[0]}: here “3”, in the file “2”" in said, said)
    pressed_away(browser, "What is here")
    comes_to(browser, 3)
    browser.press_button("Send what I have")
    browser.wait("document.querySelector('dialog[open]')", "where to send it")
    sent = browser.downloaded(f"marks-M0002-3-of-{ALL}-.*json")[-1]
    by_code = {one["script"]: one for one in json.loads(sent.read_text("utf-8"))["rows"]}
    check("what was here holds", by_code[codes[0]]["marks"][criteria[0]] == 3, by_code)
    other = by_code[codes[1]]
    check("signs of other code pages arrive", (other["comment"], other["comments"][criteria[0]]) == ("Naïve – “yes”", "„gut“"), other)
    check("flags are read as people write them", other["flags"] == ["alike S1D67QY0CW", "cannot-read"], other)
    pressed_away(browser, "Done")
    collected = office(fresh_series(f"sheets-{browser.name}"), "collect", sent)
    check("the marks of the sheet are collected", collected["complete"] == 3 and collected["signed"] == 1, collected)


def phrases(browser):
    """The assessor's own phrases are a file, which a browser that knows nothing takes back."""
    for place in ("first", "second"):
        pack = browser.downloads.parent / place / OTHER.name
        pack.parent.mkdir(exist_ok=True)
        shutil.copy(OTHER, pack)
        forget(browser)
        start(browser, OTHER, pack)
        if place == "second":
            browser.give_file("Take marks from a file", saved)
            browser.wait("document.querySelector('#status').innerText.includes('1 phrase added')", "the phrase")
        go_on(browser)
        if place == "first":
            browser.type(".criterion textarea", "Says why, and for whom.")
        browser.run("document.querySelector('.criterion .field button').click()")
        browser.wait("document.querySelector('dialog[open]')", "the phrases")
        no_axe_findings(browser, f"phrases, {place}")
        if place == "first":
            pressed_away(browser, "Keep the comment as a phrase")
            browser.press_button("Stop for today")
            browser.wait("document.querySelector('dialog[open]')", "the word that all is saved")
            browser.press_button("Save my 1 phrase")
            saved = browser.downloaded("my-phrases.json")[-1]
            pressed_away(browser, "Done")
        else:
            pressed_away(browser, "Says why, and for whom.")
            check("the phrase stands in the comment", browser.run("return document.querySelector('.criterion textarea').value") == "Says why, and for whom.")


def plain_page(browser):
    """A pack of plain files: its page opens without words, but not from inside a ZIP."""
    series = fresh_series(f"plain-{browser.name}")
    more = WORK / f"plain-{browser.name}.csv"
    more.write_text("file,participant,time\nlast.md,np27-17,2027-03-14T10:00:00Z\n")
    last = WORK / "last.md"
    last.write_text("# The last one\n\n" + "Teachers look at pupils' work together. " * 60)
    office(series, "receive", last, "--match", more, "--times", more)
    office(series, "allocate", "--markings", 2, "--draw", 1)
    made = office(series, "distribute", "--plain", "-o", WORK / f"plain-{browser.name}")["packs"]
    check("the pack verifies, with the office's signature", office_verifies(made[0]["file"], series))
    place = WORK / f"Temp1_plain {browser.name}.zip"
    with zipfile.ZipFile(made[0]["file"]) as archive:
        archive.extractall(place)
    pack = made[0]["pack"]
    browser.open(place / pack / "START-HERE.html")
    browser.wait("document.querySelector('.warn')", "the notice about the ZIP")
    check("it says what to do", "Extract All" in browser.text(".warn"), browser.text("main"))
    no_axe_findings(browser, "inside a ZIP")
    browser.shot(SHOTS / f"{browser.name}-inside-zip.png")
    place = place.rename(WORK / f"plain folder {browser.name}")
    browser.open(place / pack / "START-HERE.html")
    browser.wait("document.querySelector('#list-title')", "the list, without words")
    browser.wait("document.querySelector('dialog[open]')", "the question for a saved file")
    browser.key("Escape")
    check("it says which pack came before", "given M0001 before" in browser.text("#apart"), browser.text("main"))
    go_on(browser)
    browser.key("m")
    for digit in "221133":
        browser.key(digit)
    browser.key("l")
    browser.wait("document.querySelector('#scripts')", "the list")
    browser.press_button("Send what I have")
    browser.wait("document.querySelector('dialog[open]')", "where to send it")
    sent = browser.downloaded(f"marks-{pack}-1-of-1-.*json")[-1]
    pressed_away(browser, "Done")
    collected = office(series, "collect", sent, day="2027-04-06")
    check("its return is collected, signed", collected["signed"] == 1 and collected["complete"] == 1, collected)


def office_verifies(file, series):
    run = subprocess.run(["npq", "verify", str(file), "--series", str(series), "--format", "json"], capture_output=True, text=True, check=False)
    told = json.loads(run.stdout)
    return told["verdict"] == "accepted" and told["paths"][0]["kind"] == "marking-pack" and told["paths"][0]["signature"]["state"] == "signed"


def encoded(path):
    import base64
    return base64.b64encode(path.read_bytes()).decode()


def fresh_series(name):
    """A copy of the series as it was when the packs had gone out."""
    series = WORK / f"series-{name}"
    shutil.copytree(WORK / "series", series)
    return series


def further_pack(browser):
    """A second pack joins the open page; what it withdraws goes without its marks being lost."""
    series = fresh_series(f"more-{browser.name}")
    start(browser, PACK)
    go_on(browser)
    codes = []
    for digits in ("222222", "333333"):
        codes.append(browser.text("#reading-title").split()[1])
        mark(browser, digits)
    known, asked = codes
    for code, flag in ((known, "i-know-the-author"), (asked, "identity-visible")):
        browser.key("l")
        browser.wait("document.querySelector('#scripts')", "the list")
        browser.press_button(code)
        browser.wait("document.querySelector('#marking')", "the script")
        browser.type("#note", f"About {flag}")
        browser.key("Escape")
        browser.run(f"document.querySelector('#flags input[value={flag}]').click()")
    browser.key("l")
    browser.wait("document.querySelector('#scripts')", "the list")
    browser.press_button("Send what I have")
    browser.wait("document.querySelector('dialog[open]')", "where to send it")
    sent = browser.downloaded(f"marks-M0001-2-of-{ALL}-.*json")[-1]
    pressed_away(browser, "Done")

    more = WORK / f"assessors-{browser.name}.csv"
    more.write_text((WORK / "assessors.csv").read_text() + "as-3,Winifred Oduya,w.oduya@example.net,NPQLT;NPQSL;NPQSENCO,2\n")
    office(series, "import", "assessors", more)
    office(series, "collect", sent, "--draw", 1)
    queries = office(series, "queries", "--all")["queries"]
    number = next(one["number"] for one in queries if one["flag"] == "identity-visible")
    office(series, "queries", "answer", number, "--text", "Mark it as it stands: the name is the school's own.")
    late = WORK / f"late-{browser.name}.md"
    late.write_text("# A late one\n\n" + "Teachers look at pupils' work together. " * 60)
    match = WORK / f"late-{browser.name}.csv"
    match.write_text(f"file,participant,time\n{late.name},np27-17,2027-03-14T10:00:00Z\n")
    office(series, "receive", late, "--match", match, "--times", match)
    office(series, "allocate", "--markings", 2, "--draw", 1)
    packs = WORK / f"more-{browser.name}"
    made = office(series, "distribute", "-o", packs, "--due", "2027-04-20")["packs"]
    mine = next(one for one in made if one["assessor"] == "as-1")
    check("the further pack holds what is new alone", mine["scripts"] == 1, made)

    other = next(one for one in made if one["assessor"] == "as-3")
    browser.give_file("Add a further pack", other["file"])
    browser.wait("document.querySelector('dialog[open]')?.innerText.includes('Its words')", "the words of another's pack to be asked for")
    pressed_away(browser, "Leave it")
    browser.give_file("Add a further pack", mine["file"])
    browser.wait("document.querySelector('#gone')", "what is no longer to be marked")
    check("the known author's script is withdrawn", known in browser.text("#gone") and "goes back with your marks" in browser.text("#gone"), browser.text("#gone"))
    check("the answer is shown", "Mark it as it stands" in browser.text("#answers"), browser.text("#answers"))
    check("a script less, a script more", browser.text("#progress").startswith(f"1 of {ALL} "), browser.text("#progress"))
    check("each pack has its date", "12 April" in browser.text("main") and "20 April" in browser.text("main"))
    no_axe_findings(browser, "two packs")
    browser.whole_shot(SHOTS / f"{browser.name}-two-packs.png")
    unlock(browser, PACK)
    check("the further pack is there the next day", mine["pack"] in browser.text("#scripts"), browser.text("#scripts"))
    new = browser.run(f"return [...document.querySelectorAll('#scripts tbody tr')].find((one) => one.innerText.includes({mine['pack']!r})).querySelector('button').innerText")
    browser.press_button(new)
    browser.wait("document.querySelector('#marking')", "the new script")
    browser.key("m")
    for digit in "123123":
        browser.key(digit)
    browser.key("l")
    browser.wait("document.querySelector('#scripts')", "the list")
    browser.press_button("Send what I have")
    browser.wait("document.querySelector('dialog[open]')", "where to send it")
    both = browser.downloaded(f"marks-M0001-{mine['pack']}-2-of-{ALL}-.*json")[-1]
    pressed_away(browser, "Done")
    check("one file holds a return of each pack", both.read_text("utf-8").count('{"return":1,') == 2)
    check("the withdrawn script's marks are in it", known in both.read_text("utf-8"))
    collected = office(series, "collect", both, day="2027-04-06")
    bad = [one for one in collected["findings"] if one["severity"] != "note"]
    check("both returns are taken", collected["sheets"] == 2 and collected["signed"] == 2 and not bad, (collected, bad))
    check("no error in the page", not browser.errors, browser.errors)
    return mine["file"], series
