"""The program as the package installs it."""

import json
import subprocess
import sys

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

PAGE = (
    "Skip to content\nHome | News | Sport\n"
    "The mill on the river opened its doors on Saturday, and several hundred people came.\n"
    "The council had bought the building for one pound, and it paid for the roof.\nShare on Facebook"
)


def dechaff(*arguments, **options):
    return subprocess.run([sys.executable, "-m", "dechaff", *map(str, arguments)], capture_output=True, **options)


def test_parquet_is_read_as_json_lines(tmp_path):
    files = []
    for name in "ab":
        files.append(tmp_path / f"{name}.parquet")
        pq.write_table(pa.table({"id": [f"{name}{n}" for n in range(5000)], "text": [PAGE] * 5000}), files[-1])
    done = dechaff("run", "-q", *files)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["id"] for row in rows] == [f"{name}{n}" for name in "ab" for n in range(5000)]
    assert all(row["text"].startswith("The mill") and "Facebook" not in row["text"] for row in rows)


def test_what_is_wrong_ends_with_2(tmp_path):
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"content": [PAGE]}), file)
    done = dechaff("run", file)
    assert done.returncode == 2 and b"--text-field content" in done.stderr and not done.stdout
    assert dechaff("run", "--in-place", file).returncode == 2
    file.write_bytes(file.read_bytes()[:60])
    done = dechaff("run", file)
    assert done.returncode == 2 and b"Parquet" in done.stderr
