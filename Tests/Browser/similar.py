"""Drives the page of similar work in Chromium and in Firefox, as the office would, by the keyboard.

    similar.py WORK SHOTS [WHICH…]      SHOTS gets a picture of each screen
"""
import pathlib
import random
import subprocess
import sys

from looking import check, no_axe_findings
from running import in_browsers

WORK, SHOTS = (pathlib.Path(one).resolve() for one in sys.argv[1:3])
WORDS = "pupils read with their teacher every day and talk about what they have found in it then".split()


def make():
    """Three scripts that share a passage, moved and changed here and there; one looks like markup."""
    texts = WORK / "texts"
    texts.mkdir(parents=True)
    draw = random.Random(3)
    copied = [draw.choice(WORDS) for _ in range(160)]
    changed = ["otherwise" if place % 10 == 9 else word for place, word in enumerate(copied)]
    own = [" ".join(f"{draw.choice(WORDS)}{draw.randint(0, 99)}" for _ in range(700)) for _ in range(3)]
    (texts / "one.md").write_text(f"{own[0]}\n\n{' '.join(copied)}\n\n{own[0][::-1]}\n")
    (texts / "two.md").write_text(
        f"</script><script>document.title = 'run'</script> {' '.join(changed[80:])}\n\n{own[1]}\n\n{' '.join(changed[:80])}\n")
    (texts / "<b>three.txt").write_text(f"{own[2]} {' '.join(copied[:100])}\n")
    page = WORK / "similar.html"
    subprocess.run(["npq", "similar", str(texts), "-o", str(page)], check=True, capture_output=True)
    return page


def story(browser, page, name):
    browser.open(page)
    browser.wait("document.querySelector('#title')", "the list")
    check("every pair stands in the list", browser.text("#title") == "3 pairs", browser.text("#title"))
    check("no text runs", browser.run("return document.title") == "Similar work")
    check("names stand as they are", "<b>three.txt" in browser.text("table"))
    browser.shot(SHOTS / f"similar-{name}-list.png")
    no_axe_findings(browser, "the list")
    browser.key("j")
    browser.key("Enter")
    browser.wait("document.querySelector('#compare')", "a pair side by side")
    check("the first passage is shown", browser.text("#where").startswith("Passage 1 of"))
    same = browser.run("""return [...document.querySelectorAll('.side')].map((side) =>
        [...side.querySelectorAll('mark.here .same')].map((one) => one.textContent).join(' ').split(/\\s+/).join(' '))""")
    check("both sides mark the same words", same[0] == same[1] and len(same[0]) > 100, same)
    seen = browser.run("""return [...document.querySelectorAll('.side .text')].every((text) => {
        const mark = text.querySelector('mark.here').getBoundingClientRect(), box = text.getBoundingClientRect();
        return mark.top >= box.top && mark.top < box.bottom; })""")
    check("the passage is in sight on both sides", seen)
    browser.shot(SHOTS / f"similar-{name}-pair.png")
    no_axe_findings(browser, "a pair")
    browser.key("j")
    browser.wait("document.querySelector('#title').textContent.startsWith('Pair 2')", "the next pair")
    browser.key("l")
    browser.wait("document.querySelector('.list')", "the list again")
    check("the list comes back to the pair", browser.run("return document.activeElement.textContent") == "2")
    check("nothing failed", not browser.errors, browser.errors)


def main():
    page = make()

    def look(browser, name):
        story(browser, page, name)
        return "similar work read side by side"

    in_browsers(sys.argv[3:] or ["chromium", "firefox", "dark", "narrow"], WORK, SHOTS, "similar", look)


main()
