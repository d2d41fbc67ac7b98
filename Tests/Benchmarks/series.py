"""The office's steps on a series, each as a command, in the order in which they come."""

import csv
import json

from data import quiet


# Packs of clean copies, page and sheets, as files.
BARE = ("--plain", "--no-pdf")


class Series:
    """A series folder beside what it is made from; `at` numbers a copy of it."""

    def __init__(self, npq, folder, people, assessors):
        self.npq, self.folder = npq, folder
        self.people, self.assessors = people, assessors

    def command(self, verb, *arguments, copy="series", at):
        return [self.npq, *verb.split(), *map(str, arguments), "--series",
                str(self.folder / copy), "--at", f"2027-{at}Z"]

    def make(self):
        """Makes up the people with what they hand in, and the empty series."""
        quiet(self.npq, "demo", self.folder, "--participants", self.people, "--assessors",
              self.assessors, "--draw", 5)
        (self.folder / "responses").rename(self.folder / "in")
        papers = [word for paper in sorted((self.folder / "assessments").glob("*.yaml"))
                  for word in ("--assessment", paper)]
        quiet(self.npq, "init", self.folder / "series", *papers, "--as", "office", "--keys",
              self.folder / "keys", "--at", "2027-02-01T09:00:00Z")

    def imports(self, kind, **where):
        rows = self.folder / f"{kind}.csv"
        return self.command(f"import {kind}", rows, at="02-02T09:00:00", **where)

    def receive(self, **where):
        came = self.folder / "received.csv"
        return self.command("receive", self.folder / "in", "--match", came, "--times", came,
                            at="03-22T09:00:00", **where)

    def status(self, **where):
        return self.command("status", at="03-22T09:30:00", **where)

    def allocate(self, **where):
        return self.command("allocate", "--markings", 2, "--draw", 7, at="03-22T10:00:00", **where)

    def distribute(self, packs, form=("--plain",), **where):
        return self.command("distribute", *form, "-o", packs, at="03-22T11:00:00", **where)

    def collect(self, **where):
        return self.command("collect", self.folder / "returns", at="04-12T09:00:00", **where)

    def results(self, **where):
        return self.command("results", "--csv", at="04-12T10:00:00", **where)

    def mark(self):
        """Plays the assessors, and writes the same marks as one flat table."""
        returns = self.folder / "returns"
        quiet(self.npq, "demo", "mark", self.folder / "packs", "-o", returns, "--at",
              "2027-04-10T20:00:00Z")
        with open(self.folder / "marks.csv", "w", newline="", encoding="utf-8") as table:
            marks = csv.writer(table)
            for path in sorted(returns.glob("*.json")):
                sheet = json.loads(path.read_text(encoding="utf-8"))
                for row in sheet["rows"]:
                    for criterion, mark in row["marks"].items():
                        marks.writerow([sheet["pack"], row["script"], criterion, mark, ""])
                    marks.writerow([sheet["pack"], row["script"], "", "", row["comment"]])
