"""The office's steps on a series, each as a command, in the order in which they come."""

from data import ASSESSMENT, mark, quiet, roster


class Series:
    """A series folder beside what it is made from; `at` numbers a copy of it."""

    def __init__(self, npq, folder, people, assessors):
        self.npq, self.folder = npq, folder
        self.people, self.assessors = people, assessors

    def command(self, verb, *arguments, copy="series", at):
        return [self.npq, *verb.split(), *map(str, arguments), "--series",
                str(self.folder / copy), "--at", f"2027-{at}Z"]

    def make(self):
        """Writes the roster and makes the empty series."""
        roster(self.folder, self.people, self.assessors)
        quiet(self.npq, "init", self.folder / "series", "--assessment", ASSESSMENT, "--as",
              "office", "--keys", self.folder / "keys", "--at", "2027-02-01T09:00:00Z")

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

    def distribute(self, packs, **where):
        return self.command("distribute", "--plain", "-o", packs, at="03-22T11:00:00", **where)

    def collect(self, **where):
        return self.command("collect", self.folder / "returns", at="04-12T09:00:00", **where)

    def results(self, **where):
        return self.command("results", "--csv", at="04-12T10:00:00", **where)

    def mark(self):
        mark(self.folder / "packs", self.folder / "returns", self.folder / "marks.csv")
