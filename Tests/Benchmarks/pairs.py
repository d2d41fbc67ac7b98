"""What is measured against what, and what is promised."""

import shutil
from pathlib import Path

from data import ASSESSMENT

HERE = Path(__file__).parent


class Pair:
    """`wanted` is how many times faster npq has to be, by the clock or, `on` processor, by the
    time on one core; `most` is the most seconds that npq may take. `before` is run before each
    command, untimed, and `less` is timed and taken off npq's time; `memory` is the most bytes that
    npq may hold, where that is not what all may."""

    def __init__(self, name, ours, other="", theirs=None, wanted=0, on="median", most=0,
                 before=None, less=None, rounds=None, memory=0):
        self.name, self.ours, self.other, self.theirs = name, ours, other, theirs
        self.wanted, self.on, self.most = wanted, on, most
        self.before, self.less, self.rounds = before, less, rounds
        self.memory = memory


def shell(script, *arguments):
    return ["bash", "-c", script, "bash", *map(str, arguments)]


def fresh(folder, *, of=None):
    """Removes what a run made; or puts a copy in its place."""
    def prepare():
        shutil.rmtree(folder, ignore_errors=True)
        if of:
            shutil.copytree(of, folder)
        else:
            folder.mkdir()
    return prepare


def all_pairs(npq, python, data):
    documents = sorted((data / "documents").iterdir())
    out = data / "out"
    return [*participant(npq, python, documents, out), *verify(npq, python, data, out),
            *reading(npq, python, documents, out), *office(npq, data, out)]


def participant(npq, python, documents, out):
    bag = (
        'mkdir "$2/bag"; cp "$3" "$2/bag"; "$1" -m bagit --sha256 --quiet "$2/bag"; '
        'cd "$2"; zip -q -r bag.zip bag')
    package = [npq, "package", documents[0], "--assessment", ASSESSMENT, "--participant", "p1",
               "--own-work", "--force", "-o", out / "one.zip"]
    return [
        Pair("start-up", [npq, "--version"], most=0.015),
        Pair("package one document", package, "bagit.py, zip",
             shell(bag, python, out, documents[0]), wanted=1, most=0.040, before=fresh(out)),
    ]


def verify(npq, python, data, out):
    unpack = (
        'cd "$2"; for zip in "${@:3}"; do unzip -q "$zip" -d "${zip##*/}"; done; '
        'exec "$1" -m bagit --validate --quiet */submission')
    pairs = []
    for kind in ("plain", "pictured"):
        packages = sorted((data / f"packages-{kind}").iterdir())
        ours, name = [npq, "verify", *packages], f"verify, {kind}"
        pairs += [
            Pair(name, ours, "unzip, bagit.py", shell(unpack, python, out, *packages), wanted=20,
                 before=fresh(out)),
            Pair(name, ours, "sha256sum", ["sha256sum", *packages], wanted=1),
            Pair(name, ours, "openssl dgst -sha256", ["openssl", "dgst", "-sha256", *packages],
                 wanted=0.25),
        ]
    return pairs


def reading(npq, python, documents, out):
    few = documents[:100]
    profile = f"-env:UserInstallation={(out.parent / 'office').resolve().as_uri()}"
    text = ["soffice", profile, "--headless", "--convert-to", "txt:Text", "--outdir", out, *few]
    mat2 = 'cp "${@:2}" "$1"; cd "$1"; exec mat2 *.docx'
    count = [npq, "count", *documents]
    docx = [python, HERE / "count-python-docx.py", *documents]
    return [
        Pair("count", count, "python-docx", docx, wanted=3),
        Pair("count, one core", count, "python-docx", docx, wanted=3, on="processor"),
        Pair("count", [npq, "count", *few], "LibreOffice", text, wanted=25, before=fresh(out),
             rounds=1),
        Pair("anonymise, one core", [npq, "anonymise", *few, "-o", out], "mat2",
             shell(mat2, out, *few), wanted=10, on="processor", before=fresh(out)),
    ]


def office(npq, data, out):
    """Each step on a copy of a series that has come so far.

    What distribute makes and its peers do not (the layout of scripts for the page, and their PDFs)
    it keeps in the series. A run that has to make all of it is timed by itself; beside the peers,
    which pack the same files, the page among them, it takes the layout from an earlier run and makes
    no PDFs. The peers too use every core, a pack on each, and bring what they wrote to the disk; npq
    also keeps a second copy of each pack in the series, records it, and signs it.
    """
    from series import BARE, Series
    series = Series(npq, data / "office-work", 0, 0)
    step = {"copy": "step"}
    def at(stage):
        return fresh(series.folder / "step", of=series.folder / stage)
    def both(stage):
        def prepare():
            at(stage)()
            fresh(out)()
        return prepare
    copy = 'cp "$1"/* "$2"; sha256sum "$2"/*; sync -f "$2"'
    clean = [npq, "anonymise", *sorted((series.folder / "in").iterdir()), "-o", out]
    each = 'cd "$1"; printf "%s\\0" * | xargs -0 -P "$(nproc)" -I PACK '
    bsdtar = each + 'bsdtar -a -cf "$2/PACK.zip" PACK; sync -f "$2"'
    seven = each + '7z a -bd -tzip -mx0 "$2/PACK.zip" PACK; sync -f "$2"'
    age = (
        'age-keygen -o "$2/key"; to=$(age-keygen -y "$2/key"); ' + each +
        'bash -c "bsdtar --format zip -cf - PACK | age -r $to >$2/PACK.age"; sync -f "$2"')
    table = "create table mark (pack text, script text, criterion text, mark int, comment text)"
    sqlite = ["sqlite3", out / "marks.sqlite", table, ".mode csv",
              f".import {series.folder / 'marks.csv'} mark"]
    unpacked = series.folder / "unpacked"
    return [
        Pair("receive, less copies", series.receive(**step), "cp, sha256sum, sync",
             shell(copy, series.folder / "in", out), wanted=0.5, before=both("imported"),
             less=clean),
        Pair("distribute, all of it", series.distribute(out, form=(), **step),
             before=both("allocated"), memory=300_000_000),
        Pair("distribute, plain", series.distribute(out, form=BARE, **step), "bsdtar",
             shell(bsdtar, unpacked, out), wanted=1 / 1.3, before=both("prepared")),
        Pair("distribute, plain", series.distribute(out, form=BARE, **step), "7z -mx0",
             shell(seven, unpacked, out), wanted=1 / 1.3, before=both("prepared")),
        Pair("distribute, sealed", series.distribute(out, form=("--no-pdf",), **step),
             "bsdtar, age", shell(age, unpacked, out), wanted=1 / 1.2, before=both("prepared")),
        Pair("collect", series.collect(**step), "sqlite3 .import", sqlite, wanted=0.25,
             before=both("distributed")),
    ]
