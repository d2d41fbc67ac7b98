"""Drives the marking page as an assessor would, in Chromium and in Firefox.

    check.py WORK SHOTS [WHICH…]      WORK as make-packs leaves it; SHOTS gets a picture of each screen
"""
import os
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from assessor import SHOTS, WORK
from drivers import Chromium, Firefox
from further import further_pack, phrases, plain_page, sheets
from papers import papers
from screens import empty_page, every_script, gallery, opener, overdue, paper
from three_ways import three_ways
from week import collect, story


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
                    sheets(browser)
                    further_pack(browser)
                    plain_page(browser)
                    phrases(browser)
                    papers(browser)
                    print(f"{name}: one pack three ways: {three_ways(browser)}")
                    print(f"{name}: a pack marked, moved, cleared, taken up again and collected; opened in {opened:.1f} s; "
                          f"axe: nothing on {len(browser.axe)} screens; {time.monotonic() - begun:.0f} s")
                else:
                    gallery(browser, name)
                    if name == "light":
                        every_script(browser)
                        paper(browser)
                        overdue(browser)
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
