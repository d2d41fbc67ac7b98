"""How each step grows: on series of several sizes, in processor time and memory an item.

The responses are short texts, so that the largest series fits on a disk: what grows is the record
and the packs, not a document.
"""

import shutil
import subprocess

import keeping
from marked import Marked
from marks import later
from timing import Failed, run

# How much more an item may cost at the greatest size than at the least.
MOST = 1.15
MEMORY, REPORT = 300_000_000, 1_000_000_000
# What is not held to growing with the number of people.
APART = {"allocate"}


def steps(place):
    """The steps in their order, each a function of the series that gives a command."""
    listed, officers = place.data / "list.csv", place.data / "officers.csv"
    officers.write_text("name\nHead\n")
    def at(verb, *arguments, day="04-12T11:00:00"):
        return lambda series: series.command(verb, *arguments, copy="copy", at=day)
    def after(name):
        return lambda series: later(series)[name]
    def first(series):
        listed.unlink(missing_ok=True)
        return at("publish", "--list", listed, "--as", "Head", day="05-03T10:00:00")(series)
    def publish(series):
        shutil.rmtree(series.folder / "release", ignore_errors=True)
        script = 'exec "$@" --digest "$(sha256sum "$0" | cut -c1-16)"'
        return ["bash", "-c", script, listed, *at(
            "publish", "-o", series.folder / "release", "--as", "Head", day="05-03T10:05:00"
        )(series)]
    yield "collect", after("collect")
    yield "collect again", lambda series: series.command(
        "collect", series.folder / "returns", copy="copy", at="04-12T09:30:00")
    for name in ("moderate agree", "results", "report"):
        yield name, after(name)
    yield "status", at("status")
    yield "claims", at("claims", "--csv")
    yield "", at("import officers", officers, day="05-03T09:00:00")
    yield "publish --list", first
    yield "publish", publish
    yield "verify", lambda series: [
        place.npq, "verify", series.folder / "copy", "--at", "2027-05-03T11:00:00Z"]


class Growth:
    """What was measured so far, by step, and which steps failed."""

    def __init__(self):
        self.steps, self.failed = {}, {}

    def take(self, name, people, command):
        """Runs a step; where it fails, the others go on."""
        try:
            one = run(command)
        except Failed as failure:
            self.failed[name or command[1]] = f"at {people:,}: {failure}"
            return
        if name:
            step = self.steps.setdefault(name, {"name": name, "sizes": [], "each": [], "peak": []})
            step["sizes"].append(people)
            step["each"].append(one.processor / people)
            step["peak"].append(one.peak)

    def take_all(self, people, steps):
        """Runs steps that are made ready one after the other; without one, the rest is missing."""
        try:
            for name, command in steps:
                self.take(name, people, command)
        except (Failed, OSError, subprocess.SubprocessError, LookupError) as error:
            self.failed["what comes after"] = f"at {people:,}: {error}"

    def judged(self):
        """The steps, each with how much more an item costs at the greatest size than at the least."""
        for step in self.steps.values():
            step["factor"] = step["each"][-1] / step["each"][0]
            least = REPORT if step["name"] == "report" else MEMORY
            step["apart"] = step["name"] in APART
            step["reached"] = ((step["apart"] or step["factor"] <= MOST)
                               and max(step["peak"]) < least and step["name"] not in self.failed)
        return list(self.steps.values())


def measured(place):
    found = Growth()
    # All sizes are removed together at the end: ext4 is slow at making files for some seconds after
    # it removed many, and that would be counted to the next size.
    whole = place.data / "growth"
    shutil.rmtree(whole, ignore_errors=True)
    for people in place.size.growth:
        folder = whole / str(people)
        series = Marked(place.npq, folder, people, max(2, people * 3 // 125))
        try:
            series.make(lambda name, command: found.take(name, people, command))
            series.fresh()
        except (OSError, subprocess.SubprocessError) as error:
            found.failed[f"series of {people:,}"] = str(error)
            break
        for name, command in steps(place):
            found.take(name, people, command(series))
        found.take_all(people, keeping.steps(series))
    shutil.rmtree(whole, ignore_errors=True)
    return found


def table(steps):
    """One line a step."""
    sizes = steps[0]["sizes"]
    yield f"{'step':16}" + "".join(f"{size:>11,}" for size in sizes) + (
        "  ms of processor time an item; factor wanted 1.15;" + "".join(
            f"{size:>9,}" for size in sizes) + "  MB")
    for step in steps:
        times = "".join(f"{each * 1e3:11.3f}" for each in step["each"])
        peaks = "".join(f"{peak / 1e6:9.0f}" for peak in step["peak"])
        wanted = "apart" if step["apart"] else ""
        yield (f"{step['name']:16}{times}{step['factor']:28.2f} {wanted:21}{peaks}"
               f"  {'' if step['reached'] else 'NO'}")
