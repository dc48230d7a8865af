#!/usr/bin/env python3
"""End markers ("###", "-30-") and headings of related pages inside a page's text and at its end: how often
`dechaff teasers` cuts there.

  tests/bench/end_markers.py [--model FILE] [GOLD…]
    (standard library only; needs build/dechaff, and ../shared/eval when no GOLD is named; else ends with status 77)

From each gold page of an article with at least eight lines and 1,500 characters of main text three pages are made: the
main text alone with a marker at .6 to .95 of its lines, where a cut loses the rest (a story has such marks between its
scenes); the page as it is with a marker at that place; and with one behind the main text's last line. The same pages
each time.
"""

import argparse
import gzip
import json
import pathlib
import random
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
EVAL = ROOT.parent / "shared" / "eval"
MARKERS = {
    "marker": ("# # #", "###", "-30-", "- ENDS -"),
    "heading": ("Related articles", "You may also like", "Recommended reading", "Related stories", "More stories"),
}


def pages(path):
    with (gzip.open if path.suffix == ".gz" else open)(path, "rt", encoding="utf-8") as file:
        for line in file:
            page = json.loads(line)
            main = [text for text in page["gold"].split("\n") if text.strip()]
            if page.get("type", "article") == "article" and len(main) >= 8 and sum(map(len, main)) >= 1500:
                yield page["text"].split("\n"), main


def with_marker(lines, place, marker):
    """The page as one JSONL record, and the words behind the marker."""
    return {"text": "\n".join([*lines[:place], marker, *lines[place:]]) + "\n"}, sum(len(line.split()) for line in lines[place:])


def cut(made, model):
    """How many of the pages were cut at their marker, and the words behind those markers."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record, _ in made)
        file.flush()
        command = [ROOT / "build" / "dechaff", "teasers", "-q", "--explain", *(["--model", model] if model else []), file.name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    decisions = [json.loads(line) for line in told.rstrip("\n").split("\n")]
    dropped = {(decision["document"], decision["line"]) for decision in decisions}
    markers = {marker for some in MARKERS.values() for marker in some}
    hit = {
        decision["document"]
        for decision in decisions
        if decision["text"].strip() in markers and (decision["document"], decision["line"] + 1) in dropped
    }
    return len(hit), sum(made[i][1] for i in hit)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--model")
    options.add_argument("gold", nargs="*", type=pathlib.Path)
    chosen = options.parse_args()
    gold = chosen.gold or [EVAL / "wcxb-dev.jsonl.gz", EVAL / "daniel-dev.jsonl.gz"]
    if not all(path.exists() for path in gold):
        print("tests/bench/end_markers.py: no gold pages", file=sys.stderr)
        sys.exit(77)
    print("| | | pages | cut there | words behind it | of those cut |\n|---|---|---|---|---|---|")
    for kind, markers in MARKERS.items():
        draw = random.Random(5)
        inside, within, behind = [], [], []
        for path in gold:
            for page, text in pages(path):
                marker = draw.choice(markers)
                place = int(len(text) * draw.uniform(0.6, 0.95))
                inside.append(with_marker(text, place, marker))
                stripped = [line.strip() for line in page]
                ends = [i + 1 for i, line in enumerate(stripped) if line == text[-1].strip()]
                if not ends or ends[-1] >= len(page) - 2:
                    continue
                behind.append(with_marker(page, ends[-1], marker))
                if stripped.count(text[place].strip()) == 1:
                    within.append(with_marker(page, stripped.index(text[place].strip()), marker))
        for name, made in (("inside the text", inside), ("inside, on its page", within), ("where the text ends", behind)):
            pages_cut, words_cut = cut(made, chosen.model)
            print(f"| {kind} | {name} | {len(made):,} | {pages_cut:,} | {sum(words for _, words in made):,} | {words_cut:,} |")


main()
