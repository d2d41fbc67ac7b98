"""Rows of what is done with marks: share out, collect, agreement, results, report."""

import random
import shutil

import marked_alike
from made_allocation import make as provider
from marked import Marked
from pairs import HERE, MB, TWO, Pair, shell
from timing import run

STATISTICS = {
    "krippendorff": ["alpha-nominal", "alpha-ordinal", "alpha-interval", "alpha-ratio"],
    "irrCAC": ["kappa", "kappa-linear", "kappa-quadratic", "fleiss-kappa", "ac1", "ac2-linear",
               "ac2-quadratic"],
    "scikit-learn": ["kappa", "kappa-linear", "kappa-quadratic"],
    "statsmodels": ["kappa", "kappa-linear", "kappa-quadratic", "fleiss-kappa"],
}
FACTS = ("SELECT fact.pack, script, kind, name, marks, text FROM fact "
         "JOIN entry ON entry.id = fact.entry ORDER BY fact.id")


def marked(place, people):
    """A series of so many people with two markings each, about forty scripts an assessor."""
    return Marked(place.npq, place.data / f"marked-{people}", people, max(2, people * 3 // 125))


def makers(place):
    """The series are made once for each number of people, whichever row asks first."""
    people = {place.size.people, place.size.marked}
    def series(count):
        return lambda _: marked(place, count).make()
    made = {f"marked-{count}": series(count) for count in people}
    made["agreed"] = lambda _: agreed(marked(place, place.size.marked))
    made["flat"] = lambda folder: flat(marked(place, place.size.people), folder)
    made["ratings"] = lambda folder: both_ratings(folder, place.size)
    for scripts, assessors in place.size.plans:
        made[f"plan-{scripts}"] = lambda folder, scripts=scripts, assessors=assessors: provider(
            folder, scripts, assessors, 2, 1)
    return made


def pairs(place):
    return [*allocation(place), *collect(place), *agreement(place), *results(place)]


def allocation(place):
    """Each in processor time, from reading the tables to the plan: npq less the variance that it
    works out for its answer, which no plan needs; OR-tools less the start of Python."""
    rows = []
    for scripts, assessors in place.size.plans:
        folder = place.data / f"plan-{scripts}"
        ours = [place.npq, "allocate", "--scripts", folder / "scripts.csv", "--assessors",
                folder / "assessors.csv", "--interests", folder / "interests.csv", "--draw", "7",
                "--force", "-o", folder / "plan.csv", "--format", "json"]
        theirs = [place.flow, HERE / "ortools_allocate.py", folder, "2", folder / "peer.csv"]
        rows.append(Pair(
            f"allocate {scripts:,} × {assessors:,} × 2", ours, "OR-tools", theirs, wanted=10,
            on="processor", memory=300 * MB, needs=(folder.name,), less_said="contrastSeconds",
            said=True, alike=same_cost))
    return rows


def same_cost(ours, theirs):
    return None if ours["cost"] == theirs["cost"] else (
        f"costs {ours['cost']}, the other's plan {theirs['cost']}")


def flat(series, folder):
    """What the returns of a series hold, as one table for sqlite3."""
    folder.mkdir(parents=True)
    copy = series.fresh()
    run(series.collect(copy="copy"))
    run(shell('sqlite3 -csv "$1" "$2" >"$3"', copy / "ledger.sqlite", FACTS, folder / "marks.csv"))


def collect(place):
    """At the large size 10,000 people's 20,000 markings in returns of about forty scripts."""
    series = marked(place, place.size.people)
    def before():
        series.fresh()
        shutil.rmtree(place.out, ignore_errors=True)
        place.out.mkdir()
    table = "create table mark (pack text, script text, kind text, name text, marks int, text text)"
    sqlite = ["sqlite3", place.out / "marks.sqlite", table, ".mode csv",
              f".import {place.data / 'flat/marks.csv'} mark"]
    return [Pair("collect", series.collect(copy="copy"), "sqlite3 .import", sqlite, wanted=0.25,
                 before=before, memory=300 * MB, needs=(series.folder.name, "flat"))]


def both_ratings(folder, size):
    folder.mkdir(parents=True)
    ratings(folder / "all.csv", size.ratings // 2)
    ratings(folder / "few.csv", size.few // 2)


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


def agreement(place):
    """npq's one run, with every statistic, beside each statistic of each package."""
    table, few = place.data / "ratings/all.csv", place.data / "ratings/few.csv"
    def ours(path, *more):
        return [place.npq, "agreement", path, *more, "--format", "json"]
    def peer(path, *more):
        return [place.python, HERE / "agreement_peer.py", path, *more]
    common = {"memory": 300 * MB, "needs": ("ratings",)}
    rows = [Pair("agreement, intervals", ours(table, "--draw", 7), most=10, **common)]
    rows += [Pair(f"agreement {name}", ours(table, "--bootstrap", 0), package,
                  peer(table, name, package), wanted=2, **common)
             for package, names in STATISTICS.items() for name in names]
    rows.append(Pair(f"agreement icc, {place.size.few:,}", ours(few, "--bootstrap", 0), "pingouin",
                     peer(few, "icc"), wanted=2, rounds=1, **common))
    return rows


def later(series):
    """What comes after marking, each a command on the copy."""
    return {
        "collect": series.collect(copy="copy"),
        "moderate agree": series.command("moderate agree", copy="copy", at="04-12T10:00:00"),
        "results": series.command("results", "--csv", copy="copy", at="04-12T10:30:00"),
        "report": series.command("report", "-o", series.folder / "report", "--force", copy="copy",
                                 at="04-12T10:40:00"),
    }


def agreed(series):
    """A copy of its own, since collecting takes another to begin with."""
    copy = series.fresh("agreed")
    do = later(series)
    for name in ("collect", "moderate agree"):
        run([word if word != str(series.folder / "copy") else copy for word in do[name]])


def results(place):
    """Results and the report change nothing, so that both can be run again on the same series."""
    series = marked(place, place.size.marked)
    copy = series.folder / "agreed"
    pandas = [*TWO, place.python, HERE / "marked_pandas.py"]
    needs = (series.folder.name, "agreed")
    def ours(name):
        return [*TWO, *(word if word != str(series.folder / "copy") else copy
                        for word in later(series)[name])]
    table = place.data / "pandas.csv"
    def alike(_, __):
        return marked_alike.differing(ours("results"), table, place.data)
    return [
        Pair(f"results, {series.people:,}", ours("results"), "pandas",
             [*pandas, "results", copy / "ledger.sqlite", table], wanted=1, memory=300 * MB,
             needs=needs, alike=alike),
        Pair(f"report, {series.people:,}", ours("report"), "pandas",
             [*pandas, "report", copy / "ledger.sqlite", place.data / "pandas.json"], wanted=1,
             memory=1_000 * MB, needs=needs),
    ]
