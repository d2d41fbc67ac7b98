"""Runs commands and says what they took."""

import os
import statistics
import subprocess
import sys
import tempfile
import time

# Answers of npq that are no failure: something is held, refused, or not complete.
ANSWERS = {0, 2, 3}


def run(command):
    """Wall seconds, processor seconds and the largest process's peak bytes."""
    with tempfile.TemporaryFile() as said:
        start = time.monotonic()
        process = subprocess.Popen(
            [str(part) for part in command], stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ANSWERS:
            said.seek(0)
            sys.exit(f"{command[:3]} ended with {process.returncode}: {said.read()[-500:]!r}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024


def summary(runs):
    """The middle of several runs, how far they lie apart, and the highest peak."""
    walls = [wall for wall, _, _ in runs]
    return {
        "median": statistics.median(walls), "least": min(walls), "most": max(walls),
        "processor": statistics.median(cpu for _, cpu, _ in runs),
        "peak": max(peak for _, _, peak in runs)}
