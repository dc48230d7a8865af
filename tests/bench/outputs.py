"""What forms and folders of output cost: CPU time, as ratios in one run.

    tests/bench/outputs.py PROGRAM [MB]     pages of the samples, MB of them in WET (default 100)

WET to JSONL.zst beside WET to WET.zst; 10,000 files in 100 folders to a mirrored tree, and 1,000 files in
place, each beside the same text in one JSONL. The least of three rounds, interleaved.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])
size = int(sys.argv[2] if len(sys.argv) > 2 else 100) * 1_000_000
root = pathlib.Path(__file__).parents[2]
pages = [p.read_text() for p in sorted((root / "samples/pages").glob("*.txt"))]
work = pathlib.Path(tempfile.mkdtemp(prefix="outputs."))


def cpu(*arguments):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, *map(str, arguments)], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def compare(name, first, second):
    """The least CPU time of both, and their ratio; each is a function that prepares and gives arguments."""
    times = [[], []]
    for _ in range(3):
        for k, make in enumerate((first, second)):
            times[k].append(cpu(*make()))
    a, b = min(times[0]), min(times[1])
    print(f"| {name} | {a:.2f} s | {b:.2f} s | {a / b:.2f} |", flush=True)


def wet():
    path = work / "dump.wet"
    with open(path, "wb") as out:
        n = 0
        while out.tell() < size:
            text = f"{n}\n{pages[n % len(pages)]}".encode()
            out.write(
                b"WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://%d.example/%d\r\n"
                b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n" % (n % 999, n, len(text), text)
            )
            n += 1
    return path


def tree(name, count):
    folder, one = work / name, work / f"{name}.jsonl"
    with open(one, "w") as lines:
        for n in range(count):
            file = folder / str(n % 100) / f"{n}.txt"
            file.parent.mkdir(parents=True, exist_ok=True)
            text = pages[n % len(pages)]
            file.write_text(text)
            lines.write(json.dumps({"id": str(n), "text": text}) + "\n")
    return folder, one


try:
    print("| | CPU | beside it | ratio |\n|---|---|---|---|")
    dump = wet()
    compare(
        f"WET of {size // 1_000_000} MB to JSONL.zst, to WET.zst",
        lambda: ("run", "-q", "-j1", dump, "-o", work / "out.jsonl.zst"),
        lambda: ("run", "-q", "-j1", dump, "-o", work / "out.wet.zst"),
    )
    folder, one = tree("many", 10_000)

    def mirrored():
        shutil.rmtree(work / "out", ignore_errors=True)
        return ("run", "-q", "-j1", folder, "-o", f"{work}/out/")

    compare("10,000 files mirrored, one JSONL", mirrored, lambda: ("run", "-q", "-j1", one, "-o", work / "out.jsonl"))
    few, one_of_few = tree("few", 1_000)

    def in_place():
        shutil.rmtree(work / "copy", ignore_errors=True)
        shutil.copytree(few, work / "copy")
        return ("run", "-q", "-j1", "--in-place", work / "copy")

    compare("1,000 files in place, one JSONL", in_place, lambda: ("run", "-q", "-j1", one_of_few, "-o", work / "out.jsonl"))
finally:
    shutil.rmtree(work)
