#!/usr/bin/env python3
"""Repeated sentences over an input: CPU and clock with one core, with two, and with the language given.

    tests/bench/sentence_dedup.py [TIMES]

The gold texts of ../shared/eval/wcxb-dev.jsonl.gz, or the clean samples when that is not there, TIMES over
(default 18); in one file nearly all of it repeats, in the other six of ten sentences get a number and are new.
"""

import glob
import gzip
import json
import os
import random
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def texts():
    pages = os.path.join(ROOT, "../shared/eval/wcxb-dev.jsonl.gz")
    if os.path.exists(pages):
        return [json.loads(line).get("gold") or "" for line in gzip.open(pages, "rt", encoding="utf-8")]
    return 40 * [open(path, encoding="utf-8").read() for path in sorted(glob.glob(ROOT + "/samples/clean/*.txt"))]


def write(path, times, new):
    chance, number = random.Random(5), 0
    with open(path, "w", encoding="utf-8") as out:
        for _ in range(times):
            for text in texts():
                sentences = text.split(". ")
                for i in range(len(sentences) - 1):
                    if chance.random() < new:
                        number += 1
                        sentences[i] += f" {number}"
                out.write(json.dumps({"text": ". ".join(sentences)}, ensure_ascii=False) + "\n")


def run(name, path, *options):
    command = [os.path.join(ROOT, "build/dechaff"), "dedup", "-q", "--scope", "input", "--format", "jsonl", *options, path]
    took = []
    for _ in range(3):
        before, start = os.times(), time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        after = os.times()
        cpu = after.children_user + after.children_system - before.children_user - before.children_system
        took.append((cpu, time.monotonic() - start))
    cpu, clock = (sorted(times)[1] for times in zip(*took))
    print(f"| {name} | {cpu:.2f} | {clock:.2f} | {os.path.getsize(path) / 1e6 / cpu:.0f} |")


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 18
    with tempfile.TemporaryDirectory() as folder:
        print("| sentences, the middle of three runs | s of CPU | s by the clock | MB a second of CPU |\n|---|---|---|---|")
        for name, new in (("six of ten new", 0.6), ("nearly all repeats", 0)):
            path = os.path.join(folder, "in.jsonl")
            write(path, times, new)
            size = f"{os.path.getsize(path) / 1e6:.0f} MB"
            run(f"{name}, {size}, `-j1`", path, "-j1")
            run("the same, `-j2`", path, "-j2")
            run("the same, `-j1 --lang en`", path, "-j1", "--lang", "en")


if __name__ == "__main__":
    main()
