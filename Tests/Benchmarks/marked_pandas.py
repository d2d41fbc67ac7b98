"""The tables of npq results and npq report with pandas, from the same record.

marked_pandas.py results LEDGER OUT.csv     marked_pandas.py report LEDGER OUT

Results: two markings on one side of the pass line count together, others wait for a third. Report:
agreement of totals and decisions, each criterion's, quadratic kappa, each assessor's severity by
least squares, the distribution of totals, and markings by day.
"""

import json
import sqlite3
import sys

import numpy
import pandas


def read(ledger):
    base = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    entries = pandas.read_sql("SELECT id, person, assessment, qualification, attempt, script "
                              "FROM entry", base)
    marks = pandas.read_sql("SELECT entry, assessor, name, marks, received FROM fact "
                            "WHERE kind = 'mark'", base)
    held = pandas.read_sql("SELECT DISTINCT entry FROM exception WHERE kind = 'integrity'", base)
    rubric = json.loads(base.execute("SELECT body FROM rubric").fetchone()[0])
    return entries, marks, held, rubric


def maximum(rubric):
    return sum(max(level["marks"] for level in one["levels"]) for one in rubric["criteria"])


def passing(rubric):
    return -(-maximum(rubric) * rubric["pass"]["percent"] // 100)


def wide(marks, rubric):
    """A row a complete marking, a column a criterion."""
    names = [criterion["id"] for criterion in rubric["criteria"]]
    table = marks.pivot(index=["entry", "assessor"], columns="name", values="marks")[names]
    table = table.dropna().astype(int)
    total = table.sum(axis=1)
    least = {one["id"]: next((level["marks"] for level in one["levels"]
                              if level["level"] == one.get("must-reach")), 0)
             for one in rubric["criteria"]}
    passes = (total >= passing(rubric)) & (table >= pandas.Series(least)).all(axis=1)
    return names, table.assign(total=total, passes=passes)


def results(ledger, out):
    entries, marks, held, rubric = read(ledger)
    _, table = wide(marks, rubric)
    table = table.reset_index()
    each = table.groupby("entry").agg(
        count=("total", "size"), total=("total", "mean"), all=("passes", "all"),
        any=("passes", "any"))
    rows = entries.merge(each, left_on="id", right_index=True, how="left")
    same = (rows["count"] >= 2) & (rows["all"] == rows["any"])
    rows["outcome"] = numpy.where(
        ~same, "pending", numpy.where(rows["all"] == True, "passed", "did-not-meet-standard"))
    rows.loc[rows["id"].isin(held["entry"]), "outcome"] = "withheld"
    rows["maximum"] = maximum(rubric)
    rows["pass_at"] = passing(rubric)
    rows["reason"] = ("markings average " + rows["total"].astype(str) + ", "
                      + rows["pass_at"].astype(str) + " needed")
    rows.sort_values(["assessment", "qualification", "person", "attempt"]).to_csv(out, index=False)


def kappa(first, second, levels):
    seen = numpy.zeros((levels, levels))
    numpy.add.at(seen, (first, second), 1)
    apart = (numpy.arange(levels)[:, None] - numpy.arange(levels)) ** 2
    chance = numpy.outer(seen.sum(1), seen.sum(0)) / seen.sum()
    return 1 - (apart * seen).sum() / (apart * chance).sum()


def severity(table):
    """Least squares of script and assessor, by turns."""
    script, _ = pandas.factorize(table["entry"])
    rater, names = pandas.factorize(table["assessor"])
    total = table["total"].to_numpy(float)
    own = numpy.zeros(len(names))
    for _ in range(100):
        means = numpy.bincount(script, total - own[rater]) / numpy.bincount(script)
        new = numpy.bincount(rater, total - means[script]) / numpy.bincount(rater)
        new -= new.mean()
        moved, own = abs(new - own).max(), new
        if moved < 1e-9:
            break
    return dict(zip(names, (-own).round(6)))


def report(ledger, out):
    entries, marks, _, rubric = read(ledger)
    names, table = wide(marks, rubric)
    table = table.reset_index()
    pairs = table[table.groupby("entry")["total"].transform("size") >= 2]
    first = pairs.groupby("entry").nth(0).set_index("entry")
    second = pairs.groupby("entry").nth(1).set_index("entry")
    apart = (first["total"] - second["total"]).abs()
    days = pandas.to_datetime(marks["received"], unit="s").dt.date
    answer = {
        "within": float((apart <= 2).mean()),
        "same": float((first["passes"] == second["passes"]).mean()),
        "criteria": {name: {"equal": float((first[name] == second[name]).mean()),
                            "kappa": kappa(first[name], second[name], 4)} for name in names},
        "severity": severity(table),
        "totals": table.groupby("entry")["total"].mean().floordiv(1).value_counts().to_dict(),
        "given": table.groupby("assessor")["total"].describe().round(3).to_dict("index"),
        "confusion": pandas.crosstab(first["total"], second["total"]).to_numpy().tolist(),
        "limits": [float((first["total"] - second["total"]).mean()),
                   float((first["total"] - second["total"]).std())],
        "progress": {str(day): int(count) for day, count in days.value_counts().items()},
        "entries": len(entries),
    }
    with open(out, "w") as file:
        json.dump(answer, file)


{"results": results, "report": report}[sys.argv[1]](*sys.argv[2:])
