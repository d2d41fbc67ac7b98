"""A row of the table: what is measured against what, and what is promised."""

import shutil
from pathlib import Path

HERE = Path(__file__).parent
MB = 1_000_000
# Two of the machine's cores, for what is promised of a laptop.
TWO = ["taskset", "-c", "0,1"]


class Pair:
    """`wanted` is how many times faster npq has to be, by the clock or, `on` processor, by the
    time on one core; `most` is the most seconds that npq may take. `needs` names what has to be
    made first. `before` is run before each command, untimed, and `after` at the end; `less` is
    timed and taken off npq's time; `less_said` names what npq's answer says of its time that is
    taken off, and with `said` the other says its own time (both as JSON). `once` is for what takes
    long: no run to warm up, one round. `memory` is the most bytes that npq may hold. `alike` is
    asked at the end whether both came to the same, and gives words where they did not."""

    def __init__(self, name, ours, other="", theirs=None, wanted=0, on="median", most=0,
                 before=None, less=None, rounds=None, memory=150 * MB, needs=(), less_said=None,
                 said=False, once=False, alike=None, after=None):
        self.name, self.ours, self.other, self.theirs = name, ours, other, theirs
        self.wanted, self.on, self.most = wanted, on, most
        self.before, self.less, self.rounds = before, less, rounds
        self.memory, self.needs, self.alike, self.after = memory, needs, alike, after
        self.less_said, self.said, self.once = less_said, said, once

    @property
    def title(self):
        return f"{self.name} / {self.other}" if self.other else self.name


def shell(script, *arguments):
    return ["bash", "-c", script, "bash", *map(str, arguments)]


def fresh(folder, *, of=None, aside=None):
    """Removes what a run made, or moves it aside; puts a copy in its place, or nothing.

    Ext4 passes over every inode that was freed within the last minute when it gives out another
    (recently_deleted): who makes many files at once is slow because of what was removed before."""
    def prepare():
        if aside and folder.exists():
            aside.mkdir(parents=True, exist_ok=True)
            folder.rename(aside / str(len(list(aside.iterdir()))))
        shutil.rmtree(folder, ignore_errors=True)
        if of:
            shutil.copytree(of, folder)
        else:
            folder.mkdir(parents=True)
    return prepare
