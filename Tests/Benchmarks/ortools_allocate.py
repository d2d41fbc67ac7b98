#!/usr/bin/env python3
"""Allocates with OR-tools' minimum-cost flow, as `npq allocate` does with its own.

ortools_allocate.py FOLDER MARKINGS PLAN: reads the tables, forbids what npq forbids, keeps loads
at most one apart, and writes the plan; says on stdout what it cost and how long it took.
"""

import csv
import json
import sys
import time
from pathlib import Path

import numpy
from ortools.graph.python import min_cost_flow


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


def codes(*lists):
    """Words as numbers, -1 where there is none."""
    known = {}
    return [numpy.array([known.setdefault(word, len(known)) if word else -1 for word in words])
            for words in lists]


def costs(scripts, assessors, interests):
    """By script and assessor, the cost of a marking; -1 where it may not be."""
    listed = [one["qualifications"].split(";") for one in assessors]
    names = sorted({one["qualification"] for one in scripts})
    first = numpy.array([[20 if name not in own else 0 if own[0] == name else 10
                          for own in listed] for name in names])
    place = {name: number for number, name in enumerate(names)}
    cost = first[[place[one["qualification"]] for one in scripts]]
    never = cost == 20
    phase, own = codes([one["phase"] for one in scripts], [one["phase"] for one in assessors])
    both = numpy.array([one["phase"] in ("B", "") for one in assessors])
    cost = cost + 5 * ((phase[:, None] != own) & ~both)
    trust, theirs = codes([one["trust"] for one in scripts], [one["trust"] for one in assessors])
    never |= trust[:, None] == theirs
    tutor = {one["assessor"]: number for number, one in enumerate(assessors)}
    script = {one["script"]: number for number, one in enumerate(scripts)}
    for number, one in enumerate(scripts):
        if one["tutor"]:
            never[number, tutor[one["tutor"]]] = True
    for one in interests:
        never[script[one["script"]], tutor[one["assessor"]]] = True
    return numpy.where(never, -1, cost)


def solve(cost, markings, capacity):
    """The pairs of a plan of least cost among those with the least sum of squared loads."""
    scripts, assessors = cost.shape
    even, more = divmod(scripts * markings, assessors)
    steps = [(even, -1_000 * markings)] + ([(1, 0)] if more else [])
    if even >= min(capacity):
        steps = []
    plan = steps and flow_of(cost, markings, [steps] * assessors, even)
    if plan:
        return plan
    # Loads at most one apart cannot be: each further marking weighs more than all costs together.
    weight = 15 * scripts * markings + 1
    return flow_of(cost, markings, [
        [(1, weight * (2 * load + 1)) for load in range(most)] for most in capacity])


def flow_of(cost, markings, steps, least=0):
    """The pairs of a flow; `steps` are, by assessor, markings and what each of them weighs."""
    scripts, assessors = cost.shape
    tail, head = numpy.nonzero(cost >= 0)
    flow = min_cost_flow.SimpleMinCostFlow()
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tail, scripts + head, numpy.ones(len(tail), int), cost[tail, head])
    sink = scripts + assessors
    ends = numpy.array([scripts + one for one, own in enumerate(steps) for _ in own])
    room, weight = numpy.array([step for own in steps for step in own]).T
    flow.add_arcs_with_capacity_and_unit_cost(ends, numpy.full(len(ends), sink), room, weight)
    flow.set_nodes_supplies(numpy.arange(scripts), numpy.full(scripts, markings))
    flow.set_node_supply(sink, -scripts * markings)
    if flow.solve() != flow.OPTIMAL:
        return None
    used = flow.flows(arcs) > 0
    loads = numpy.bincount(head[used], minlength=assessors)
    return (tail[used], head[used]) if loads.min() >= least else None


def main():
    folder, markings = Path(sys.argv[1]), int(sys.argv[2])
    start, work = time.monotonic(), time.process_time()
    scripts, assessors, interests = (
        rows(folder / f"{name}.csv") for name in ("scripts", "assessors", "interests"))
    cost = costs(scripts, assessors, interests)
    plan = solve(cost, markings, [int(one["capacity"]) for one in assessors])
    took = {"seconds": time.monotonic() - start, "processor": time.process_time() - work}
    if plan is None:
        return print(json.dumps({"cost": None, **took}))
    tail, head = plan
    with open(sys.argv[3], "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["script", "assessor"])
        table.writerows((scripts[one]["script"], assessors[other]["assessor"])
                        for one, other in zip(tail, head))
    print(json.dumps({"cost": int(cost[tail, head].sum()), **took}))


main()
