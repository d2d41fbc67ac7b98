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
    """`growth` are the numbers of people at which it is seen how the steps grow."""

    def __init__(self, documents, packages, people, assessors, growth):
        self.documents, self.packages = documents, packages
        self.people, self.assessors, self.growth = people, assessors, growth


SIZES = {
    "small": Size(200, 400, 400, 16, [100, 400]),
    "medium": Size(1_000, 2_000, 2_000, 60, [500, 2_000]),
    "large": Size(1_000, 10_000, 10_000, 300, [1_000, 10_000]),
}


def quiet(*command, **options):
    subprocess.run(
        [str(part) for part in command], check=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, **options)


def packages(npq, documents, folder, count):
    """One package a number, from the documents in turn; 2 and 3 are warnings of npq."""
    def make(number):
        target = folder / f"{number:05}.zip"
        subprocess.run(
            [npq, "package", str(documents[number % len(documents)]), "--assessment",
             str(ASSESSMENT), "--participant", f"p{number:06}", "--own-work", "--force", "-o",
             str(target)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        assert target.exists(), target
    folder.mkdir(parents=True)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(make, range(count)))
