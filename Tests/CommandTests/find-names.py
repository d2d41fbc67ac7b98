"""Looks for people of a roster in marking packs and other files: every entry, archives within
archives unpacked, PDFs as text and metadata. Prints each place where one is found, and nothing
where none is.

    find-names.py ROSTER.csv FILE …
"""
import csv
import io
import re
import subprocess
import sys
import tempfile
import zipfile


def words(roster):
    with open(roster, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for column in ("id", "dfe_id", "trn", "email", "lms_login", "name", "school"):
                if len(row.get(column) or "") > 3:
                    yield row[column]


def parts(name, data):
    yield name, name.encode()
    yield name, data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield name + " comment", archive.comment
            for entry in archive.infolist():
                yield name + " extra", entry.extra + entry.comment
                yield from parts(f"{name}/{entry.filename}", archive.read(entry))
    elif data.startswith(b"%PDF"):
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(data)
            file.flush()
            for program in (["pdftotext", file.name, "-"], ["pdfinfo", file.name]):
                yield f"{name} {program[0]}", subprocess.run(program, capture_output=True).stdout


roster, *packs = sys.argv[1:]


def pattern(word):
    """A short word counts where it stands alone: base 64 holds any five letters by chance."""
    folded = re.escape(word.casefold())
    return re.compile(folded if len(word) > 8 else f"(?<![0-9a-z+/]){folded}(?![0-9a-z+/])")


sought = [(word, pattern(word)) for word in words(roster)]
for pack in packs:
    with open(pack, "rb") as file:
        for place, data in parts(pack, file.read()):
            for encoding in ("utf-8", "utf-16-le"):
                text = data.decode(encoding, "ignore").casefold()
                for word, found in sought:
                    if found.search(text):
                        print(f"{place}: {word}")
