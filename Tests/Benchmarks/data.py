"""How much a benchmark works on, and the packages for it; documents and series lie beside."""

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSESSMENT = ROOT / "Samples/series/assessments/specialist.yaml"
WORDS = """teacher pupils evidence reading practice lesson behaviour plan school staff change time
support data leader team culture assessment feedback routine monitor sustain problem cause
strategy implement prepare deliver coaching modelling vocabulary attendance expectation the of
and to in that for with because however which this these can will""".split()


class Size:
    """`people` hand in documents, `marked` so many short texts that are marked too; `growth` are
    the numbers of people at which it is seen how the steps grow; `plans` are scripts and assessors
    to be shared out; `ratings` is how many ratings there are by two raters, and `few` how many for
    packages that take minutes for so many."""

    def __init__(self, documents, packages, people, assessors, marked, growth, plans, few):
        self.documents, self.packages = documents, packages
        self.people, self.assessors, self.marked = people, assessors, marked
        self.growth, self.plans, self.few = growth, plans, few
        self.ratings = 1_000_000


SIZES = {
    "small": Size(200, 400, 400, 16, 1_000, [100, 300, 1_000], [(10_000, 300)], 10_000),
    "medium": Size(1_000, 2_000, 2_000, 60, 10_000, [300, 1_000, 3_000], [(10_000, 300)], 10_000),
    "large": Size(1_000, 10_000, 10_000, 300, 50_000, [1_000, 10_000, 100_000],
                  [(10_000, 300), (50_000, 1_200)], 1_000_000),
}


class Place:
    """Where it is measured: the programs, the size, and the folder of the data."""

    def __init__(self, npq, python, flow, data, size):
        self.npq, self.python, self.flow = npq, python, flow
        self.data, self.size, self.out = data, SIZES[size], data / "out"


def quiet(*command, **options):
    subprocess.run(
        [str(part) for part in command], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, **options)


def package_names(count):
    return [f"{number:05}.zip" for number in range(count)]


def packages(npq, documents, folder, count):
    """One package a number, from the documents in turn; 2 and 3 are warnings of npq."""
    def make(numbered):
        number, name = numbered
        target = folder / name
        subprocess.run(
            [npq, "package", str(documents[number % len(documents)]), "--assessment",
             str(ASSESSMENT), "--participant", f"p{number:06}", "--own-work", "--force", "-o",
             str(target)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not target.exists():
            raise FileNotFoundError(target)
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, enumerate(package_names(count))))
