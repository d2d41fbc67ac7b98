"""What a row came to: its figures, each goal with whether it is met, and its line in the table."""

from timing import summary


def result(pair, mine, yours, less):
    """The figures of a row from its runs."""
    found = {"name": pair.name, "other": pair.other, "title": pair.title, "on": pair.on,
             "npq": summary(mine), "runs": [one.wall for one in mine]}
    own = found["npq"][pair.on]
    if less:
        found["less"] = summary(less)
        own = max(0.001, own - found["less"][pair.on])
    found["own"] = own
    if yours:
        found["peer"] = summary(yours)
        found["ratio"] = found["peer"][pair.on] / own
    found["goals"] = list(goals(pair, found))
    found["reached"] = all(goal["reached"] for goal in found["goals"])
    return found


def goals(pair, found):
    """Each on the same scale: how many times better than the other, or than what is allowed; and
    what was reached and what was to be, in words."""
    def goal(what, ratio, wanted, reached, goal):
        return {"what": what, "ratio": ratio, "wanted": wanted, "reached": ratio >= wanted,
                "words": reached, "goal": goal}
    if pair.wanted and "ratio" in found:
        yield goal(f"beside {pair.other}", found["ratio"], pair.wanted,
                   f"{figure(found['ratio'])} ×", f"{figure(pair.wanted)} ×")
    if pair.most:
        yield goal("time", pair.most / found["own"], 1,
                   seconds(found["own"]), seconds(pair.most))
    peak = found["npq"]["peak"]
    yield goal("memory", pair.memory / peak, 1,
               f"{peak / 1e6:.0f} MB", f"{pair.memory / 1e6:.0f} MB")


def figure(number):
    return f"{number:.0f}" if number >= 20 else f"{number:.3g}" if number >= 1 else f"{number:.2f}"


def seconds(number):
    return f"{number * 1e3:.0f} ms" if number < 1 else f"{number:.3g} s"


HEADER = (f"{'':46}{'npq, s':24}{'other, s':24}{'ratio':>8}  {'goal':10}{'':4}{'peak':>9}"
          "  processor, other's")


def row(found):
    def times(side):
        if side not in found:
            return ""
        one = found[side]
        return f"{one['median']:.3f} ({one['least']:.3f}–{one['most']:.3f})"
    ratio = f"{found['ratio']:.2f}" if "ratio" in found else ""
    named = [goal["goal"] for goal in found["goals"]
             if goal["what"] != "memory" or not goal["reached"]]
    ours = found["npq"]
    return (f"{found['title']:46}{times('npq'):24}{times('peer'):24}"
            f"{ratio:>8}  {', '.join(named):14}{'' if found['reached'] else 'NO':4}"
            f"{ours['peak'] / 1e6:5.0f} MB{ours['processor']:8.2f} s"
            + (f"{found['peer']['processor']:8.2f} s" if "peer" in found else ""))
