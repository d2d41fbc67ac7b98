"""Runs a check in each browser and look by name, one after another, and ends with 1 if one failed."""
import os
import sys
import time
import traceback

from playwright.sync_api import sync_playwright

from drivers import Chromium, Firefox

BROWSERS = {
    "chromium": (Chromium, {}), "firefox": (Firefox, {}), "light": (Chromium, {}),
    "dark": (Chromium, {"scheme": "dark"}), "narrow": (Chromium, {"size": (320, 640)}),
    "firefox-dark": (Firefox, {"scheme": "dark"}),
}


def in_browsers(names, work, shots, what, look):
    """`look` gets a browser and its name and says what it saw; SHOTS gets a picture of what failed."""
    shots.mkdir(parents=True, exist_ok=True)
    failed = 0
    with sync_playwright() as playwright:
        for name in names:
            begun = time.monotonic()
            kind, options = BROWSERS[name]
            place = work / f"browser-{name}"
            browser = kind(playwright, place, **options) if kind is Chromium else kind(place, **options)
            try:
                print(f"{name}: {look(browser, name)}; {time.monotonic() - begun:.0f} s")
            except Exception:
                failed += 1
                print(f"{name}: FAILED")
                traceback.print_exc()
                try:
                    browser.shot(shots / f"{what}-{name}-failed.png")
                except Exception:
                    traceback.print_exc()
            finally:
                browser.close()
    sys.stdout.flush()
    os._exit(1 if failed else 0)  # Marionette's own tidying fails while Python ends
