"""Bounds from above how surely severities can be compared after any plan of least cost.

With C the information on the assessors, f(C) = tr(C⁺) is convex and falls as 1/t where C grows as
t, so that for every other plan f(C') ≥ f(C)² / <G, C'>, G = (C⁺)², whatever C is. <G, C'> sums over
the scripts half of r(a, b) = G(a, a) + G(b, b) − 2 G(a, b) for the two who mark them. Whoever marks a
class in any plan of least cost has no reduced cost there; so for all numbers u by class and v by
assessor with 2 u + v(a) + v(b) ≥ r(a, b) / 2 for every two of them, the sum is at most what the
classes' markings times u and the loads times v come to. That linear programme is solved by a
logarithmic barrier: its numbers keep to their rules at every step, so that the bound holds however
far they are from the best. C is then moved towards the best it finds, and the least bound counts.
"""

import csv
from collections import defaultdict

import numpy
from ortools.linear_solver import pywraplp


def rows(path):
    with open(path, newline="") as file:
        return list(csv.DictReader(file))


# Stands where nobody is paired with themselves.
LARGE = 1e9
LARGE_LOG = numpy.log(LARGE)


class LeastCost:
    """Who may mark which class in a plan of least cost, and how often."""

    def __init__(self, folder):
        scripts, assessors = rows(folder / "scripts.csv"), rows(folder / "assessors.csv")
        self.names = {one["assessor"]: number for number, one in enumerate(assessors)}
        counts = defaultdict(int)
        for one in scripts:
            counts[one["qualification"], one["phase"]] += 2
        self.whole = numpy.array(list(counts.values()), float)
        even, more = divmod(2 * len(scripts), len(assessors))
        solver = pywraplp.Solver.CreateSolver("GLOP")
        steps = [solver.NumVar(0, 1, "") for _ in assessors]
        arcs, own = [], [[] for _ in assessors]
        cost = solver.Objective()
        for group, (qualification, phase) in enumerate(counts):
            taken = []
            for number, one in enumerate(assessors):
                listed = one["qualifications"].split(";")
                if qualification not in listed:
                    continue
                arc = solver.NumVar(0, self.whole[group] / 2, "")
                away = one["phase"] not in ("B", "", phase)
                cost.SetCoefficient(arc, 10 * (listed[0] != qualification) + 5 * away)
                arcs.append((group, number, arc))
                own[number].append(arc)
                taken.append(arc)
            solver.Add(sum(taken) == self.whole[group])
        for number, step in enumerate(steps):
            solver.Add(sum(own[number]) == even + step)
        self.cost = round(cost.Value()) if solver.Solve() == solver.OPTIMAL else None
        self.members = [[] for _ in counts]
        for group, number, arc in arcs:
            if arc.ReducedCost() < 1e-6:
                self.members[group].append(number)
        self.members = [numpy.array(each) for each in self.members]
        self.least = numpy.array([even + (step.ReducedCost() < -1e-6) for step in steps], float)
        self.most = numpy.array([even + (step.ReducedCost() < 1e-6) for step in steps], float)

    def sum(self, by_class, by_assessor):
        """The most that the numbers come to over all plans."""
        rest = self.whole.sum() - self.least.sum()
        total = self.whole @ by_class + self.least @ by_assessor
        for number in numpy.argsort(-by_assessor):
            step = min(rest, self.most[number] - self.least[number])
            total += step * by_assessor[number]
            rest -= step
        return total


def information(plan, names):
    matrix = numpy.zeros((len(names), len(names)))
    scripts = defaultdict(list)
    for row in rows(plan):
        scripts[row["script"]].append(names[row["assessor"]])
    for one, other in scripts.values():
        for a, b in ((one, other), (other, one)):
            matrix[a, a] += 0.5
            matrix[a, b] -= 0.5
    return matrix


def inverse(matrix):
    return numpy.linalg.inv(matrix + 1 / len(matrix)) - 1 / len(matrix)


def most(square, face, loads):
    """The most that <G, C'> can be, and nearly the C' for which it is."""
    own = numpy.diag(square)
    wanted = (own[:, None] + own[None, :] - 2 * square) / 2
    unit = max(wanted[numpy.ix_(each, each)].max() for each in face.members)
    wanted = [wanted[numpy.ix_(each, each)] / unit for each in face.members]
    for each in wanted:
        numpy.fill_diagonal(each, -LARGE)
    classes, assessors = len(face.whole), len(loads)
    by_class = numpy.array([0.6 * each.max() for each in wanted])
    by_assessor = numpy.zeros(assessors)
    count = sum(len(each) * (len(each) - 1) // 2 for each in face.members)

    def slack(by_class, by_assessor):
        return [2 * by_class[group] + by_assessor[each][:, None] + by_assessor[each][None, :]
                - wanted[group] for group, each in enumerate(face.members)]

    def barrier(by_class, by_assessor):
        room = slack(by_class, by_assessor)
        if min(each.min() for each in room) <= 0:
            return numpy.inf
        logs = sum(numpy.log(each).sum() - len(each) * LARGE_LOG for each in room) / 2
        return face.whole @ by_class + loads @ by_assessor - weight * logs

    weight = (face.whole @ by_class) / count
    best = numpy.inf
    for _ in range(200):
        room = slack(by_class, by_assessor)
        slope = numpy.concatenate([face.whole, loads])
        curve = numpy.zeros((classes + assessors,) * 2)
        for group, each in enumerate(face.members):
            pull = weight / room[group]
            bend = pull / room[group]
            slope[group] -= pull.sum()
            slope[classes + each] -= pull.sum(1)
            curve[group, group] += 2 * bend.sum()
            curve[group, classes + each] += 2 * bend.sum(1)
            curve[numpy.ix_(classes + each, classes + each)] += bend + numpy.diag(bend.sum(1))
        curve[classes:, :classes] = curve[:classes, classes:].T
        # All u up and all v down by the same changes nothing: the last v stays where it is.
        scale = 1 / numpy.sqrt(numpy.diag(curve))
        scaled = curve * scale[:, None] * scale[None, :]
        step = numpy.zeros(len(slope))
        step[:-1] = -scale[:-1] * numpy.linalg.solve(scaled[:-1, :-1], (scale * slope)[:-1])
        gain = -(slope @ step)
        if gain <= 0:
            break
        here, rate = barrier(by_class, by_assessor), 1.0
        while barrier(by_class + rate * step[:classes],
                      by_assessor + rate * step[classes:]) > here - rate * gain / 4:
            rate /= 2
        by_class = by_class + rate * step[:classes]
        by_assessor = by_assessor + rate * step[classes:]
        best = min(best, face.sum(by_class, by_assessor))
        if gain < weight:
            if count * weight < 2e-3 * best:
                break
            weight /= 4
    matrix = numpy.zeros((assessors, assessors))
    for group, (each, room) in enumerate(zip(face.members, slack(by_class, by_assessor))):
        pairs = weight / room / 2
        numpy.fill_diagonal(pairs, 0)
        matrix[numpy.ix_(each, each)] += numpy.diag(pairs.sum(1)) - pairs
    return best * unit, matrix


def efficiencies(folder, plan, cost, rounds=2):
    """The efficiency of a plan, and the most that any of the same cost has; None where not known."""
    face = LeastCost(folder)
    start = information(plan, face.names)
    loads = 2 * numpy.diag(start)
    count = len(loads)
    values = numpy.linalg.eigvalsh(start)[1:]
    if values[0] < 1e-9:
        return 0, None
    ideal = (count - 1) ** 2 / numpy.trace(start)
    own = ideal / (1 / values).sum()
    if face.cost != cost:
        return own, None
    current, bound = start, 1.0
    for _ in range(rounds):
        pseudo = inverse(current)
        trace = numpy.trace(pseudo)
        top, better = most(pseudo @ pseudo, face, loads)
        bound = min(bound, ideal * top / trace ** 2)
        better *= numpy.trace(start) / numpy.trace(better)
        tried = [(numpy.trace(inverse((1 - part) * current + part * better)), part)
                 for part in (0.2, 0.1, 0.05, 0.025, 0.0125)]
        if min(tried)[0] >= trace:
            break
        current = (1 - min(tried)[1]) * current + min(tried)[1] * better
    return own, bound
