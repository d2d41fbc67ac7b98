"""Whether npq results and the same table with pandas say the same of everybody.

What is timed side by side has to come out alike: each outcome, and each total of a decided result.
"""

import csv
import subprocess


def rows(path, name):
    with open(path, newline="", encoding="utf-8") as table:
        return {row[name]: row for row in csv.DictReader(table)}


def differing(ours, theirs, work):
    """Runs npq, and gives words where it says something else than the other's table, or nothing."""
    with open(work / "npq.csv", "wb") as table:
        subprocess.run([str(part) for part in ours], stdout=table, stderr=subprocess.DEVNULL)
    own, other = rows(work / "npq.csv", "participant"), rows(theirs, "person")
    apart = [name for name in own.keys() | other.keys()
             if name not in own or name not in other or differ(own[name], other[name])]
    if own and not apart:
        return None
    return f"says something else of {len(apart):,} of {len(own):,} entries"


def differ(own, other):
    if own["outcome"] != other["outcome"]:
        return True
    return own["total"] != "" and abs(float(own["total"]) - float(other["total"])) > 1e-9
