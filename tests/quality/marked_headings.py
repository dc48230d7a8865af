#!/usr/bin/env python3
"""Headings of documents that have their marks: how many are found, how many levels are right.

usage: marked_headings.py ORACLE.py DOCUMENTS.jsonl[.xz|.gz] [--program build/dechaff] [--unnamed] [--show N]

DOCUMENTS: {"id", "format": md|rst|adoc|org|mediawiki, "source"} a line. ORACLE.py says what the headings
are: markdown(source, bullets), rst(source, bullets), marked(source, bullets, format) return (lines, headings), of
which a heading is {"text", "tag"}. Headings are compared as a multiset of texts, marks of emphasis, code and
white space aside. --unnamed gives the text to standard input, so that its name says nothing.
"""
import argparse
import collections
import gzip
import importlib.util
import json
import lzma
import os
import re
import subprocess
import tempfile


def documents(path):
    opened = lzma.open if path.endswith(".xz") else gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def gold(oracle, document):
    source, form = document["source"].replace("\r\n", "\n"), document["format"]
    if form == "md":
        headings = oracle.markdown(source, False)[1]
    elif form == "rst":
        headings = oracle.rst(source, False)[1]
    else:
        headings = oracle.marked(source, False, form)[1]
    return [(h["text"], int(h["tag"][1])) for h in headings]


def folded(text):
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"[`*_=~+\\¶]|<[^>]*>|\s*\{[#.:][^}]*\}$", "", text)
    return " ".join(text.split())


def found(program, document, unnamed):
    names = {"md": "page.md", "rst": "page.rst", "adoc": "page.adoc", "org": "page.org"}
    with tempfile.TemporaryDirectory() as folder:
        name = os.path.join(folder, names.get(document["format"], "page.mediawiki"))
        with open(name, "w", encoding="utf-8", newline="") as file:
            file.write(document["source"])
        command = [program, "headings", "-q", "--tsv", "--format", "text"]
        with open(name, "rb") as file:
            done = subprocess.run(command if unnamed else command + [name], stdin=file, capture_output=True, check=True)
    rows = [line.split("\t") for line in done.stdout.decode().split("\n") if line]
    return [(row[7], int(row[4])) for row in rows]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("oracle")
    parser.add_argument("documents")
    parser.add_argument("--program", default="build/dechaff")
    parser.add_argument("--unnamed", action="store_true")
    parser.add_argument("--show", type=int, default=0, help="of each format, so many documents with faults")
    arguments = parser.parse_args()
    spec = importlib.util.spec_from_file_location("oracle", arguments.oracle)
    oracle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oracle)
    sums = collections.defaultdict(lambda: [0] * 5)
    shown = collections.Counter()
    for document in documents(arguments.documents):
        wanted, got = gold(oracle, document), found(arguments.program, document, arguments.unnamed)
        levels = collections.defaultdict(list)
        for text, level in wanted:
            levels[folded(text)].append(level)
        right = same = 0
        extra = []
        for text, level in got:
            left = levels.get(folded(text))
            if not left:
                extra.append(text)
                continue
            right += 1
            same += left.pop(0) == level
        row = sums[document["format"]]
        for i, value in enumerate((1, len(wanted), len(got), right, same)):
            row[i] += value
        missed = [text for text, left in levels.items() if left]
        if (extra or missed) and shown[document["format"]] < arguments.show:
            shown[document["format"]] += 1
            print(document["id"], "\n  missed", missed[:4], "\n  extra", extra[:4])
    print("format     documents headings   found  recall precision      F1  levels")
    for form, (count, wanted, got, right, same) in sorted(sums.items()):
        recall, precision = right / max(wanted, 1), right / max(got, 1)
        score = 2 * right / max(wanted + got, 1)
        print(f"{form:10} {count:9} {wanted:8} {got:7} {recall:7.4f} {precision:9.4f} {score:7.4f} {same / max(right, 1):7.4f}")


if __name__ == "__main__":
    main()
