#!/usr/bin/env python3
"""Holds npq similar against text matchers that anyone can have, on planted copies.

similar.py NPQ WORK

Each text is of about 1,500 words, drawn word after word from what follows what in the samples'
responses and case studies, so that texts agree by chance as answers to one case study do. Some take
400 words from another one, disguised in one of the ways below. Pairs that a tool lists are held
against the planted ones. npq runs with its defaults; of the others, which give scores, the threshold
is taken that is best in hindsight.
"""

import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from itertools import combinations
from pathlib import Path

NPQ, WORK = os.path.abspath(sys.argv[1]), Path(sys.argv[2])
SAMPLES = Path(__file__).resolve().parents[2] / "Samples"
WORDS, TAKEN, EACH = 1500, 400, 20
SYNONYMS = dict(pair.split("=") for pair in """
    pupils=children children=pupils teachers=staff staff=teachers school=setting lessons=classes
    use=employ help=support show=demonstrate important=vital evidence=research problem=issue
    change=shift improve=strengthen plan=design leaders=managers because=since also=too many=several
    need=require make=create good=strong new=fresh small=limited first=initial time=period
    work=effort reading=literacy behaviour=conduct clear=plain often=frequently every=each
    """.split())
LOOKALIKES = str.maketrans("aeocp", "аеоср")


def chain(ngrams, draw, words):
    word, out = draw.choice(list(ngrams)), []
    length = draw.randint(10, 22)
    while len(out) < words:
        out.append(word)
        word = draw.choice(ngrams.get(word) or list(ngrams))
        length -= 1
        if length == 0:
            out[-1] += "."
            length = draw.randint(10, 22)
    return out


def learned():
    text = []
    for path in sorted(SAMPLES.rglob("*.md")) + sorted(SAMPLES.rglob("*.txt")):
        text += re.findall(r"[A-Za-z'’-]+", path.read_text("utf-8"))
    for path in sorted(SAMPLES.rglob("*.docx")):
        try:
            out = subprocess.run(["unzip", "-p", path, "word/document.xml"], capture_output=True)
            text += re.findall(r"[A-Za-z'’-]+", re.sub(r"<[^>]*>", " ", out.stdout.decode("utf-8", "ignore")))
        except OSError:
            continue
    after = defaultdict(list)
    for one, other in zip(text, text[1:]):
        after[one.lower()].append(other.lower())
    # Names and rare words keep texts apart, as each participant's own thoughts do.
    for number in range(6000):
        after[random.Random(number).choice(text).lower()].append(f"matter{number % 2000}")
        after[f"matter{number % 2000}"].append(random.Random(-number).choice(text).lower())
    return dict(after)


def sentences(words):
    return re.findall(r"[^.]+\.?", " ".join(words))


def verbatim(words, draw): return " ".join(words)


def every_tenth(words, draw):
    return " ".join(draw.choice(["indeed", "perhaps", "overall", "thus"]) if place % 10 == 9 else word
                    for place, word in enumerate(words))


def reordered(words, draw):
    all_of_them = sentences(words)
    draw.shuffle(all_of_them)
    return " ".join(all_of_them)


def paraphrased(words, draw):
    out = []
    for word in words:
        if draw.random() < 0.05:
            continue
        out.append(SYNONYMS.get(word, word))
        if draw.random() < 0.05:
            out.append(draw.choice(["very", "quite", "really", "often"]))
    return " ".join(out)


def lookalike(words, draw):
    return " ".join(word.translate(LOOKALIKES) if draw.random() < 0.6 else word for word in words)


def zero_width(words, draw):
    return " ".join(word[:2] + "\u200b" + word[2:] if draw.random() < 0.6 else word for word in words)


def scanned(words, draw):
    """Lines of a page: short, with words broken by hyphens, curly quotes and capitals lost."""
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 60 and len(word) > 6:
            lines.append(f"{line} {word[:3]}-")
            line = word[3:]
        elif len(line) + len(word) > 66:
            lines.append(line)
            line = word
        else:
            line += " " + word
    return "\n".join(lines + [line]).replace("'", "’")


WAYS = {"verbatim": verbatim, "every 10th word": every_tenth, "reordered": reordered,
        "paraphrased": paraphrased, "lookalikes": lookalike, "zero width": zero_width,
        "scanned": scanned}


def make(folder, count, after):
    """Writes texts and returns the planted pairs, each with its way."""
    if folder.exists():
        return {tuple(pair): way for pair, way in json.loads((folder / "planted.json").read_text())}
    (folder / "texts").mkdir(parents=True)
    draw = random.Random(count)
    texts = [chain(after, random.Random(f"{count}/{number}"), WORDS) for number in range(count)]
    planted, free = {}, list(range(count))
    draw.shuffle(free)
    shown = [" ".join(words) for words in texts]
    for way, disguise in WAYS.items():
        for _ in range(EACH):
            source, copy = free.pop(), free.pop()
            start = draw.randrange(WORDS - TAKEN)
            taken = disguise(texts[source][start:start + TAKEN], draw)
            place = draw.randrange(WORDS - TAKEN)
            own = texts[copy]
            shown[copy] = " ".join(own[:place]) + " " + taken + " " + " ".join(own[place + TAKEN:])
            planted[name(min(source, copy)), name(max(source, copy))] = way
    for number, text in enumerate(shown):
        (folder / "texts" / name(number)).write_text(text + "\n", encoding="utf-8")
    (folder / "planted.json").write_text(json.dumps([[pair, way] for pair, way in planted.items()]))
    return planted


def name(number): return f"{number:05}.txt"


def files(folder): return sorted((folder / "texts").iterdir())


# Each tool answers with its scores by pair of names, and the seconds that it took.

def npq(folder):
    start = time.monotonic()
    answer = subprocess.run([NPQ, "similar", "--format", "json", str(folder / "texts")],
                            capture_output=True, check=True)
    seconds = time.monotonic() - start
    return {key(pair["first"]["script"], pair["second"]["script"]): pair["words"]
            for pair in json.loads(answer.stdout)["pairs"]}, seconds


def key(one, other): return tuple(sorted((os.path.basename(one), os.path.basename(other))))


def sim_text(folder):
    start = time.monotonic()
    answer = subprocess.run(["sim_text", "-r", "8", "-p", "-s", "-e", *map(str, files(folder))],
                            capture_output=True, text=True, errors="replace")
    scores = defaultdict(float)
    for one, percent, other in re.findall(r"(\S+\.txt) consists for (\d+) % of (\S+\.txt)", answer.stdout):
        pair = key(one, other)
        scores[pair] = max(scores[pair], float(percent))
    return scores, time.monotonic() - start


def copydetect(folder):
    import contextlib
    import io
    import logging
    logging.disable(logging.WARNING)
    from copydetect import CopyDetector
    start = time.monotonic()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        found = CopyDetector(test_dirs=[str(folder / "texts")], extensions=["txt"], noise_t=25,
                             guarantee_t=30, display_t=0.01, disable_filtering=True, force_language="text",
                             silent=True, autoopen=False)
        found.run()
        listed = found.get_copied_code_list()
    return {key(row[2], row[3]): max(row[0], row[1]) for row in listed}, time.monotonic() - start


def words_of(path): return re.findall(r"\w+", path.read_text("utf-8").lower())


def minhash(folder):
    from datasketch import MinHash, MinHashLSH
    start = time.monotonic()
    index, hashes, scores = MinHashLSH(threshold=0.05, num_perm=128), {}, {}
    for path in files(folder):
        words = words_of(path)
        made = MinHash(num_perm=128)
        made.update_batch([" ".join(words[at:at + 5]).encode() for at in range(len(words) - 4)])
        hashes[path.name] = made
        index.insert(path.name, made)
    for one, made in hashes.items():
        for other in index.query(made):
            if one < other:
                scores[one, other] = made.jaccard(hashes[other])
    return scores, time.monotonic() - start


def rapidfuzz(folder):
    from rapidfuzz import fuzz, process
    start = time.monotonic()
    paths = files(folder)
    texts = [" ".join(words_of(path)) for path in paths]
    table = process.cdist(texts, texts, scorer=fuzz.ratio, workers=-1)
    scores = {(paths[one].name, paths[other].name): float(table[one][other])
              for one, other in combinations(range(len(paths)), 2)}
    return scores, time.monotonic() - start


def difflib(folder):
    from difflib import SequenceMatcher
    start = time.monotonic()
    texts = {path.name: words_of(path) for path in files(folder)}
    scores = {}
    matcher = SequenceMatcher(autojunk=False)
    for other in sorted(texts):
        matcher.set_seq2(texts[other])
        for one in sorted(texts):
            if one < other:
                matcher.set_seq1(texts[one])
                scores[one, other] = matcher.find_longest_match().size
    return scores, time.monotonic() - start


def best(scores, planted):
    """The pairs above the threshold that gives the best F1."""
    ranked = sorted(scores, key=lambda pair: -scores[pair])
    found, hits, most = [], 0, (0, 0)
    for place, pair in enumerate(ranked, 1):
        hits += pair in planted
        value = 2 * hits / (place + len(planted))
        last = place == len(ranked) or scores[ranked[place]] != scores[pair]
        if last and value > most[0]:
            most = (value, place)
    return set(ranked[:most[1]])


def row(tool, folder, planted, own):
    scores, seconds = tool(folder)
    found = set(scores) if own else best(scores, planted)
    hits = found & set(planted)
    precision = len(hits) / len(found) if found else 0
    recalls = []
    for way in WAYS:
        pairs = {pair for pair, one in planted.items() if one == way}
        recalls.append(len(pairs & found) / len(pairs))
    cells = "".join(f"{100 * value:15.0f} %" for value in recalls)
    print(f"{tool.__name__:12}{seconds:9.2f} s {100 * precision:9.0f} %{cells}", flush=True)
    return dict(tool=tool.__name__, seconds=seconds, precision=precision, recall=dict(zip(WAYS, recalls)))


def main():
    after, report = learned(), {}
    for count, others in ((300, [sim_text, copydetect, minhash, rapidfuzz, difflib]),
                          (1000, [sim_text, minhash]), (10000, [minhash])):
        folder = WORK / f"similar-{count}"
        planted = make(folder, count, after)
        print(f"\n{count} texts of {WORDS} words, {len(planted)} planted pairs\n"
              f"{'':12}{'time':>11} {'precision':>11}" + "".join(f"{way:>17}" for way in WAYS))
        tools = [npq] + [tool for tool in others
                         if tool is not sim_text or shutil.which("sim_text")]
        report[count] = [row(tool, folder, planted, tool is npq) for tool in tools]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    print(f"\npeak of a child process: {peak / 1000:.0f} MB")
    (WORK / "similar.json").write_text(json.dumps(report, indent=2) + "\n")


if __name__ == "__main__":
    main()
