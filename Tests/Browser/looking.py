"""What every check of a page looks at: a statement that must hold, and a screen without barriers."""
import pathlib

import axe_playwright_python

AXE = next(pathlib.Path(axe_playwright_python.__file__).parent.glob("axe.min.js")).read_text("utf-8")


def check(what, condition, shown=""):
    if not condition:
        raise AssertionError(f"{what}: {shown}")


def no_axe_findings(browser, where):
    if "axe" not in vars(browser):
        browser.axe = []
    if not browser.run("return typeof window.axe === 'object'"):
        if browser.name == "chromium":
            browser.page.evaluate(AXE + ";undefined")
        else:
            browser.run(AXE + ";window.axe = window.axe || axe;")
    browser.run("window.axeAnswer = null; window.axe.run().then((answer) => { window.axeAnswer = answer; });")
    browser.wait("window.axeAnswer", "axe")
    found = browser.run(
        "return window.axeAnswer.violations.map((one) => one.id + ': ' + one.nodes.map((node) => node.html.slice(0, 120)).join(' | '))")
    passed = browser.run("return window.axeAnswer.passes.length")
    browser.axe.append((where, passed))
    check(f"axe finds nothing on {where}", not found and passed > 5, found)
