"""Whether npq results and the same table with pandas say the same of everybody.

What is timed side by side has to come out alike: each outcome, and each total of a decided result.
"""

import csv
import subprocess


def rows(path, name):
    with open(path, newline="", encoding="utf-8") as table:
        return {row[name]: row for row in csv.DictReader(table)}


def hold(ours, theirs, work):
    """Runs both, and prints how many entries they say the same of; false where they differ."""
    with open(work / "npq.csv", "wb") as table:
        subprocess.run([str(part) for part in ours], stdout=table, stderr=subprocess.DEVNULL)
    subprocess.run([str(part) for part in theirs], check=True)
    own, other = rows(work / "npq.csv", "participant"), rows(theirs[-1], "person")
    apart = [name for name in own.keys() | other.keys()
             if name not in own or name not in other or differ(own[name], other[name])]
    print(f"results: npq and pandas say the same of {len(own) - len(apart):,} of {len(own):,} "
          f"entries{'' if own and not apart else '  NO'}", flush=True)
    return bool(own) and not apart


def differ(own, other):
    if own["outcome"] != other["outcome"]:
        return True
    return own["total"] != "" and abs(float(own["total"]) - float(other["total"])) > 1e-9
