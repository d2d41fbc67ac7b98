"""A series that is received, allocated and given out, with everybody's returns beside it.

marked.py NPQ FOLDER PEOPLE ASSESSORS

Made with the commands of the office; only the responses are short, since what is measured on it
begins when the marks come back. FOLDER/series is kept as it is, and `Marked.fresh` gives a copy.
"""

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

from data import ASSESSMENT, WORDS, quiet
from series import BARE, Series
from timing import run


def roster(folder, people, assessors):
    """A roster, the assessors, and one text of 210 words for each person."""
    (folder / "in").mkdir(parents=True)
    draw = random.Random(people)
    with open(folder / "participants.csv", "w") as rows, open(folder / "received.csv", "w") as came:
        rows.write("id,email,name,qualification,school,partner,cohort\n")
        came.write("file,participant,time\n")
        for number in range(people):
            rows.write(f"p{number:06},p{number:06}@example.org,{draw.choice(WORDS).capitalize()} "
                       f"Person{number},NPQLT,School {number % 5000},Partner {number % 12},2026\n")
            came.write(f"r{number:06}.txt,p{number:06},2027-03-12T10:00:00Z\n")
            text = " ".join(draw.choices(WORDS, k=210)) + ".\n"
            (folder / f"in/r{number:06}.txt").write_text(text)
    with open(folder / "assessors.csv", "w") as rows:
        rows.write("id,name,email,qualifications,capacity,school\n")
        for number in range(assessors):
            rows.write(f"a{number:04},Assessor {number},a{number}@example.net,NPQLT,"
                       f"{people * 3 // assessors + 3},Other {number}\n")


class Marked(Series):
    """Such a series; steps run on a copy, so that each can run again."""

    def make(self, step=None):
        """Makes it where it is not made yet; `step` runs each command and is told its name."""
        if (self.folder / "made").exists():
            return
        step = step or (lambda _, command: run(command))
        shutil.rmtree(self.folder, ignore_errors=True)
        roster(self.folder, self.people, self.assessors)
        paper = self.folder / "paper"
        paper.mkdir()
        for name in ("case-study-primary.md", "exemplar-tarnside.md"):
            shutil.copy(ASSESSMENT.parent / name, paper)
        text = ASSESSMENT.read_text().replace("markings: 1\n", "markings: 2\n")
        (paper / "paper.yaml").write_text(text)
        quiet(self.npq, "init", self.folder / "series", "--assessment", paper / "paper.yaml",
              "--as", "office", "--keys", self.folder / "keys", "--at", "2027-02-01T09:00:00Z")
        packs = self.folder / "packs"
        for name, command in [
            ("import", self.imports("participants")), ("", self.imports("assessors")),
            ("receive", self.receive()), ("receive again", self.receive()),
            ("status before", self.status()), ("allocate", self.allocate()),
            ("distribute", self.distribute(packs, form=BARE)),
        ]:
            step(name, command)
        quiet(self.npq, "demo", "mark", packs, "-o", self.folder / "returns",
              "--at", "2027-04-10T20:00:00Z")
        shutil.rmtree(packs)
        shutil.rmtree(self.folder / "in")
        (self.folder / "made").touch()

    def fresh(self, copy="copy"):
        """A series as it was given out: what no step changes is shared with the one that is kept."""
        target = self.folder / copy
        shutil.rmtree(target, ignore_errors=True)
        subprocess.run(["cp", "-al", self.folder / "series", target], check=True)
        for name in os.listdir(target):
            if name.startswith("ledger.sqlite") or name == "series.yaml":
                (target / name).unlink()
                shutil.copy(self.folder / "series" / name, target / name)
        return target


if __name__ == "__main__":
    npq, folder, people, assessors = sys.argv[1:]
    Marked(os.path.abspath(npq), Path(folder).resolve(), int(people), int(assessors)).make()
