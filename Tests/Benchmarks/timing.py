"""Runs commands and says what they took."""

import os
import statistics
import subprocess
import tempfile
import time

# Answers of npq that are no failure: something is held, refused, or not complete.
ANSWERS = {0, 2, 3}


class Failed(Exception):
    """What a command, or the making of what it works on, came to instead of an answer."""


class Run:
    """Wall seconds, processor seconds, the largest process's peak bytes, and what stood on stdout."""

    def __init__(self, wall, processor, peak, said=b""):
        self.wall, self.processor, self.peak, self.said = wall, processor, peak, said


def run(command):
    with tempfile.TemporaryFile() as wrong, tempfile.TemporaryFile() as said:
        start = time.monotonic()
        try:
            process = subprocess.Popen([str(part) for part in command], stdout=said, stderr=wrong)
        except OSError as error:
            raise Failed(f"{command[0]}: {error.strerror}") from error
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ANSWERS:
            wrong.seek(0)
            words = wrong.read()[-300:].decode("utf-8", "replace").strip()
            raise Failed(f"{' '.join(map(str, command[:3]))} ended with {process.returncode}: {words}")
        said.seek(0)
        return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, said.read())


def summary(runs):
    """The middle of several runs, how far they lie apart, and the highest peak."""
    walls = [one.wall for one in runs]
    return {
        "median": statistics.median(walls), "least": min(walls), "most": max(walls),
        "processor": statistics.median(one.processor for one in runs),
        "peak": max(one.peak for one in runs)}
