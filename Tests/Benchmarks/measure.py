#!/usr/bin/env python3
"""Runs npq and the tools that it is held against in turn, and prints what each took.

measure.py NPQ DATA PYTHON ROUNDS [PAIR ...]
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import time
from pathlib import Path

NPQ, PYTHON = (os.path.abspath(sys.argv[place]) for place in (1, 3))
DATA, ROUNDS = Path(sys.argv[2]), int(sys.argv[4])
HERE = Path(__file__).parent
WANTED = sys.argv[5:]
MEMORY = 150_000_000


def files(folder):
    return [str(path) for path in sorted((DATA / folder).iterdir())]


def run(command):
    """Wall seconds, processor seconds and the largest process's peak bytes."""
    start = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def shell(script, *arguments):
    return ["bash", "-c", script, "bash", *arguments]


def pairs():
    """Name, npq's command, the other's name and command, how many times faster npq has to be."""
    documents, packages = files("documents"), files("packages")
    few = documents[:100]
    office = DATA / "office"
    unpack = (
        'cd "$1"; shift; rm -rf unpacked; mkdir unpacked; for zip; do '
        'unzip -q "$zip" -d "unpacked/${zip##*/}"; done; '
        f'exec "{PYTHON}" -m bagit --validate --quiet unpacked/*/submission')
    count, verify = [NPQ, "count", *documents], [NPQ, "verify", *packages]
    loose = files("loose")
    return [
        ("count, all parts", count, "python-docx",
         [PYTHON, str(HERE / "count-python-docx.py"), *documents], 3),
        ("count, all parts", [NPQ, "count", *few], "LibreOffice",
         ["soffice", f"-env:UserInstallation={office.resolve().as_uri()}", "--headless",
          "--convert-to", "txt:Text", "--outdir", str(office / "out"), *few], 25),
        ("verify", verify, "unzip, bagit.py",
         shell(unpack, str(DATA), *[os.path.abspath(path) for path in packages]), 20),
        ("verify", verify, "sha256sum of the packages", ["sha256sum", *packages], 0),
        ("verify", verify, "sha256sum of what is in them", ["sha256sum", *loose], 1),
        ("verify", verify, "openssl of the packages",
         ["openssl", "dgst", "-sha256", *packages], 0),
        ("verify", verify, "openssl of what is in them",
         ["openssl", "dgst", "-sha256", *loose], 0.25),
    ]


def measured(pair):
    name, ours, other, theirs, least = pair
    if shutil.which(theirs[0]) is None:
        print(f"{name} against {other}: not here", file=sys.stderr)
        return None
    run(ours)
    # LibreOffice takes a minute, so once has to do.
    rounds = 1 if other == "LibreOffice" else ROUNDS
    mine, yours = [], []
    for _ in range(rounds):
        mine += [run(ours) for _ in range(ROUNDS if rounds == 1 else 1)]
        yours.append(run(theirs))

    def summary(runs):
        walls = [wall for wall, _, _ in runs]
        return {
            "median": statistics.median(walls), "least": min(walls), "most": max(walls),
            "processor": statistics.median(cpu for _, cpu, _ in runs),
            "peak": max(peak for _, _, peak in runs)}

    result = {"pair": f"{name} / {other}", "npq": summary(mine), "other": summary(yours)}
    result["ratio"] = result["other"]["median"] / result["npq"]["median"]
    result["wanted"] = least
    result["reached"] = result["ratio"] >= least and result["npq"]["peak"] < MEMORY
    return result


def row(result):
    def times(side):
        return f"{side['median']:8.3f} ({side['least']:.3f}–{side['most']:.3f})"
    wanted = f"{result['wanted']:g}" if result["wanted"] else "–"
    return (
        f"{result['pair']:38} {times(result['npq']):24} {times(result['other']):26}"
        f"{result['ratio']:7.2f} {wanted:>6} {'' if result['reached'] else 'NO':3}"
        f"{result['npq']['peak'] / 1e6:6.0f} MB {result['npq']['processor']:7.2f} s")


def main():
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {ROUNDS} rounds in turn; "
          f"{len(files('documents'))} documents, {len(files('packages'))} packages")
    print(f"{'':38} {'npq, s':24} {'other, s':26}{'ratio':>7} {'wanted':>6}    {'peak':>6}    "
          "processor")
    results = []
    for pair in pairs():
        if WANTED and not any(word in f"{pair[0]} {pair[2]}" for word in WANTED):
            continue
        result = measured(pair)
        if result:
            results.append(result)
            print(row(result), flush=True)
    report = {"cores": os.cpu_count(), "load": os.getloadavg()[0], "results": results}
    (DATA / "results.json").write_text(json.dumps(report, indent=2) + "\n")
    sys.exit(0 if all(result["reached"] for result in results) else 1)


main()
