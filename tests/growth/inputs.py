#!/usr/bin/env python3
"""Writes an input that was made to cost more than its size, of about N bytes: tests/growth/inputs.py NAME N.
Without arguments: the names, with the arguments of the program that each is for."""
import random
import sys

HTML = "run -q --html --format text"
DEDUP = "dedup -q --scope input --min-words 3"


def repeated(unit, size):
    return (unit * (size // len(unit) + 1))[:size]


def numbered(template, size):
    out, have, i = [], 0, 0
    while have < size:
        out.append(template % i)
        have += len(out[-1])
        i += 1
    return "".join(out)


def few_words(size, seed=3):
    """Lines that share bands of a near index, and are not alike."""
    rng = random.Random(seed)
    words = ["".join(rng.choice("etaoinshrdlu") for _ in range(rng.randint(2, 9))) for _ in range(30)]
    out, have = [], 0
    while have < size:
        out.append(" ".join(rng.sample(words, 15)) + "\n")
        have += len(out[-1])
    return "".join(out)


def new_words(size):
    """Words of four letters of which hardly one comes twice."""
    rng = random.Random(7)
    return " ".join("".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(4)) for _ in range(size // 5))


def letters(size):
    rng = random.Random(5)
    return "".join(rng.choice("abcd") + " " for _ in range(size // 2))


INPUTS = {
    # HTML: what a tree builder looks through for every tag
    "html-attributes": (HTML, lambda n: "<p " + numbered("a%d=1 ", n) + ">text</p>"),
    "html-lists": (HTML, lambda n: repeated("<ul></x><li>", n) + "<p>The house is old."),
    "html-tables": (HTML, lambda n: repeated("<ul><table></ul></table>", n) + "text"),
    "html-divs": (HTML, lambda n: repeated("<div>", n) + "text"),
    "html-formatting": (HTML, lambda n: numbered("<p><b id=%d>x", n)),
    "html-foreign": (HTML, lambda n: repeated("<svg><span><foo/>", n) + "text"),
    "html-comments": (HTML, lambda n: repeated("<!--", n)),
    "html-open-tag": (HTML, lambda n: repeated("<a b='", n)),
    "html-scripts": (HTML, lambda n: repeated("<script></scrip", n)),
    # lines and words
    "one-line": ("run -q", lambda n: repeated("The house is old. ", n)),
    "empty-lines": ("run -q", lambda n: repeated("\n", n)),
    "short-lines": ("run -q", lambda n: repeated("a\n", n)),
    "brackets": ("run -q", lambda n: repeated("[a](", n)),
    "marks": ("headings", lambda n: repeated("# a\n", n)),
    "spaces": ("normalize -q", lambda n: repeated(" ", n) + "x"),
    "combining": ("normalize -q", lambda n: "a" + repeated("\u0301", n // 2)),
    "entities": ("normalize -q --entities", lambda n: repeated("&amp;", n)),
    "ampersands": ("normalize -q --entities", lambda n: repeated("&", n)),
    # repeats
    "near-lines": (DEDUP + " --match near --unit line", few_words),
    "near-equal": (DEDUP + " --match near --unit line --keep longest", lambda n: repeated("one two three four five six\n", n)),
    "same-words": ("dedup -q --within", lambda n: repeated("the old house ", n)),
    "same-sentences": ("dedup -q --min-words 1", lambda n: repeated("The house is old. ", n)),
    "distinct-lines": (DEDUP + " --unit line", lambda n: numbered("line %d of the text\n", n)),
    # signals
    "stats-a": ("stats -q", lambda n: repeated("a ", n)),
    "stats-letters": ("stats -q", letters),
    "stats-lines": ("stats -q", lambda n: repeated("a\n", n)),
    "stats-new-words": ("stats -q", new_words),
    "stats-word": ("stats -q", lambda n: repeated("a", n)),
    # formats
    "jsonl-deep": ("run -q --format jsonl", lambda n: '{"text":"a","b":' + "[" * (n // 2) + "]" * (n // 2) + "}\n"),
    "jsonl-escapes": ("run -q --format jsonl", lambda n: '{"text":"' + repeated("\\n", n) + '"}\n'),
    "jsonl-objects": ("run -q --format jsonl", lambda n: repeated('{"text":""}\n', n)),
    "json-array": ("run -q --format json", lambda n: '[' + repeated('"a",', n) + '"b"]'),
    "csv-quotes": ("run -q --format csv", lambda n: 'text\n"' + repeated('""', n) + '"\n'),
    "csv-open": ("run -q --format csv", lambda n: 'text\n"' + repeated("a,\n", n)),
    "wet-header": ("run -q --format wet", lambda n: "WARC/1.0\r\n" + repeated("a: b\n", n)),
    "wet-marks": ("run -q --format wet", lambda n: repeated("\r\n\r\nWARC/1.", n)),
    "explain": ("run -q --explain", lambda n: repeated("Share on Facebook\n", n)),
}

if __name__ == "__main__":
    if len(sys.argv) == 1:
        for name, (arguments, _) in INPUTS.items():
            print(f"{name}\t{arguments}")
    else:
        sys.stdout.buffer.write(INPUTS[sys.argv[1]][1](int(sys.argv[2])).encode())
