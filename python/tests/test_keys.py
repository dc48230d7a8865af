"""Keys of dedup as Parquet and back: dechaff.keys."""

import json
import subprocess
import sys

import pytest

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
from dechaff.keys import main, read_keys, schema, write_keys  # noqa: E402

DEDUP = [sys.executable, "-m", "dechaff", "dedup", "-q", "--min-words", "3"]


def run(*command, **more):
    return subprocess.run(list(command), check=True, capture_output=True, **more).stdout


@pytest.fixture
def shards(tmp_path):
    for s in range(2):
        with open(tmp_path / f"{s}.jsonl", "w", encoding="utf-8") as out:
            for i in range(200):
                said = f"The river rose by {i * 7 % 60} inches. It fell on day {i} of shard {s}."
                print(json.dumps({"id": f"{s}\t{i}\n\\n \"ü", "text": said}, ensure_ascii=False), file=out)
    return [tmp_path / "0.jsonl", tmp_path / "1.jsonl"]


def test_keys_pass_through_parquet_unchanged(shards, tmp_path):
    printed = run(*DEDUP, "--emit", "keys", *shards)
    (tmp_path / "keys").write_bytes(printed)
    assert write_keys(tmp_path / "keys", tmp_path / "keys.parquet") == 800
    table = pq.read_table(tmp_path / "keys.parquet")
    assert table.schema.equals(schema())
    assert table["document"][0].as_py() == '0\t0\n\\n "ü'
    assert read_keys(tmp_path / "keys.parquet", tmp_path / "again") == 800
    assert (tmp_path / "again").read_bytes() == printed
    program = [sys.executable, "-m", "dechaff.keys"]
    run(*program, "-", tmp_path / "piped.parquet", input=printed)
    assert run(*program, tmp_path / "piped.parquet", "-") == printed


def test_an_engine_over_parquet_finds_what_one_process_finds(shards, tmp_path):
    (tmp_path / "keys").mkdir()
    for s, shard in enumerate(shards):
        (tmp_path / "printed").write_bytes(run(*DEDUP, "--emit", "keys", shard))
        assert main([str(tmp_path / "printed"), str(tmp_path / "keys" / f"{s}.parquet")]) == 0
    rows = pq.read_table(tmp_path / "keys")
    seen, later = set(), []
    for fingerprint in rows["fingerprint"].to_pylist():
        later.append(fingerprint in seen)
        seen.add(fingerprint)
    repeats = rows.filter(pa.array(later)).append_column("engine", pa.array(["any"] * sum(later)))
    pq.write_table(repeats, tmp_path / "repeats.parquet")
    assert main([str(tmp_path / "repeats.parquet"), str(tmp_path / "repeats")]) == 0
    dropped = b"".join(run(*DEDUP, "--drop", tmp_path / "repeats", shard) for shard in shards)
    assert dropped == run(*DEDUP, "--scope", "input", *shards)
    assert len(dropped) < sum(shard.stat().st_size for shard in shards)


def test_no_keys_are_an_empty_table(tmp_path):
    (tmp_path / "none").touch()
    assert write_keys(tmp_path / "none", tmp_path / "none.parquet") == 0
    assert read_keys(tmp_path / "none.parquet", tmp_path / "back") == 0
    assert (tmp_path / "back").read_bytes() == b""


@pytest.mark.parametrize(
    "row",
    ["a\t0\t0\t5\tzz", "a\tx\t0\t5\t" + "0" * 32, "a\t0\t0\t" + "0" * 32, "a\t0\t\t5\t" + "0" * 32],
)
def test_what_is_no_row_is_an_error(row, tmp_path, capsys):
    (tmp_path / "keys").write_text(row + "\n")
    assert main([str(tmp_path / "keys"), str(tmp_path / "keys.parquet")]) == 2
    assert capsys.readouterr().err.startswith(f"dechaff: {tmp_path}/keys: error: ")
    assert not list(tmp_path.glob("*.parquet*"))
    pq.write_table(pa.table({"document": ["a"]}), tmp_path / "other.parquet")
    assert main([str(tmp_path / "other.parquet"), "-"]) == 2
    assert "no column 'unit'" in capsys.readouterr().err
