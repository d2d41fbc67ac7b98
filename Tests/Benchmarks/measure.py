#!/usr/bin/env python3
"""Runs npq and the tools that it is held against in turn, and prints what each took.

measure.py NPQ DATA PYTHON FLOW [ROW ...] --size SIZE --rounds N [--list]

PYTHON has the packages of PyPI, FLOW has OR-tools. A ROW is a word of a row's name, `growth` or
`values`. What fails is named at its place and at the end, and the others go on; what was measured
is written after each row.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

import agreement_values
import data
import growth
import judged
import machine
import marks
import office
import plot
import reading
from timing import Failed, Run, run

PARTS = (reading, office, marks)


class Makers:
    """Makes what rows work on when the first of them asks, once; a failure is remembered."""

    def __init__(self, place):
        self.place, self.failed = place, {}
        self.known = {name: make for part in PARTS for name, make in part.makers(place).items()}

    def make(self, name):
        if name in self.failed:
            raise Failed(self.failed[name])
        done, folder = self.place.data / f"{name}.made", self.place.data / name
        if done.exists():
            return
        shutil.rmtree(folder, ignore_errors=True)
        try:
            self.known[name](folder)
        except (Failed, OSError, subprocess.SubprocessError, LookupError) as error:
            self.failed[name] = f"{name} could not be made: {error}"
            raise Failed(self.failed[name]) from error
        done.touch()


def measured(pair, rounds, makers):
    for name in pair.needs:
        makers.make(name)
    try:
        return timed(pair, rounds)
    finally:
        if pair.after:
            pair.after()


def timed(pair, rounds):
    def once(command):
        if pair.before:
            pair.before()
        return run(command)
    def theirs():
        one = once(pair.theirs)
        if pair.said:
            own = json.loads(one.said)
            return Run(own["seconds"], own["processor"], one.peak, one.said)
        return one
    rounds = 1 if pair.once else rounds
    if not pair.once:
        once(pair.ours)
    mine, yours, less = [], [], []
    for number in range(rounds):
        mine.append(once(pair.ours))
        if pair.less:
            less.append(once(pair.less))
        if pair.theirs and number < (pair.rounds or rounds):
            yours.append(theirs())
    if pair.less_said:
        # The least, since it is told by the clock, which runs on where others have the processor.
        off = min(json.loads(one.said)[pair.less_said] for one in mine)
        mine = [Run(one.wall - off, one.processor - off, one.peak, one.said) for one in mine]
    if pair.alike:
        apart = pair.alike(*(json.loads(runs[-1].said) if pair.less_said else None
                             for runs in (mine, yours)))
        if apart:
            raise Failed(f"is not what the other says: {apart}")
    return judged.result(pair, mine, yours, less)


class Report:
    """What there is so far, in the terminal and in files."""

    def __init__(self, place, given):
        self.folder, self.lines = place.data, []
        # Rows that are run by themselves do not take the place of a whole run.
        self.stem = "named-" if given.rows else ""
        self.parts = {"machine": machine.described(place), "size": given.size,
                      "rounds": given.rounds, "results": [], "growth": [], "failed": {}}

    def say(self, line):
        self.lines.append(line)
        print(line, flush=True)

    def add(self, found):
        self.parts["results"].append(found)
        self.say(judged.row(found))

    def fail(self, title, why):
        self.parts["failed"][title] = str(why)
        self.say(f"{title:46}FAILED: {why}")

    def write(self):
        files = {"results.json": json.dumps(self.parts, indent=2) + "\n",
                 "results.txt": "\n".join(self.lines) + "\n",
                 "ratios.svg": plot.ratios(self.parts)}
        if self.parts["growth"]:
            files["growth.svg"] = plot.growth(self.parts)
        for name, content in files.items():
            (self.folder / f"{self.stem}{name}").write_text(content)

    def end(self):
        """The last lines; whether all is well."""
        results = self.parts["results"] + self.parts["growth"]
        missed = [one.get("title") or f"growth of {one['name']}"
                  for one in results if not one["reached"]]
        self.say(f"\n{len(results) - len(missed)} of {len(results)} rows meet their goals")
        for words, names in (("goals not met", missed), ("failed", self.parts["failed"])):
            if names:
                self.say(f"{words}: {'; '.join(names)}")
        self.say(f"the table, the figures and the plots lie in {self.folder}")
        self.write()
        return not missed and not self.parts["failed"]


def guarded(report, title, body):
    """Runs a part of the suite; what goes wrong in it is named, and the rest goes on."""
    try:
        body()
    except Failed as failure:
        report.fail(title, failure)
    except Exception as error:  # A fault of the suite itself must not cost the other rows.
        traceback.print_exc()
        report.fail(title, f"{type(error).__name__}: {error}")
    report.write()


def grown(place, report):
    found = growth.measured(place)
    steps = found.judged()
    report.parts["growth"] = steps
    if steps:
        report.say(f"\nGrowth, at {', '.join(f'{size:,}' for size in place.size.growth)} people"
                   f"{'' if max(place.size.growth) >= 100_000 else ' (100,000 at --size large)'}")
        for line in growth.table(steps):
            report.say(line)
    for name, why in found.failed.items():
        report.fail(f"growth of {name}", why)


def values(place, report):
    report.say("")
    same, lines = agreement_values.hold(place.npq, place.python, place.data)
    for line in lines:
        report.say(line)
    if not same:
        raise Failed("agreement comes to other values than other packages")


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("npq", type=os.path.abspath)
    parser.add_argument("data", type=Path)
    parser.add_argument("python", type=os.path.abspath)
    parser.add_argument("flow", type=os.path.abspath)
    parser.add_argument("--size", choices=data.SIZES, required=True)
    parser.add_argument("--rounds", type=int, required=True)
    parser.add_argument("--list", action="store_true")
    parser.add_argument("rows", nargs="*")
    return parser.parse_intermixed_args()


def main():
    given = arguments()
    place = data.Place(given.npq, given.python, given.flow, given.data.resolve(), given.size)
    pairs = [pair for part in PARTS for pair in part.pairs(place)]
    extra = {"growth": grown, "values": values}
    if given.list:
        return print("\n".join([*(pair.title for pair in pairs), *extra]))
    def is_wanted(name):
        return not given.rows or any(word.lower() in name.lower() for word in given.rows)
    chosen = [pair for pair in pairs if is_wanted(pair.title)]
    more = [name for name in extra if is_wanted(name)]
    if not chosen and not more:
        sys.exit("no row is named so; --list names them")
    place.data.mkdir(parents=True, exist_ok=True)
    report, makers = Report(place, given), Makers(place)
    about = report.parts["machine"]
    report.say(f"{about['processor']}, {about['cores']} cores, {about['memory']}, "
               f"{about['system']}; load {about['load']}; {about['npq']}; "
               f"size {given.size}, {given.rounds} rounds in turn")
    report.say(judged.HEADER)
    for pair in chosen:
        guarded(report, pair.title,
                lambda: report.add(measured(pair, given.rounds, makers)))
    for name in more:
        guarded(report, name, lambda: extra[name](place, report))
    sys.exit(0 if report.end() else 1)


if __name__ == "__main__":
    main()
