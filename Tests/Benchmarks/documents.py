"""Word documents as participants hand them in, from a seed.

Twenty are written by LibreOffice itself: about 1,500 words with headings, a table, footnotes, a
header and a footer, and every second one with two pictures. The others are these with their words
drawn anew, part by part, in the same container.
"""

import base64
import random
import re
import struct
import subprocess
import zipfile
import zlib

from data import WORDS

BASES = 20


def sentence(draw):
    words = [draw.choice(WORDS) for _ in range(draw.randint(9, 18))]
    return " ".join(words).capitalize() + "."


def picture(draw):
    """A PNG that does not deflate away, as a scan or a photograph does not, as an address."""
    width, height = 320, 200
    rows = b"".join(
        b"\0" + bytes((x + y + draw.randint(0, 40)) & 255 for x in range(width) for _ in range(3))
        for y in range(height))
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(
            ">I", zlib.crc32(kind + body))
    png = (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", zlib.compress(rows, 6)) + chunk(b"IEND", b""))
    return "data:image/png;base64," + base64.b64encode(png).decode()


def page(draw, pictures):
    """About 1,500 words as HTML, which LibreOffice turns into a Word document."""
    parts = ["<html><body>", f"<div title='header'><p>{sentence(draw)}</p></div>"]
    notes = []
    for section in range(6):
        parts.append(f"<h1>{draw.choice(WORDS).capitalize()} {section}</h1>")
        for _ in range(3):
            text = " ".join(sentence(draw) for _ in range(6))
            notes.append(sentence(draw))
            number = len(notes)
            parts.append(
                f"<p>{text[:40]}<b>{text[40:80]}</b><i>{text[80:120]}</i>{text[120:]}"
                f"<a class='sdfootnoteanc' name='sdfootnote{number}anc' "
                f"href='#sdfootnote{number}sym'><sup>{number}</sup></a></p>")
        if section < len(pictures):
            parts.append(f"<p><img src='{pictures[section]}' alt='What we saw'></p>")
    cells = "".join(
        "<tr>" + "".join(f"<td>{sentence(draw)}</td>" for _ in range(3)) + "</tr>"
        for _ in range(4))
    feet = "".join(
        f"<div id='sdfootnote{number}'><p class='sdfootnote'><a class='sdfootnotesym' "
        f"name='sdfootnote{number}sym' href='#sdfootnote{number}anc'>{number}</a>{text}</p></div>"
        for number, text in enumerate(notes, 1))
    return "".join(parts) + f"<table>{cells}</table>{feet}</body></html>"


def office(profile, kind, target, *given):
    """Converts with LibreOffice."""
    profile = (profile / "profile").resolve().as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
         "--outdir", str(target), *map(str, given)], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)


def bases(folder):
    folder.mkdir(parents=True, exist_ok=True)
    pages = []
    for number in range(BASES):
        draw = random.Random(number)
        pictures = [picture(draw) for _ in range(number % 2 * 2)]
        path = folder / f"base-{number:02}.html"
        path.write_text(page(draw, pictures), encoding="utf-8")
        pages.append(str(path))
    office(folder, "docx:MS Word 2007 XML", folder, "--infilter=HTML (StarWriter)", *pages)
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


def names(count):
    """Those without pictures are plain-*, the others pictured-*."""
    return [f"{('plain', 'pictured')[number % 2]}-{number:04}.docx" for number in range(count)]


def make(folder, count):
    """The documents, and the first of them as a PDF."""
    made = bases(folder / "bases")
    (folder / "documents").mkdir()
    for number, name in enumerate(names(count)):
        vary(made[number % len(made)], folder / "documents" / name, number)
    office(folder / "bases", "pdf", folder, made[0])
    (folder / made[0].with_suffix(".pdf").name).rename(folder / "one.pdf")
