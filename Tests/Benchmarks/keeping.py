"""What an office does with a series beside the main job, each as a step of `growth`.

What changes the series for good is done on copies of it, so that each step finds what the main job
left behind.
"""

import csv
import json
import os
import shutil

from data import quiet
from timing import run

DAYS = {"collected": "04-12T09:00:00", "sheet": "04-12T10:00:00", "released": "05-04T09:00:00",
          "past": "12-01T09:00:00"}


def steps(series):
    """Names with commands, in their order; a step is made ready when it is asked for."""
    yield "agree by sheet", agreed(series)
    yield "sample", series.command(
        "moderate sample", "--rule", "square-root", "--draw", 3, copy="tended", at=DAYS["sheet"])
    shutil.rmtree(series.folder / "tended")
    yield "join", joined(series)
    for name in ("left", "right"):
        shutil.rmtree(series.folder / name)
    def at(verb, *arguments, day="released"):
        return series.command(verb, *arguments, copy="copy", at=DAYS[day])
    for verb in ("show", "history"):
        yield verb, at(verb, f"p{series.people // 2:06}")
    kept, back = series.folder / "kept.age", series.folder / "back"
    yield "backup", at("backup", kept)
    yield "restore", [series.npq, "restore", kept, "-o", back, "--keys", series.folder / "keys",
                      "--at", f"2027-{DAYS['released']}Z"]
    shutil.rmtree(back)
    yield "erase", at("retain", "--days", 30, "--erase", day="past")


def agreed(series):
    """A chair says yes to every row of the sheet."""
    series.fresh("tended")
    run(series.collect(copy="tended"))
    sheet = series.folder / "agree"
    listed = run(series.command("moderate agree", "--sheet", sheet.with_suffix(".xlsx"), "--format",
                                "json", copy="tended", at=DAYS["sheet"]))
    with open(sheet.with_suffix(".csv"), "w", newline="", encoding="utf-8") as table:
        rows = csv.writer(table)
        rows.writerow(["script", "qualification", "markings", "rule", "outcome", "total", "why",
                       "record", "reason", "decided by"])
        for one in json.loads(listed.said)["scripts"]:
            markings = ", ".join(f"{each['assessor']} {each['total']}" for each in one["markings"])
            rows.writerow([one["script"], one["qualification"], markings, one["rule"],
                           one["outcome"], one["total"], one["reason"], "yes", "read", "Head"])
    return series.command("moderate agree", "--apply", sheet.with_suffix(".csv"), copy="tended",
                          at=DAYS["sheet"])


def joined(series):
    """Two laptops, each with half of the returns."""
    returns = sorted(os.listdir(series.folder / "returns"))
    for name, part in (("left", returns[::2]), ("right", returns[1::2])):
        series.fresh(name)
        half = series.folder / f"returns-{name}"
        half.mkdir()
        for file in part:
            os.link(series.folder / "returns" / file, half / file)
        quiet(*series.command("detach", name, copy=name, at=DAYS["collected"]))
        run(series.command("collect", half, copy=name, at=DAYS["collected"]))
        shutil.rmtree(half)
    return series.command("join", series.folder / "right", copy="left", at=DAYS["sheet"])
