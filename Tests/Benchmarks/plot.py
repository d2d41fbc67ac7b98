"""Plots as SVG, without a library; what is met and what is not can be told without colour."""

from html import escape
from math import ceil, floor, log10

FONT = 'font-family="DejaVu Sans, Liberation Sans, sans-serif" font-size="13"'
MET, MISSED, INK, PALE = "#2a6f97", "#bc4749", "#222", "#d9d9d9"
# Where the scale begins and ends, and where the words beside it begin.
LEFT, RIGHT, WORDS = 330, 880, 900
LINE = 24
HATCH = (f'<defs><pattern id="missed" width="7" height="7" patternUnits="userSpaceOnUse" '
         f'patternTransform="rotate(45)"><rect width="7" height="7" fill="white"/>'
         f'<rect width="3" height="7" fill="{MISSED}"/></pattern></defs>')


def svg(width, height, title, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" '
            f'width="{width}" height="{height:.0f}" role="img" {FONT} fill="{INK}">'
            f'<title>{escape(title)}</title>{HATCH}<rect width="100%" height="100%" fill="white"/>'
            f'{"".join(parts)}</svg>\n')


def text(x, y, words, anchor="start", size=13, weight="normal"):
    return (f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}" '
            f'font-weight="{weight}">{escape(words)}</text>')


def line(x1, y1, x2, y2, colour=PALE, width=1):
    return (f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="{colour}" '
            f'stroke-width="{width}"/>')


def heading(title, report):
    """The title, and on what it was measured."""
    about = report["machine"]
    return [
        text(20, 32, title, size=20, weight="bold"),
        text(20, 54, f"{about['cores']} cores of {about['processor']}, {about['memory']} of memory, "
             f"{about['system']}; load {about['load']} at the start"),
        text(20, 73, f"{about['npq']}; commit {about['commit'] or 'unknown'}; "
             f"size {report['size']}, median of {report['rounds']} rounds")]


def compared(results):
    """A line for each goal: its name, what was reached, and what is wanted."""
    for one in results:
        for goal in one["goals"]:
            if goal["what"] == "memory" and goal["reached"]:
                continue
            name = one["title"] if goal["what"].startswith("beside") else (
                f"{one['name']}: {goal['what']}")
            yield name, goal


def ratios(report):
    """How many times better npq is than the other, or than what is allowed, on a scale of tens."""
    rows = list(compared(report["results"]))
    seen = [value for _, goal in rows for value in (goal["ratio"], goal["wanted"])] or [1]
    low, high = floor(log10(min(seen + [0.1]))), ceil(log10(max(seen + [10])))
    def place(ratio):
        return LEFT + (RIGHT - LEFT) * (log10(ratio) - low) / (high - low)
    failed = list(report["failed"].items())
    top, bottom = 158, 158 + LINE * (len(rows) + len(failed))
    met = sum(goal["reached"] for _, goal in rows)
    rest = f", {len(failed)} rows not measured" if failed else ""
    parts = [*heading(f"npq beside other tools: {met} of {len(rows)} goals met{rest}", report),
             *legend(98), *scale(low, high, place, top, bottom)]
    for number, (name, goal) in enumerate(rows):
        parts += bar(top + LINE * number, name, goal, place)
    for number, (name, why) in enumerate(failed):
        y = top + LINE * (len(rows) + number)
        parts += [text(LEFT - 12, y + 17, name, "end"),
                  text(LEFT + 8, y + 17, f"not measured: {why}"[:75], size=12)]
    versions = ", ".join(f"{name} {version}" for name, version
                         in report["machine"]["versions"].items())
    notes = wrapped(f"Beside: {versions}.", 150)
    parts += [text(20, bottom + 48 + 17 * number, words, size=12)
              for number, words in enumerate(notes)]
    return svg(1160, bottom + 60 + 17 * len(notes), "npq beside other tools", parts)


def legend(y):
    return [f'<rect x="20" y="{y}" width="34" height="14" fill="{MET}"/>',
            text(62, y + 12, "✓ goal met"),
            f'<rect x="170" y="{y}" width="34" height="14" fill="url(#missed)" stroke="{MISSED}"/>',
            text(212, y + 12, "✗ goal not met"), *goal_mark(358, y - 3, 20),
            text(370, y + 12, "goal"),
            text(430, y + 12, "bars to the right of 1: npq is better; to the left: the other is "
                 "(or the limit is passed)")]


def scale(low, high, place, top, bottom):
    for power in range(low, high + 1):
        x = place(10 ** power)
        yield line(x, top - 8, x, bottom, INK if power == 0 else PALE, 1.5 if power == 0 else 1)
        for y in (top - 14, bottom + 18):
            yield text(x, y, f"{10 ** power:g} ×", "middle",
                       weight="bold" if power == 0 else "normal")
        for part in range(2, 10) if power < high else ():
            x = place(part * 10 ** power)
            yield line(x, bottom - 4, x, bottom, "#999")


def goal_mark(x, y, height):
    return [line(x, y, x, y + height, INK, 2.5),
            f'<path d="M{x - 5:.1f} {y:.1f}h10l-5 6z" fill="{INK}"/>']


def bar(y, name, goal, place):
    start, end = sorted((place(1), place(goal["ratio"])))
    fill = f'fill="{MET}"' if goal["reached"] else f'fill="url(#missed)" stroke="{MISSED}"'
    sign = "✓" if goal["reached"] else "✗"
    return [line(20, y + LINE, 1140, y + LINE, "#f0f0f0"),
            text(LEFT - 12, y + 17, name, "end"),
            f'<rect x="{start:.1f}" y="{y + 5}" width="{max(2, end - start):.1f}" height="14" '
            f'{fill}/>', *goal_mark(place(goal["wanted"]), y + 2, 20),
            text(WORDS, y + 17, f"{sign} {goal['words']}, goal {goal['goal']}",
                 weight="normal" if goal["reached"] else "bold")]


def wrapped(words, width):
    lines = [""]
    for word in words.split(" "):
        if len(lines[-1]) + len(word) > width:
            lines.append("")
        lines[-1] += word + " "
    return lines


def growth(report):
    """How much more an item costs than at the least size, a small plot a step; level is linear."""
    steps = report["growth"]
    across, wide, tall = 4, 275, 170
    parts = heading("How the steps grow: time an item, as a share of that at the least size", report)
    small_steps = max(steps[0]["sizes"]) < 100_000
    parts += [text(20, 96, "A level line is time that grows as the number of people does; the "
                   "shaded band is the goal (at most 15 % more). Memory at the peak stands below."),
              text(20, 115, "These steps are small, so that starting up weighs: 1,000, 10,000 and "
                   "100,000 people are measured with --size large." if small_steps else "")]
    for number, step in enumerate(steps):
        parts += small(20 + wide * (number % across), 134 + tall * (number // across), step)
    return svg(1140, 144 + tall * ceil(len(steps) / across), "how the steps of npq grow", parts)


def small(x, y, step):
    first = step["each"][0] or 1e-9
    shares = [each / first for each in step["each"]]
    most = max(1.5, *shares)
    width, height, base = 225, 70, y + 105
    def place(number, share):
        return (x + 10 + width * number / max(1, len(shares) - 1), base - height * share / most)
    sign = "✗" if not step["reached"] else "–" if step["apart"] else "✓"
    points = [place(number, share) for number, share in enumerate(shares)]
    parts = [text(x, y + 14, f"{sign} {step['name']}{' (not judged by this)' if step['apart'] else ''}",
                  weight="bold"),
             f'<rect x="{x + 10}" y="{place(0, 1.15)[1]:.1f}" width="{width}" '
             f'height="{base - place(0, 1.15)[1]:.1f}" fill="#e8f0f5"/>',
             line(x + 10, base, x + 10 + width, base, INK),
             f'<polyline points="{" ".join(f"{a:.1f},{b:.1f}" for a, b in points)}" fill="none" '
             f'stroke="{MET if step["reached"] else MISSED}" stroke-width="2.5" '
             f'{"" if step["reached"] else "stroke-dasharray=" + chr(34) + "6 3" + chr(34)}/>']
    for (a, b), share, size, peak in zip(points, shares, step["sizes"], step["peak"]):
        anchor = "start" if a < x + 20 else "end" if a > x + width else "middle"
        parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{INK}"/>',
                  text(a, b - 7, f"{share:.2f}", anchor, 11),
                  text(a, base + 15, f"{size:,}", anchor, 11),
                  text(a, base + 30, f"{peak / 1e6:.0f} MB", anchor, 11)]
    return parts
