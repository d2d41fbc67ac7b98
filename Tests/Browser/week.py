"""One assessor's week: a pack is marked from the first screen to the last, whatever happens to it."""
import json
import shutil
import subprocess
import time

from assessor import ALL, OTHER, PACK, SHOTS, WORDS, WORK, done, forget, go_on, mark, start, unlock, welcome
from looking import check, no_axe_findings


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

    forget(browser)
    unlock(browser, PACK)
    welcome(browser)
    browser.give_file("Yes, choose the file", saved)
    browser.wait(f"document.querySelector('#progress').innerText.startsWith('6 of {ALL}')", "the marks from the file")
    for strange, said in ((WORK / "assessors.csv", "no columns"), (WORK / "series/series.yaml", "no file that this page saved")):
        browser.give_file("Take marks from a file", strange)
        browser.wait(f"document.querySelector('dialog[open]')?.innerText.includes({said!r})", "a strange file to be refused")
        browser.press_button("Close")
        browser.wait("!document.querySelector('dialog')", "the question to go")
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
