"""Scripts as PDF out of the marking page: each alone, and all in one for printing on both sides."""
import base64
import json
import re
import subprocess

from assessor import ALL, OTHER, opened, unlock
from looking import check


def pages(path):
    text = subprocess.run(["pdftotext", "-enc", "UTF-8", str(path), "-"], check=True, capture_output=True).stdout
    return text.decode().split("\f")[:-1]


def tree(path):
    """The elements of a PDF that can be read aloud, with their words."""
    return subprocess.run(["pdfinfo", "-struct-text", str(path)], check=True, capture_output=True, text=True).stdout.splitlines()


def papers(browser):
    scripts = opened(OTHER)[0]["scripts"]
    # Its sheets were taken before: nobody is asked for a saved file.
    unlock(browser, OTHER)
    browser.press_button("Save all scripts as PDF")
    saved = browser.downloaded(r"scripts-M0002\.pdf")[-1]
    browser.wait("document.querySelector('#status').textContent.includes('in one PDF')", "the word that it is saved")
    said = subprocess.run(["qpdf", "--check", str(saved)], capture_output=True, text=True)
    check("the one PDF of all is sound", said.returncode == 0, said.stdout + said.stderr)
    all_pages = pages(saved)
    begun = [(place, re.search(r"(S\w{9}) · page 1 of", text).group(1))
             for place, text in enumerate(all_pages) if " · page 1 of" in text]
    check("every script is in it, in the order of the pack",
          [code for _, code in begun] == [one["script"] for one in scripts] and len(begun) == ALL, begun)
    check("each begins on a page with an odd number", all(place % 2 == 0 for place, _ in begun), begun)
    told = json.loads(subprocess.run(["qpdf", "--json=2", "--json-key=outlines", str(saved)],
                                     check=True, capture_output=True).stdout)["outlines"]
    check("each has a bookmark", [(one["destpageposfrom1"] - 1, one["title"]) for one in told] == begun, told)
    blank = [text for text in all_pages if not text.strip()]
    alone = browser.downloads.parent / "alone.pdf"
    together, aloud = [], []
    for one in scripts:
        alone.write_bytes(base64.b64decode(one["pdf"]))
        together += pages(alone)
        aloud += tree(alone)
    check("it says what the PDFs of the scripts say", [text for text in all_pages if text.strip()] == together)
    check("it can be read aloud as those can", aloud and tree(saved) == aloud, tree(saved)[:40])
    check("there are empty backs in it", blank)
    code = scripts[0]["script"]
    browser.run("[...document.querySelectorAll('th button')].find((one) => one.textContent === arguments[0]).click()", code)
    browser.wait("document.querySelector('#marking')", "the script")
    browser.press_button("Save as PDF")
    check("a script is saved as it lies in the pack",
          browser.downloaded(rf"{code}\.pdf")[-1].read_bytes() == base64.b64decode(scripts[0]["pdf"]))
    subprocess.run(["npq", "anonymise", "--report", str(saved)], check=True, capture_output=True)
