"""How the office's steps grow: each on series of several sizes, in time and memory an item."""

import shutil

from series import Series
from timing import run

# How much more an item may cost at the greatest size than at the least.
MOST = 1.15
MEMORY = 300_000_000
STEPS = [
    ("import", lambda series: series.imports("participants")),
    ("receive", lambda series: series.receive()),
    ("receive again", lambda series: series.receive()),
    ("status", lambda series: series.status()),
    ("allocate", lambda series: series.allocate()),
    ("distribute", lambda series: series.distribute(series.folder / "packs")),
    ("collect", lambda series: series.collect()),
    ("results", lambda series: series.results()),
]


def measured(npq, folder, sizes, assessors):
    """Processor seconds an item and the peak of each step at each size."""
    growth = [{"name": name, "sizes": [], "each": [], "peak": []} for name, _ in STEPS]
    for people in sizes:
        shutil.rmtree(folder, ignore_errors=True)
        series = Series(npq, folder, people, max(2, assessors * people // max(sizes)))
        series.make()
        run(series.imports("assessors"))
        for step, (name, command) in zip(growth, STEPS):
            if name == "collect":
                series.mark()
            _, processor, peak = run(command(series))
            step["sizes"].append(people)
            step["each"].append(processor / people)
            step["peak"].append(peak)
    shutil.rmtree(folder, ignore_errors=True)
    return judged(growth)


def judged(growth):
    """The steps, each with how much more an item costs at the greatest size than at the least."""
    for step in growth:
        step["factor"] = step["each"][-1] / step["each"][0]
        step["reached"] = step["factor"] <= MOST and max(step["peak"]) < MEMORY
    return growth


def table(growth):
    """One line a step."""
    yield f"{'step':14}" + "".join(f"{size:>12,}" for size in growth[0]["sizes"]) + (
        "   (ms of processor time an item)  factor     peak")
    for step in growth:
        times = "".join(f"{each * 1e3:12.3f}" for each in step["each"])
        yield (f"{step['name']:14}{times}{'':35}{step['factor']:6.2f}"
               f"{max(step['peak']) / 1e6:6.0f} MB {'' if step['reached'] else 'NO'}")
