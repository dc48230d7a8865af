"""Parquet as dechaff reads it: parquet.py PROGRAM FOLDER. Called by tests/parquet."""

import datetime
import json
import pathlib
import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
rows = 10_000
page = (
    "Skip to content\nHome | News | Sport\n"
    "The mill on the river opened its doors on Saturday, and several hundred people came.\n"
    "The council had bought the building for one pound, and it paid for the roof.\n"
    "Share on Facebook"
)


def run(*arguments, **options):
    return subprocess.run([program, *arguments], capture_output=True, **options)


def write(table, name, **options):
    path = folder / name
    pq.write_table(table, path, **options)
    return str(path)


table = pa.table(
    {
        "id": pa.array(range(rows)),
        "text": pa.array([page if i % 3 else None for i in range(rows)]),
        "large": pa.array(["ü\t\"" * (i % 4) for i in range(rows)], pa.large_string()),
        "word": pa.array(["a", "b"] * (rows // 2)).dictionary_encode(),
        "small": pa.array([i % 100 for i in range(rows)], pa.int8()),
        "score": pa.array([i / 3 for i in range(rows)]),
        "single": pa.array([i / 4 for i in range(rows)], pa.float32()),
        "yes": pa.array([i % 2 == 0 for i in range(rows)]),
        "list": pa.array([[i, i + 1] for i in range(rows)]),
        "inner": pa.array([{"lang": "en", "n": i} for i in range(rows)]),
        "none": pa.nulls(rows),
    }
)
path = write(table, "rows.parquet", row_group_size=3000)

# Every value but the text is what pyarrow reads.
read = [json.loads(line) for line in run("run", path, check=True).stdout.splitlines()]
wanted = table.to_pylist()
assert len(read) == rows
for got, want in zip(read, wanted):
    assert list(got) == list(want), list(got)
    if want["text"]:
        assert got["text"].startswith("The mill") and "Facebook" not in got["text"], got["text"]
        assert "The council" in got["text"]
    got["text"] = want["text"]
    assert got == want, (got, want)

# The same bytes whatever the threads, from a checkpoint, and of another text field.
one, two = (run("run", "-j", jobs, path, check=True).stdout for jobs in "12")
assert one == two
out = folder / "out.jsonl"
run("run", "--checkpoint", str(folder / "ck"), "--checkpoint-every", "0", path, "-o", str(out), check=True)
assert out.read_bytes() == one

# Dates are strings; bytes that are not UTF-8 have U+FFFD.
other = pa.table(
    {
        "text": pa.array([page.encode() + b"\xff"]),
        "when": pa.array([datetime.date(2024, 2, 29)]),
    }
)
got = json.loads(run("run", write(other, "other.parquet"), check=True).stdout)
assert got["when"] == "2024-02-29", got

# What cannot be read or written is an error, and nothing is written.
whole = pathlib.Path(path).read_bytes()
for name, damaged in {"cut": whole[:5000], "empty": b"PAR1", "holed": whole[:99] + bytes(4000) + whole[4099:]}.items():
    file = folder / f"{name}.parquet"
    file.write_bytes(damaged)
    ended = run("run", str(file))
    assert ended.returncode == 2 and b"Parquet" in ended.stderr, (name, ended)
ended = run("run", "--in-place", path)
assert ended.returncode == 2 and b"--in-place" in ended.stderr
assert pathlib.Path(path).read_bytes() == whole
ended = run("run", "-", input=whole)
assert ended.returncode == 2 and b"name the file" in ended.stderr
print("tests/parquet: as pyarrow reads it")
