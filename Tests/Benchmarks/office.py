"""Rows of the office's steps on a series with documents as they are handed in.

What distribute makes and its peers do not (the layout of scripts for the page, and their PDFs) it
keeps in the series. A run that has to make all of it is timed by itself; beside the peers, which
pack the same files, the page among them, it takes the layout from an earlier run and makes no PDFs.
The peers too use every core, a pack on each, and bring what they wrote to the disk; npq also keeps a
second copy of each pack in the series, records it, and signs it.
"""

import os
import shutil
from pathlib import Path

import data
from pairs import MB, TWO, Pair, fresh, shell
from series import BARE, Series
from timing import run

COPY = 'cp "$1"/* "$2"; sha256sum "$2"/*; sync -f "$2"'
CLEAN = '"$1" anonymise "$2"/* -o "$3"'
EACH = 'cd "$1"; printf "%s\\0" * | xargs -0 -P "$(nproc)" -I PACK '
BSDTAR = EACH + 'bsdtar -a -cf "$2/PACK.zip" PACK; sync -f "$2"'
SEVEN = EACH + '7z a -bd -tzip -mx0 "$2/PACK.zip" PACK; sync -f "$2"'
AGE = (
    'age-keygen -o "$2/key"; to=$(age-keygen -y "$2/key"); ' + EACH +
    'bash -c "bsdtar --format zip -cf - PACK | age -r $to >$2/PACK.age"; sync -f "$2"')
JOB = 'export PATH="$1:$PATH"; exec sh "$2/run.sh"'


def makers(place):
    def make(folder):
        series = Series(place.npq, folder, place.size.people, place.size.assessors)
        series.make()
        for stage, steps in [
            ("imported", [series.imports("participants"), series.imports("assessors")]),
            ("allocated", [series.receive(), series.allocate()]),
            ("distributed", [series.distribute(folder / "packs")]),
        ]:
            for step in steps:
                run(step)
            shutil.copytree(folder / "series", folder / stage)
        series.mark()
        # What is not worked on any more; at the large size it is gigabytes.
        shutil.rmtree(folder / "series")
        shutil.rmtree(folder / "packs")
        unpack_bare(series)
    return {"office": make}


def unpack_bare(series):
    """What the packs' peers pack, and a series in which the scripts are laid out already."""
    place = series.folder
    shutil.copytree(place / "allocated", place / "step")
    run(series.distribute(place / "bare", form=BARE, copy="step"))
    shutil.copytree(place / "allocated", place / "prepared", ignore=lambda folder, names: [
        name for name in names if Path(folder) == place / "allocated" and name == "prepared"])
    shutil.move(place / "step/prepared", place / "prepared/prepared")
    (place / "unpacked").mkdir()
    for pack in (place / "bare").glob("*.zip"):
        data.quiet("unzip", "-q", pack, "-d", place / "unpacked" / pack.stem)
    shutil.rmtree(place / "bare")
    shutil.rmtree(place / "step")


def pairs(place):
    series, out = Series(place.npq, place.data / "office", 0, 0), place.out
    step, needs = {"copy": "step"}, ("office",)
    def at(stage, aside=None):
        def prepare():
            fresh(series.folder / "step", of=series.folder / stage, aside=aside)()
            fresh(out, aside=aside)()
        return prepare
    aside = place.data / "aside"
    def bare(form=BARE):
        return series.distribute(out, form=form, **step)
    came, unpacked = series.folder / "in", series.folder / "unpacked"
    table = "create table mark (pack text, script text, criterion text, mark int, comment text)"
    sqlite = ["sqlite3", out / "marks.sqlite", table, ".mode csv",
              f".import {series.folder / 'marks.csv'} mark"]
    return [
        Pair("receive, less copies", series.receive(**step), "cp, sha256sum, sync",
             shell(COPY, came, out), wanted=0.5,
             before=at("imported", aside), less=shell(CLEAN, place.npq, came, out), needs=needs,
             after=lambda: shutil.rmtree(aside, ignore_errors=True)),
        Pair("distribute, all of it", series.distribute(out, form=(), **step),
             before=at("allocated"), memory=300 * MB, needs=needs),
        Pair("distribute, plain", bare(), "bsdtar", shell(BSDTAR, unpacked, out), wanted=1 / 1.3,
             before=at("prepared"), needs=needs),
        Pair("distribute, plain", bare(), "7z -mx0", shell(SEVEN, unpacked, out), wanted=1 / 1.3,
             before=at("prepared"), needs=needs),
        Pair("distribute, sealed", bare(("--no-pdf",)), "bsdtar, age", shell(AGE, unpacked, out),
             wanted=1 / 1.2, before=at("prepared"), needs=needs),
        Pair("collect, documents", series.collect(**step), "sqlite3 .import", sqlite, wanted=0.25,
             before=at("distributed"), needs=needs),
        main_job(place),
    ]


def main_job(place):
    """npq demo's own script, from the responses to the proof of the record, on two cores."""
    folder, size = place.data / "job", place.size
    def before():
        shutil.rmtree(folder, ignore_errors=True)
        data.quiet(place.npq, "demo", folder, "--participants", size.people, "--assessors",
                   size.assessors, "--draw", 5)
    return Pair(f"main job, {size.people:,} people",
                [*TWO, *shell(JOB, os.path.dirname(place.npq), folder)],
                most=300 if size.people == 10_000 else 0, before=before, once=True,
                memory=500 * MB, after=lambda: shutil.rmtree(folder, ignore_errors=True))
