"""Draws where a command spends its time, from what perf saw: flame.py OUT.svg COMMAND ...

Each box is a function, as wide as its share of the samples; what it called stands above it. Needs
perf and swift; works on any build, best on a release one.
"""

import re
import subprocess
import sys
import tempfile
from collections import Counter
from html import escape

WIDTH, HEIGHT, LEAST = 1200, 17, 0.004
COLOURS = {"sqlite": "#8fb8de", "kernel": "#c9c9c9", "libc": "#e6d3a7", "npq": "#f2a97c"}


def stacks(command):
    """Samples by their stack, from the bottom up; a frame is a symbol and its file."""
    with tempfile.NamedTemporaryFile(suffix=".perf") as data:
        subprocess.run(["perf", "record", "-q", "-F", "199", "--call-graph", "dwarf,16384", "-o",
                        data.name, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        said = subprocess.run(["perf", "script", "-i", data.name, "-F", "ip,sym,dso"],
                              capture_output=True, text=True, errors="replace").stdout
    found = Counter()
    for sample in said.split("\n\n"):
        frames = []
        for line in sample.strip().split("\n"):
            match = re.match(r"\s*[0-9a-f]+ (.*?)(?:\+0x[0-9a-f]+)? \(([^)]*)\)$", line)
            if match:
                frames.append(match.groups())
        if frames:
            found[tuple(reversed(frames))] += 1
    return found


def demangled(names):
    text = subprocess.run(["swift", "demangle", "--simplified", "--compact"],
                          input="\n".join(names), capture_output=True, text=True).stdout
    return dict(zip(names, text.split("\n")))


def interesting(symbol, file):
    """Frames that say nothing of npq: closures handed on, the queue, the start."""
    noise = ("partial apply", "reabstraction", "GRDB.", "Dispatch", "dispatch", "static Npq",
             "ParsableC", "start_thread", "clone", "_start", "libc_start", "main", "Result.init")
    return symbol != "[unknown]" and not any(word in symbol for word in noise)


def tree(found):
    names = sorted({symbol for stack in found for symbol, _ in stack})
    words = demangled(names)
    root = {"name": "all", "kind": "npq", "count": 0, "under": {}}
    for stack, count in found.items():
        root["count"] += count
        node = root
        for symbol, file in stack:
            kind = next((kind for kind in COLOURS if kind in file), "npq")
            name = re.sub(r"\(.*|^specialized |^closure #\d+ in ", "", words.get(symbol, symbol))
            if kind in ("sqlite", "kernel", "libc"):
                name = {"sqlite": "SQLite", "kernel": "kernel", "libc": name}[kind]
            if not interesting(words.get(symbol, symbol), file) and kind != "sqlite":
                continue
            if node["name"] == name:
                continue
            node = node["under"].setdefault(
                name, {"name": name, "kind": kind, "count": 0, "under": {}})
            node["count"] += count
    return root


def boxes(node, x, depth, whole, out):
    width = WIDTH * node["count"] / whole
    if node["count"] < LEAST * whole:
        return
    out.append((x, depth, width, node))
    for child in sorted(node["under"].values(), key=lambda child: -child["count"]):
        boxes(child, x, depth + 1, whole, out)
        x += WIDTH * child["count"] / whole


def main():
    target, *command = sys.argv[1:]
    root = tree(stacks(command))
    out = []
    boxes(root, 0, 0, root["count"], out)
    deep = max(depth for _, depth, _, _ in out) + 1
    parts = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{deep * HEIGHT}" '
             'font-family="sans-serif" font-size="11">']
    for x, depth, width, node in out:
        y = (deep - depth - 1) * HEIGHT
        share = 100 * node["count"] / root["count"]
        label = f'{node["name"]} {share:.0f} %'
        shown = label if len(label) * 6 < width else node["name"][:max(0, int(width / 6) - 1)]
        parts.append(
            f'<g><title>{escape(label)}</title><rect x="{x:.1f}" y="{y}" width="{width:.1f}" '
            f'height="{HEIGHT - 1}" fill="{COLOURS[node["kind"]]}"/>'
            f'<text x="{x + 3:.1f}" y="{y + 12}">{escape(shown)}</text></g>')
    with open(target, "w") as file:
        file.write("\n".join(parts) + "\n</svg>\n")


main()
