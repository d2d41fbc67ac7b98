#!/usr/bin/env python3
"""Holds npq allocate against OR-tools' minimum-cost flow on made providers.

allocation.py NPQ WORK [ROUNDS]

Both read the same tables and write a plan, in turn. npq is timed as a whole command, less the
variance that it works out for its answer, which no plan needs; OR-tools from reading the tables to
the end of its solution, without starting Python and writing. What least cost leaves to choose
decides how well severity can be compared at all, so that providers of several seeds are made. On
random small providers the two are held against each other in cost alone. Ends with 1 where a cost
differs, loads lie more than one apart, parts are not connected, npq is less than ten times as fast,
or severities can be compared less surely than after OR-tools, or than they should and could.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from allocation_bound import efficiencies
from made_allocation import make

NPQ, WORK = os.path.abspath(sys.argv[1]), Path(sys.argv[2]) / "allocation"
ROUNDS = int(sys.argv[3]) if len(sys.argv) > 3 else 5
PEER = Path(__file__).parent / "ortools_allocate.py"
SIZES = [(10_000, 300, 1), (10_000, 300, 2), (10_000, 300, 3), (50_000, 1_200, 1),
         (50_000, 1_200, 2)]
SMALL = 40
# How surely severities should be comparable; and, where least cost forbids that, how near a plan
# should come to the most that any plan as cheap is proved not to exceed.
GOAL, NEAR = 0.72, 0.85


def ours(folder, *more):
    """The answer, and the seconds of the whole command."""
    start = time.monotonic()
    done = subprocess.run(
        [NPQ, "allocate", "--scripts", folder / "scripts.csv", "--assessors",
         folder / "assessors.csv", "--interests", folder / "interests.csv", "--draw", "7",
         "--force", "-o", folder / "plan.csv", "--format", "json", *more],
        capture_output=True)
    return json.loads(done.stdout), time.monotonic() - start


def theirs(folder):
    done = subprocess.run([sys.executable, PEER, folder, "2", folder / "peer.csv"],
                          capture_output=True, check=True)
    return json.loads(done.stdout)


def measured(scripts, assessors, seed):
    folder = WORK / f"{scripts}-{assessors}-{seed}"
    if not folder.exists():
        make(folder, scripts, assessors, 2, seed)
    mine, yours = [], []
    for _ in range(ROUNDS):
        answer, seconds = ours(folder)
        mine.append(seconds - answer["contrastSeconds"])
        peer = theirs(folder)
        yours.append(peer["seconds"])
    one, other = statistics.median(mine), statistics.median(yours)
    loads = answer["loads"]
    parts = max(each["connectedParts"] for each in answer["qualifications"])
    own, most = efficiencies(folder, folder / "plan.csv", answer["cost"])
    peers, _ = efficiencies(folder, folder / "peer.csv", None)
    apart = loads["maximum"] - loads["minimum"]
    spread = own >= peers and (own >= GOAL or most is not None and own >= NEAR * most)
    reached = (answer["cost"] == peer["cost"] and spread and apart <= 1 and parts == 1
               and answer["connectedParts"] == 1 and other >= 10 * one)
    print(f"{scripts:7}{assessors:7}{seed:5}{answer['cost']:8}{peer['cost']:8}"
          f"{loads['minimum']:6}–{loads['maximum']}{answer['connectedParts']:6}{one:9.3f}"
          f"{other:10.3f}{other / one:7.1f}{own:7.3f}{format(most, '7.3f') if most else '      –'}"
          f"{peers:7.3f} {'' if reached else 'NO'}", flush=True)
    return reached


def agree_on_small():
    """Whether the costs are the same on providers so small that rules get in the way."""
    same = 0
    for seed in range(SMALL):
        folder = WORK / f"small-{seed}"
        make(folder, 100 + 20 * seed, 12 + seed // 2, 2, seed)
        answer, _ = ours(folder)
        same += answer.get("cost") == theirs(folder)["cost"]
    print(f"the same cost on {same} of {SMALL} small providers")
    return same == SMALL


def main():
    WORK.mkdir(parents=True, exist_ok=True)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds in turn")
    print("scripts  asrs seed    cost   peer    loads parts   npq, s    peer, s  ratio  A-eff   most   peer",
          flush=True)
    reached = [measured(*size) for size in SIZES]
    sys.exit(0 if agree_on_small() and all(reached) else 1)


main()
