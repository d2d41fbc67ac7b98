"""Holds npq's statistics of random tables against packages of PyPI and R's psych, to 1e-6.

Tables of two to five raters, every second with gaps; a package is asked where it defines the
statistic: pingouin's intraclass correlations and Cohen's kappas need whole units.
"""

import json
import random
import subprocess
from pathlib import Path

HERE = Path(__file__).parent
NEAR = 1e-6
PEERS = ["alpha-nominal", "alpha-ordinal", "alpha-interval", "alpha-ratio", "fleiss-kappa", "ac1",
         "ac2-linear", "ac2-quadratic"]
PSYCH = """
suppressMessages(library(psych))
table <- as.matrix(read.csv(commandArgs(TRUE)[1], row.names = 1))
found <- list()
if (!anyNA(table)) {
  values <- ICC(table, lmer = FALSE)$results$ICC
  names(values) <- c("icc-1-1", "icc-2-1", "icc-3-1", "icc-1-k", "icc-2-k", "icc-3-k")
  found <- as.list(values)
}
if (ncol(table) == 2) {
  whole <- table[complete.cases(table), ]
  levels <- sort(unique(c(table[!is.na(table)])))
  weights <- outer(levels, levels, function(a, b) 1 - abs(a - b) / diff(range(levels)))
  counts <- table(factor(whole[, 1], levels), factor(whole[, 2], levels))
  square <- matrix(counts, length(levels))
  found$kappa <- cohen.kappa(square)$kappa
  found$`kappa-quadratic` <- cohen.kappa(square)$weighted.kappa
  found$`kappa-linear` <- cohen.kappa(square, w = weights)$weighted.kappa
}
if (length(found)) cat(paste0("{", paste0("\\"", names(found), "\\":", sprintf("%.12f", unlist(found)),
                       collapse = ","), "}"))
"""


def table(path, number):
    draw = random.Random(number)
    raters, gaps = 2 + number % 4, number % 2 == 1
    with open(path, "w") as rows:
        rows.write("unit," + ",".join("ABCDE"[:raters]) + "\n")
        for unit in range(30 + 7 * number):
            truth = draw.randint(0, 4)
            marks = [min(5, max(0, truth + draw.randint(-1, 1))) for _ in range(raters)]
            cells = ["" if gaps and draw.random() < 0.2 else str(mark) for mark in marks]
            # A unit that nobody rated is no unit for some packages.
            if any(cells):
                rows.write(f"S{unit}," + ",".join(cells) + "\n")
    return raters, gaps


def answered(command):
    answer = subprocess.run([str(part) for part in command], capture_output=True, text=True)
    return json.loads(answer.stdout) if answer.stdout.strip().startswith("{") else {}


def hold(npq, python, work, tables=12):
    """Whether every value that two give is the same, and a line on the greatest difference of each."""
    apart, counts, lines, missing = {}, {}, [], 0
    path = work / "values.csv"
    for number in range(tables):
        raters, gaps = table(path, number)
        report = answered([npq, "agreement", path, "--bootstrap", 0, "--format", "json"])
        own = {one["name"]: one["estimate"] for one in report["statistics"]}
        asked = PEERS + ([] if gaps else ["icc"]) + (
            ["kappa", "kappa-linear", "kappa-quadratic"] if raters == 2 and not gaps else [])
        asked += ["conger-kappa"] if raters > 2 else []
        found = [("PyPI", answered([python, HERE / "agreement_peer.py", path, name]))
                 for name in asked]
        found.append(("psych", answered(["Rscript", "-e", PSYCH, path])))
        for peer, values in found:
            for name, value in values.items():
                if name not in own:
                    missing += 1
                    lines.append(f"{name} of table {number}: {peer} says {value}, npq nothing")
                    continue
                apart[peer, name] = max(apart.get((peer, name), 0), abs(value - own[name]))
                counts[peer, name] = counts.get((peer, name), 0) + 1
    for (peer, name), distance in sorted(apart.items()):
        lines.append(f"{name:16} {peer:6} {counts[peer, name]:3} tables, apart at most "
                     f"{distance:.1e}{'' if distance <= NEAR else '  NO'}")
    near = bool(apart) and all(distance <= NEAR for distance in apart.values())
    return near and not missing, lines
