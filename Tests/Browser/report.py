"""Opens the report on a made series in Chromium and in Firefox, in the light and in the dark, on paper and on a phone.

    report.py WORK SHOTS [WHICH…]      SHOTS gets a picture of each
"""
import csv
import io
import pathlib
import random
import shutil
import subprocess
import sys
import zipfile

from looking import check, no_axe_findings
from running import in_browsers

WORK, SHOTS = (pathlib.Path(one).resolve() for one in sys.argv[1:3])
SAMPLES = pathlib.Path(__file__).resolve().parents[2] / "Samples"
PEOPLE, ASSESSORS, SEEDS = 45, 4, 12


def npq(*words, at):
    done = subprocess.run(["npq", *map(str, words), "--series", str(WORK / "series"), "--at", f"2027-{at}Z"],
                          capture_output=True, text=True)
    assert done.returncode in (0, 2, 3), done.stderr


def table(path, header, rows):
    with path.open("w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def make():
    """A series in which everything is marked twice, the first assessor severe and named like markup, with seeds."""
    draw = random.Random(4)
    (WORK / "in").mkdir(parents=True)
    shutil.copytree(SAMPLES / "series" / "assessments", WORK / "assessments")
    paper = WORK / "assessments" / "specialist.yaml"
    with paper.open("a") as file:
        file.write("standardisation:\n  tolerance: {criterion: 2, total: 4}\n  seeds: {one-in: 2}\n")
    subprocess.run(["npq", "init", str(WORK / "series"), "--assessment", str(paper), "--as", "office", "--keys",
                    str(WORK / "keys"), "--at", "2027-02-01T09:00:00Z"], check=True, capture_output=True)
    people = [f"p{number}" for number in range(PEOPLE)]
    names = ["<b>Ada</b>", "Ben Cole", "Cy Dow", "Di Early"]
    table(WORK / "participants.csv", ["id", "qualification"], [(one, "NPQLT") for one in people])
    table(WORK / "assessors.csv", ["id", "name", "qualifications", "capacity"],
          [(f"as{place}", names[place], "NPQLT", 60) for place in range(ASSESSORS)])
    table(WORK / "received.csv", ["file", "participant", "time"],
          [(f"{one}.txt", one, "2027-03-12T10:00:00Z") for one in people])
    for one in people:
        (WORK / "in" / f"{one}.txt").write_text(" ".join(f"word{draw.randint(0, 400)}" for _ in range(300)))
    npq("import", "participants", WORK / "participants.csv", at="02-02T09:00:00")
    npq("import", "assessors", WORK / "assessors.csv", at="02-02T09:00:00")
    came = WORK / "received.csv"
    npq("receive", WORK / "in", "--match", came, "--times", came, at="03-22T09:00:00")
    worth = define(draw)
    npq("allocate", "--markings", 2, "--draw", 7, at="03-22T10:00:00")
    npq("distribute", "--plain", "-o", WORK / "packs", at="03-22T11:00:00")
    mark(draw, worth)
    for day in range(2):
        npq("collect", WORK / f"returns{day}", at=f"04-{10 + day}T09:00:00")
    npq("report", "-o", WORK / "report", at="04-12T09:00:00")
    return WORK / "report" / "report.html", WORK / "report" / "examiner-report.html"


def define(draw):
    """Definitive marks of some scripts, which go among everybody's as seeds."""
    done = subprocess.run(["npq", "status", "--csv", "--by-script", "--series", str(WORK / "series"), "--at", "2027-03-22T09:10:00Z"],
                          capture_output=True, text=True, check=True)
    codes = sorted(row["script"] for row in csv.DictReader(io.StringIO(done.stdout)) if row["script"])
    worth = {code: draw.uniform(1, 2.6) for code in codes}
    criteria = ("evidence", "causes", "choice", "rationale", "plan", "sustain")
    table(WORK / "definitive.csv", ["script", "use", "criterion", "mark", "why"],
          [(code, "seed", one, round(worth[code]), "") for code in codes[:SEEDS] for one in criteria])
    npq("import", "definitive-marks", WORK / "definitive.csv", at="03-22T09:20:00")
    return worth


def mark(draw, worth):
    for day in range(2):
        (WORK / f"returns{day}").mkdir()
    for place, pack in enumerate(sorted((WORK / "packs").glob("*.zip"))):
        with zipfile.ZipFile(pack) as archive:
            name = next(one for one in archive.namelist() if one.endswith("marks.csv"))
            rows = list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8-sig"), newline="")))
        for row in rows:
            level = worth[row["script"]]
            for criterion in list(row)[3:9]:
                row[criterion] = max(0, min(3, round(level - (place == 0) * 0.7 + draw.gauss(0, 0.5))))
        with (WORK / f"returns{place % 2}" / f"{pack.stem}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, rows[0].keys())
            writer.writeheader()
            writer.writerows(rows)


def story(browser, pages, name):
    report, examiner = pages
    browser.open(report)
    said = browser.run("return [...document.querySelectorAll('.five li')].map((one) => one.textContent)")
    check("five sentences stand on top", len(said) == 5, said)
    check("a name is no markup", "<b>Ada</b>" in said[2] and browser.run("return !document.querySelector('li b')"), said[2])
    check("the rest is folded", browser.run("return [...document.querySelectorAll('details')].every((one) => !one.open)"))
    browser.shot(SHOTS / f"report-{name}.png")
    browser.run("dispatchEvent(new Event('beforeprint'))")
    plots = browser.run("return [...document.querySelectorAll('svg')].filter((one) => one.getBoundingClientRect().height > 90).length")
    check("paper shows what is folded", plots == 7 + ASSESSORS, plots)
    browser.run("dispatchEvent(new Event('afterprint'))")
    check("and folds it again", browser.run("return document.querySelector('details.fold[open]') === null"))
    browser.run("for (const one of document.querySelectorAll('details')) one.open = true;")
    charts = browser.run("return [...document.querySelectorAll('.charts')].map((one) => one.children.length)")
    check("who drifts stands apart from the others", charts == [1, ASSESSORS - 1], charts)
    check("and is told on top", "Look first at who drifts on the seeds: <b>Ada</b>" in said[2], said[2])
    check("each plot has its numbers", browser.run("return [...document.querySelectorAll('figure')].every((one) => one.querySelector('tbody tr'))"))
    check("nothing is wider than the screen", browser.run("return document.documentElement.scrollWidth <= innerWidth"))
    check("what scrolls can be reached", browser.run(
        "return [...document.querySelectorAll('.wide')].every((one) => one.scrollWidth <= one.clientWidth || one.tabIndex === 0)"))
    no_axe_findings(browser, "the report")
    browser.whole_shot(SHOTS / f"report-{name}-whole.png")
    browser.open(examiner)
    text = browser.text("main")
    check("outsiders read no assessor", not any(word in text for word in ("Ada", "Ben Cole", "as0")), text[:400])
    no_axe_findings(browser, "the examiner's report")
    browser.whole_shot(SHOTS / f"examiner-{name}.png")
    check("nothing failed", not browser.errors, browser.errors)


def main():
    pages = make()

    def look(browser, name):
        story(browser, pages, name)
        return "the report read"

    in_browsers(sys.argv[3:] or ["chromium", "firefox", "dark", "narrow"], WORK, SHOTS, "report", look)


main()
