"""Plots as SVG, without a library."""

from html import escape
from math import log10

FONT = 'font-family="sans-serif" font-size="12"'


def svg(width, height, parts):
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" {FONT}>'
            f'<rect width="100%" height="100%" fill="white"/>{"".join(parts)}</svg>\n')


def text(x, y, words, anchor="start"):
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{escape(words)}</text>'


def bars(results):
    """How many times faster npq is, one bar a row on a scale of tens; a tick is what is promised."""
    rows = [row for row in results if row.get("ratio")]
    place = lambda ratio: 420 + 130 * (max(-1, min(2.2, log10(ratio))) + 1)
    parts = [text(place(10 ** power), 20, f"{10 ** power:g} ×", "middle") for power in (-1, 0, 1, 2)]
    for number, row in enumerate(rows):
        y = 34 + 24 * number
        start, end = sorted((place(1), place(row["ratio"])))
        colour = "#2a6f97" if row["reached"] else "#bc4749"
        parts.append(text(410, y + 13, f'{row["name"]} / {row["other"]}', "end"))
        parts.append(f'<rect x="{start:.1f}" y="{y}" width="{max(1, end - start):.1f}" height="17" '
                     f'fill="{colour}"/>' + text(end + 4, y + 13, f'{row["ratio"]:.2f}'))
        if row["wanted"]:
            x = place(row["wanted"])
            parts.append(f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y - 2}" y2="{y + 19}" '
                         'stroke="black" stroke-width="2"/>')
    return svg(900, 50 + 24 * len(rows), parts)


def lines(growth):
    """Processor time an item by size, one line a step; a level line grows as its work does."""
    parts, colours = [], ["#2a6f97", "#bc4749", "#6a994e", "#7b2cbf", "#e07a00", "#555", "#008b8b"]
    sizes = sorted({size for step in growth for size in step["sizes"]})
    most = max(max(step["each"]) for step in growth)
    across = lambda size: 60 + 480 * sizes.index(size) / max(1, len(sizes) - 1)
    up = lambda value: 320 - 280 * value / most
    parts.append(text(10, 24, f"ms of processor time an item (top: {most * 1e3:.2f})"))
    for size in sizes:
        parts.append(text(across(size), 345, f"{size:,}", "middle"))
    for number, step in enumerate(growth):
        colour = colours[number % len(colours)]
        points = " ".join(f"{across(size):.0f},{up(each):.0f}"
                          for size, each in zip(step["sizes"], step["each"]))
        parts.append(f'<polyline points="{points}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<g fill="{colour}">{text(560, 50 + 20 * number, step["name"])}</g>')
    return svg(760, 360, parts)
