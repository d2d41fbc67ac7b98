"""Makes what a benchmark works on, from a seed, once for each size: documents, packages, a series."""

import csv
import io
import os
import random
import subprocess
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ASSESSMENT = ROOT / "Samples/series/assessments/specialist.yaml"
WORDS = """teacher pupils evidence reading practice lesson behaviour plan school staff change time
support data leader team culture assessment feedback routine monitor sustain problem cause
strategy implement prepare deliver coaching modelling vocabulary attendance expectation the of
and to in that for with because however which this these can will""".split()


class Size:
    def __init__(self, documents, packages, people, assessors):
        self.documents, self.packages = documents, packages
        self.people, self.assessors = people, assessors


SIZES = {
    "small": Size(200, 400, 400, 16),
    "medium": Size(1_000, 2_000, 2_000, 60),
    "large": Size(1_000, 10_000, 10_000, 300),
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


def roster(folder, people, assessors):
    """A roster, the assessors, and one text of 1,300 words for each person."""
    (folder / "in").mkdir(parents=True)
    with open(folder / "participants.csv", "w") as rows, open(folder / "received.csv", "w") as came:
        rows.write("id,email,name,qualification,school\n")
        came.write("file,participant,time\n")
        for number in range(people):
            draw = random.Random(number)
            rows.write(f"p{number:06},p{number:06}@example.org,{draw.choice(WORDS).capitalize()} "
                       f"Person{number},NPQLT,School {number % 500}\n")
            came.write(f"r{number:06}.txt,p{number:06},2027-03-12T10:00:00Z\n")
            text = "\n\n".join(
                " ".join(draw.choice(WORDS) for _ in range(100)) + "." for _ in range(13))
            (folder / f"in/r{number:06}.txt").write_text(text)
    with open(folder / "assessors.csv", "w") as rows:
        rows.write("id,name,email,qualifications,capacity,school\n")
        for number in range(assessors):
            rows.write(f"a{number:04},Assessor {number},a{number}@example.net,NPQLT,"
                       f"{people * 3 // assessors + 3},Other {number}\n")


def sheets(packs):
    """The mark sheets of plain packs as rows, by the pack's name."""
    for pack in sorted(packs.glob("*.zip")):
        with zipfile.ZipFile(pack) as archive:
            name = next(name for name in archive.namelist() if name.endswith("marks.csv"))
            text = archive.read(name).decode("utf-8-sig")
        yield pack.stem, list(csv.reader(io.StringIO(text, newline="")))


def mark(packs, returns, flat):
    """Fills every sheet as its assessor would, and writes the same marks as one flat table."""
    draw = random.Random(5)
    returns.mkdir()
    with open(flat, "w", newline="") as table:
        marks = csv.writer(table)
        for name, (head, *rows) in sheets(packs):
            criteria = [head[place] for place in range(3, head.index("comment"))
                        if not head[place].endswith(" comment")]
            with open(returns / f"{name}.csv", "w", newline="", encoding="utf-8") as sheet:
                filled = csv.writer(sheet)
                filled.writerow(head)
                for row in rows:
                    cells = dict(zip(head, row + [""] * (len(head) - len(row))))
                    for criterion in criteria:
                        cells[criterion] = draw.randint(0, 3)
                        marks.writerow([name, cells["script"], criterion, cells[criterion], ""])
                    cells["comment"] = "A clear account of the problem and of its causes."
                    marks.writerow([name, cells["script"], "", "", cells["comment"]])
                    filled.writerow(cells.values())
