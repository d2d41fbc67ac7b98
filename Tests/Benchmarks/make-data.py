#!/usr/bin/env python3
"""Makes the benchmark's documents from a seed: make-data.py FOLDER COUNT.

Twenty are written by LibreOffice itself, with headings, a table, footnotes, a header and a footer;
the others are these with their words drawn anew, part by part, in the same container.
"""

import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path

BASES = 20
WORDS = """teacher pupils evidence reading practice lesson behaviour plan school staff change time
support data leader team culture assessment feedback routine monitor sustain problem cause barrier
strategy implement prepare deliver fidelity coaching modelling vocabulary attendance expectation
whole-school year-7 the of and to in that for with because however which this these can will""".split()


def sentence(draw):
    words = [draw.choice(WORDS) for _ in range(draw.randint(9, 18))]
    return " ".join(words).capitalize() + "."


def page(draw):
    """About 1,500 words as HTML, which LibreOffice turns into a Word document."""
    parts = ["<html><body>", f"<div title='header'><p>{sentence(draw)}</p></div>"]
    notes = []
    for section in range(6):
        parts.append(f"<h1>{draw.choice(WORDS).capitalize()} {section}</h1>")
        for _ in range(3):
            text = " ".join(sentence(draw) for _ in range(6))
            notes.append(sentence(draw))
            parts.append(
                f"<p>{text[:40]}<b>{text[40:80]}</b><i>{text[80:120]}</i>{text[120:]}"
                f"{footnote_mark(len(notes))}</p>")
    cells = "".join(
        "<tr>" + "".join(f"<td>{sentence(draw)}</td>" for _ in range(3)) + "</tr>" for _ in range(4))
    feet = "".join(footnote(number + 1, text) for number, text in enumerate(notes))
    return "".join(parts) + f"<table>{cells}</table>{feet}</body></html>"


def footnote_mark(number):
    return (f"<a class='sdfootnoteanc' name='sdfootnote{number}anc' "
            f"href='#sdfootnote{number}sym'><sup>{number}</sup></a>")


def footnote(number, text):
    return (f"<div id='sdfootnote{number}'><p class='sdfootnote'><a class='sdfootnotesym' "
            f"name='sdfootnote{number}sym' href='#sdfootnote{number}anc'>{number}</a>{text}</p></div>")


def bases(folder):
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for number in range(BASES):
        path = folder / f"base-{number:02}.html"
        path.write_text(page(random.Random(number)), encoding="utf-8")
        pages.append(str(path))
    profile = (folder / "profile").resolve().as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)", "--outdir", str(folder), *pages],
        check=True, stdout=subprocess.DEVNULL)
    return sorted(folder.glob("base-*.docx"))


def varied(text, draw):
    """The XML of a part with each word in its text drawn anew."""
    def change(match):
        words = re.sub(r"[A-Za-z]{4,}", lambda _: draw.choice(WORDS), match.group(2))
        return match.group(1) + words + match.group(3)
    return re.sub(r"(<w:t(?: [^>]*)?>)([^<]*)(</w:t>)", change, text)


def vary(base, path, seed):
    draw = random.Random(seed)
    with zipfile.ZipFile(base) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename.startswith("word/") and entry.filename.endswith(".xml"):
                content = varied(content.decode("utf-8"), draw).encode("utf-8")
            info = zipfile.ZipInfo(entry.filename)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, content)


def main():
    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    made = bases(folder / "bases")
    documents = folder / "documents"
    documents.mkdir(exist_ok=True)
    for number in range(count):
        vary(made[number % len(made)], documents / f"response-{number:04}.docx", number)


main()
