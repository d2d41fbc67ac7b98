"""What npq does with marks, beside the tools that do the like: one table.

marks.py NPQ WORK PYTHON [--rounds N] [--people N] [ROW ...]
"""

import argparse
import json
import os
import random
import shutil
import sys
from pathlib import Path

import agreement_values
import growth
import marked_alike
from marked import Marked
from measure import measured, row
from pairs import Pair, shell
from timing import run

HERE = Path(__file__).parent
MB = 1_000_000
# Two of the machine's cores, for what is promised of a laptop.
TWO = ["taskset", "-c", "0,1"]
STATISTICS = {
    "krippendorff": ["alpha-nominal", "alpha-ordinal", "alpha-interval", "alpha-ratio"],
    "irrCAC": ["kappa", "kappa-linear", "kappa-quadratic", "fleiss-kappa", "ac1", "ac2-linear",
               "ac2-quadratic"],
    "scikit-learn": ["kappa", "kappa-linear", "kappa-quadratic"],
    "statsmodels": ["kappa", "kappa-linear", "kappa-quadratic", "fleiss-kappa"],
}


def ratings(path, units):
    """Two raters' marks of many units, from a seed."""
    draw = random.Random(1)
    def mark(quality, severity):
        return min(3, max(0, round(quality - severity + draw.gauss(0, 0.5))))
    with open(path, "w") as rows:
        rows.write("unit,A,B\n")
        for unit in range(units):
            quality = draw.gauss(1.6, 0.8)
            rows.write(f"S{unit},{mark(quality, 0)},{mark(quality, 0.1)}\n")


def agreement(npq, python, work):
    table = work / "ratings.csv"
    if not table.exists():
        ratings(table, 500_000)
    plain = [npq, "agreement", table, "--bootstrap", 0, "--format", "json"]
    whole = [npq, "agreement", table, "--draw", 7, "--format", "json"]
    pairs = [Pair("agreement, intervals", whole, most=10, memory=300 * MB)]
    for peer, names in STATISTICS.items():
        for name in names:
            theirs = [python, HERE / "agreement_peer.py", table, name, peer]
            pairs.append(Pair(name, plain, peer, theirs, wanted=2, memory=300 * MB))
    # Half a million units take it minutes.
    few = work / "ratings-few.csv"
    if not few.exists():
        ratings(few, 5_000)
    pairs.append(Pair("icc, 5,000 units", [npq, "agreement", few, "--bootstrap", 0, "--format",
                                           "json"], "pingouin",
                      [python, HERE / "agreement_peer.py", few, "icc"], wanted=2))
    return pairs


def flat(series, path):
    """What the returns of a series hold, as one table for sqlite3."""
    copy = series.fresh()
    run(series.collect(copy="copy"))
    query = ("SELECT fact.pack, script, kind, name, marks, text FROM fact "
             "JOIN entry ON entry.id = fact.entry ORDER BY fact.id")
    run(shell('sqlite3 -csv "$1" "$2" >"$3"', copy / "ledger.sqlite", query, path))


def collect(npq, work, people):
    """20,000 marked scripts in 600 returns."""
    series = Marked(npq, work / "collected", people // 5, max(2, people * 3 // 250))
    series.make()
    rows = series.folder / "marks.csv"
    if not rows.exists():
        flat(series, rows)
    out = work / "out"
    def before():
        series.fresh()
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
    table = "create table mark (pack text, script text, kind text, name text, marks int, text text)"
    sqlite = ["sqlite3", out / "marks.sqlite", table, ".mode csv", f".import {rows} mark"]
    return [Pair("collect", series.collect(copy="copy"), "sqlite3 .import", sqlite, wanted=0.25,
                 before=before, memory=300 * MB)]


def steps(series):
    """From returns to the report, each a command on the copy."""
    return {
        "collect": series.collect(copy="copy"),
        "moderate agree": series.command("moderate agree", copy="copy", at="04-12T10:00:00"),
        "results": series.command("results", "--csv", copy="copy", at="04-12T10:30:00"),
        "report": series.command("report", "-o", series.folder / "report", "--force", copy="copy",
                                 at="04-12T10:40:00"),
    }


def whole(npq, python, work, people):
    series = Marked(npq, work / "whole", people, max(2, people * 3 // 125))
    series.make()
    do = steps(series)
    ledger = series.folder / "copy/ledger.sqlite"
    pandas = [*TWO, python, HERE / "marked_pandas.py"]
    script = " && ".join(f'{{ {" ".join(map(str, one))} >"{work}/said.txt" 2>&1; [ $? -le 3 ]; }}'
                         for one in do.values())
    return [
        Pair("from returns to report", [*TWO, *shell(script)], most=60, before=series.fresh,
             memory=1_000 * MB, rounds=1),
        Pair("results", [*TWO, *do["results"]], "pandas",
             [*pandas, "results", ledger, work / "pandas.csv"], wanted=1, memory=300 * MB),
        Pair("report", [*TWO, *do["report"]], "pandas",
             [*pandas, "report", ledger, work / "pandas.json"], wanted=1, memory=1_000 * MB),
    ]


def grown(npq, work, people):
    """Each step on series of three sizes."""
    def at(verb, *arguments, day="04-12T11:00:00"):
        return lambda series: series.command(verb, *arguments, copy="copy", at=day)
    listed = work / "list.csv"
    def publish(series):
        shutil.rmtree(series.folder / "release", ignore_errors=True)
        script = 'exec "$@" --digest "$(sha256sum "$0" | cut -c1-16)"'
        return ["bash", "-c", script, listed, *at(
            "publish", "-o", series.folder / "release", "--as", "Head", day="05-03T10:05:00"
        )(series)]
    officers = work / "officers.csv"
    officers.write_text("name\nHead\n")
    table = [(name, lambda series, name=name: steps(series)[name])
             for name in ("collect", "moderate agree", "results", "report")]
    table += [
        ("collect again", lambda series: series.command(
            "collect", series.folder / "returns", copy="copy", at="04-12T10:50:00")),
        ("status", at("status")), ("claims", at("claims", "--csv")),
        ("officers", at("import officers", officers, day="05-03T09:00:00")),
        ("publish --list", at("publish", "--list", listed, "--as", "Head",
                              day="05-03T10:00:00")),
        ("publish", publish),
        ("verify", lambda series: [npq, "verify", series.folder / "copy", "--at",
                                   "2027-05-03T11:00:00Z"]),
    ]
    sizes = [people // 50, people // 5, people]
    found = [{"name": name, "sizes": [], "each": [], "peak": []} for name, _ in table]
    for size in sizes:
        # So many scripts an assessor at every size.
        folder = work / ("whole" if size == people else f"grown-{size}")
        series = Marked(npq, folder, size, max(2, size * 3 // 125))
        series.make()
        series.fresh()
        for step, (name, command) in zip(found, table):
            if name == "publish --list":
                listed.unlink(missing_ok=True)
            _, processor, peak = run(command(series))
            step["sizes"].append(size)
            step["each"].append(processor / size)
            step["peak"].append(peak)
    return growth.judged([step for step in found if step["name"] != "officers"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("npq", type=os.path.abspath)
    parser.add_argument("work", type=Path)
    parser.add_argument("python", type=os.path.abspath)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("rows", nargs="*")
    given = parser.parse_intermixed_args()
    npq, python, work = given.npq, given.python, given.work.resolve()
    def is_wanted(name):
        return not given.rows or any(word in name for word in given.rows)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {given.rounds} rounds in turn; "
          f"{given.people:,} people", flush=True)
    results, failed = [], False
    if is_wanted("values"):
        failed = not agreement_values.hold(npq, python, work)
    parts = {"agreement": lambda: agreement(npq, python, work),
             "collect": lambda: collect(npq, work, given.people),
             "whole": lambda: whole(npq, python, work, given.people)}
    for part, pairs in parts.items():
        for pair in pairs() if is_wanted(part) else []:
            results.append(measured(pair, min(given.rounds, pair.rounds or given.rounds)))
            print(row(results[-1]), flush=True)
            if (pair.name, pair.other) == ("results", "pandas"):
                failed |= not marked_alike.hold(pair.ours, pair.theirs, work)
    steps_grown = grown(npq, work, given.people) if is_wanted("growth") else []
    if steps_grown:
        print("\n" + "\n".join(growth.table(steps_grown)))
    report = {"load": os.getloadavg()[0], "results": results, "growth": steps_grown}
    (work / "marks.json").write_text(json.dumps(report, indent=2) + "\n")
    reached = all(one["reached"] for one in results + steps_grown)
    sys.exit(0 if reached and not failed else 1)


if __name__ == "__main__":
    main()
