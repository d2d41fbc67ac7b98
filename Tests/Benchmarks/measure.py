#!/usr/bin/env python3
"""Runs npq and the tools that it is held against in turn, and prints what each took.

measure.py NPQ DATA PYTHON [ROW ...] --size SIZE --rounds N
"""

import argparse
import json
import os
import shutil
import sys
from pathlib import Path

import data
import documents
import growth
import pairs
import plot
from series import BARE, Series
from timing import run, summary

MEMORY = 150_000_000


def prepare(npq, folder, size):
    """Everything that is measured on, once."""
    if (folder / "made").exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "out").mkdir(parents=True)
    documents.make(folder, size.documents)
    for kind in ("plain", "pictured"):
        data.packages(npq, sorted((folder / "documents").glob(f"{kind}-*")),
                      folder / f"packages-{kind}", size.packages)
    series = Series(npq, folder / "office-work", size.people, size.assessors)
    series.make()
    place = series.folder
    for stage, steps in [
        ("imported", [series.imports("participants"), series.imports("assessors")]),
        ("allocated", [series.receive(), series.allocate()]),
        ("distributed", [series.distribute(place / "packs")]),
    ]:
        for step in steps:
            run(step)
        shutil.copytree(place / "series", place / stage)
    series.mark()
    unpack_bare(series)
    (folder / "made").touch()


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


def measured(pair, rounds):
    if pair.theirs and shutil.which(str(pair.theirs[0])) is None:
        print(f"{pair.name} against {pair.other}: not here", file=sys.stderr)
        return None
    def once(command):
        if pair.before:
            pair.before()
        return run(command)
    once(pair.ours)
    mine, yours, less = [], [], []
    for number in range(rounds):
        mine.append(once(pair.ours))
        if pair.less:
            less.append(once(pair.less))
        if pair.theirs and number < (pair.rounds or rounds):
            yours.append(once(pair.theirs))
    result = {"name": pair.name, "other": pair.other, "npq": summary(mine),
              "wanted": pair.wanted, "most": pair.most, "on": pair.on}
    own = result["npq"][pair.on]
    if pair.less:
        result["less"] = summary(less)
        own = max(0.001, own - result["less"][pair.on])
    memory = pair.memory or MEMORY
    result["reached"] = (not pair.most or own <= pair.most) and result["npq"]["peak"] < memory
    if pair.theirs:
        result["peer"] = summary(yours)
        result["ratio"] = result["peer"][pair.on] / own
        result["reached"] = result["reached"] and result["ratio"] >= pair.wanted
    return result


def row(result):
    def times(side):
        if side not in result:
            return ""
        one = result[side]
        return f"{one['median']:8.3f} ({one['least']:.3f}–{one['most']:.3f})"
    ratio = f"{result['ratio']:.2f}" if "ratio" in result else ""
    wanted = f"{result['wanted']:.3g}" if result["wanted"] else ""
    if result["most"]:
        wanted += f" {result['most'] * 1e3:.0f} ms"
    ours = result["npq"]
    return (f"{result['name']:22}{result['other']:22}{times('npq'):26}{times('peer'):26}"
            f"{ratio:>7}{wanted:>9} {'' if result['reached'] else 'NO':3}"
            f"{ours['peak'] / 1e6:5.0f} MB{ours['processor']:8.2f} s"
            + (f"{result['peer']['processor']:8.2f} s" if "peer" in result else ""))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("npq", type=os.path.abspath)
    parser.add_argument("data", type=Path)
    parser.add_argument("python", type=os.path.abspath)
    parser.add_argument("--size", choices=data.SIZES, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("rows", nargs="*")
    given = parser.parse_args()
    folder, size = given.data.resolve(), data.SIZES[given.size]
    def is_wanted(name):
        return not given.rows or any(word in name for word in given.rows)
    if given.rows != ["growth"]:
        prepare(given.npq, folder, size)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {given.rounds} rounds in turn",
             f"{'':44}{'npq, s':26}{'other, s':26}{'ratio':>7}{'wanted':>9}    "
             f"{'peak':>7} processor, other's"]
    print("\n".join(lines), flush=True)
    results, grown = [], []
    wanted = pairs.all_pairs(given.npq, given.python, folder) if (folder / "made").exists() else []
    for pair in wanted:
        result = is_wanted(f"{pair.name} {pair.other}") and measured(pair, given.rounds)
        if result:
            results.append(result)
            lines.append(row(result))
            print(lines[-1], flush=True)
    if is_wanted("growth"):
        grown = growth.measured(given.npq, folder / "growth", size.growth, size.assessors)
        lines += ["", *growth.table(grown)]
        print("\n".join(lines[-len(grown) - 2:]))
    report = {"cores": os.cpu_count(), "load": os.getloadavg()[0], "size": given.size,
              "results": results, "growth": grown}
    (folder / "results.json").write_text(json.dumps(report, indent=2) + "\n")
    (folder / "results.txt").write_text("\n".join(lines) + "\n")
    (folder / "ratios.svg").write_text(plot.bars(results))
    if grown:
        (folder / "growth.svg").write_text(plot.lines(grown))
    sys.exit(0 if all(one["reached"] for one in results + grown) else 1)


if __name__ == "__main__":
    main()
