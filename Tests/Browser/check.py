"""Drives the marking page as an assessor would, in Chromium and in Firefox.

    check.py WORK SHOTS [WHICH…]      WORK as make-packs leaves it; SHOTS gets a picture of each screen
"""
import sys

from assessor import SHOTS, WORK
from further import further_pack, phrases, plain_page, sheets
from papers import papers
from running import BROWSERS, in_browsers
from screens import empty_page, every_script, gallery, opener, overdue, paper
from three_ways import three_ways
from week import collect, story


def week(browser, name):
    opened, files = story(browser)
    collect(name, files)
    sheets(browser)
    further_pack(browser)
    plain_page(browser)
    phrases(browser)
    papers(browser)
    print(f"{name}: one pack three ways: {three_ways(browser)}")
    return (f"a pack marked, moved, cleared, taken up again and collected; opened in {opened:.1f} s; "
            f"axe: nothing on {len(browser.axe)} screens")


def look(browser, name):
    if name in ("chromium", "firefox"):
        return week(browser, name)
    gallery(browser, name)
    if name == "light":
        every_script(browser)
        paper(browser)
        overdue(browser)
        opener()
        empty_page(browser)
    return f"{len(browser.axe)} screens; axe: nothing"


in_browsers(sys.argv[3:] or BROWSERS, WORK, SHOTS, "marking", look)
