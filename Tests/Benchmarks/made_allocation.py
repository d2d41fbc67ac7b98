"""Makes what an allocation works on, from a seed: scripts, assessors and declared interests.

The shape is that of a large provider: ten qualifications (fewer for a small one), of which each
assessor lists two to five and knows the first best, trusts and phases on both sides, half of the
participants with a tutor who assesses too.
"""

import csv
import random

QUALIFICATIONS = ["NPQLT", "NPQLTD", "NPQLBC", "NPQLL", "NPQLPM", "NPQSL", "NPQH", "NPQEL",
                  "NPQEYL", "NPQSENCO"]


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(header)
        table.writerows(rows)


def make(folder, scripts, assessors, markings, seed):
    """Writes scripts.csv, assessors.csv and interests.csv."""
    draw = random.Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    names = QUALIFICATIONS[:max(3, min(10, assessors // 4))]
    most = min(5, len(names))
    trusts = max(2, assessors * 5 // 6)
    capacity = -(-scripts * markings // assessors) + 10
    write(folder / "assessors.csv", ["assessor", "qualifications", "capacity", "trust", "phase"], (
        (f"A{number}", ";".join(draw.sample(names, draw.randint(2, most))), capacity,
         f"Trust {draw.randrange(trusts)}", draw.choice("PSB")) for number in range(assessors)))
    write(folder / "scripts.csv", ["script", "qualification", "trust", "phase", "tutor"], (
        (f"S{number}", draw.choice(names), f"Trust {draw.randrange(trusts)}",
         draw.choice("PS"), f"A{draw.randrange(assessors)}" if draw.random() < 0.5 else "")
        for number in range(scripts)))
    write(folder / "interests.csv", ["script", "assessor", "reason"], (
        (f"S{draw.randrange(scripts)}", f"A{draw.randrange(assessors)}", "family")
        for _ in range(scripts // 50)))
