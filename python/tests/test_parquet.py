"""Parquet in and out: dechaff.parquet."""

import random
import subprocess
import sys

import pytest

import dechaff

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
from dechaff.parquet import clean_parquet, main  # noqa: E402

PAGE = (
    "Share this page\n"
    "The old mill on the river opened its doors on Saturday after years of repair, and many came.\n"
    "Copyright 2020 by the county. All rights reserved.\n"
)


def table(kind=None, rows=500):
    chance = random.Random(1)
    texts = [
        None if i % 50 == 7 else PAGE * chance.randrange(3) + f"Line {i} of a text.\n"
        for i in range(rows)
    ]
    fields = [
        pa.field("id", pa.int64()),
        pa.field("text", kind or pa.string(), metadata={"of": "the field"}),
        pa.field("tags", pa.list_(pa.string())),
    ]
    arrays = [
        pa.array(range(rows)),
        pa.array(texts, pa.string()).cast(kind or pa.string()),
        pa.array([["a", str(i)] for i in range(rows)]),
    ]
    return pa.table(arrays, schema=pa.schema(fields, metadata={"about": "a test"}))


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.binary(), pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_texts_are_cleaned_and_all_else_stays(tmp_path, kind, jobs):
    pq.write_table(table(kind), tmp_path / "in.parquet", row_group_size=120)
    given = pq.read_table(tmp_path / "in.parquet")
    assert given.schema.field("text").type == kind
    counts = clean_parquet(
        tmp_path / "in.parquet", tmp_path / "out.parquet", jobs=jobs, batch_rows=50
    )
    out = pq.read_table(tmp_path / "out.parquet")
    assert out.schema.equals(given.schema, check_metadata=True)
    assert out.drop(["text"]).equals(given.drop(["text"]))
    before, after = given["text"].to_pylist(), out["text"].to_pylist()
    assert after == dechaff.clean(before)
    assert after != before
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 5
    size = sum(len(text) for text in before if text is not None)
    assert counts == (500, size, sum(len(text) for text in after if text is not None))


def test_stages_that_remember_texts_see_all_rows_in_order(tmp_path):
    given = pa.table({"text": ["One sentence of a text."] * 3 + ["Another of the kind."]})
    pq.write_table(given, tmp_path / "in.parquet", row_group_size=1)
    dedup = dechaff.Pipeline("dedup", settings={"scope": "input", "min-words": 2})
    clean_parquet(tmp_path / "in.parquet", tmp_path / "in.parquet", dedup, jobs=0)
    out = pq.read_table(tmp_path / "in.parquet")["text"].to_pylist()
    assert out == ["One sentence of a text.", "", "", "Another of the kind."]


def test_ids_go_to_the_stages(tmp_path):
    pack = tmp_path / "sites.toml"
    pack.write_text(
        '[[line]]\nhost = "a.example"\ntext = "Our seal of trust"\nabove_text = true\n'
    )
    text = "Our seal of trust\n" + PAGE.split("\n")[1] + "\n"
    given = pa.table({"body": [text, text], "url": ["http://a.example/1", "http://b.example/1"]})
    pq.write_table(given, tmp_path / "in.parquet")
    pipeline = dechaff.Pipeline("boilerplate", settings={"pack": str(pack)}, model=False)
    clean_parquet(
        tmp_path / "in.parquet",
        tmp_path / "out.parquet",
        pipeline,
        column="body",
        id_column="url",
    )
    out = pq.read_table(tmp_path / "out.parquet")["body"].to_pylist()
    assert ["seal" in one for one in out] == [False, True]


def test_mistakes_leave_nothing_behind(tmp_path):
    pq.write_table(table(), tmp_path / "in.parquet")
    with pytest.raises(KeyError, match="no column 'body'.*'tags'"):
        clean_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", column="body")
    with pytest.raises(TypeError, match="int64"):
        clean_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet", column="id")
    (tmp_path / "broken.parquet").write_bytes((tmp_path / "in.parquet").read_bytes()[:-100])
    assert main([str(tmp_path / "broken.parquet"), str(tmp_path / "out.parquet")]) == 2
    assert sorted(one.name for one in tmp_path.iterdir()) == ["broken.parquet", "in.parquet"]


def test_as_a_program(tmp_path):
    pq.write_table(table(), tmp_path / "in.parquet")
    done = subprocess.run(
        [sys.executable, "-m", "dechaff.parquet", tmp_path / "in.parquet", tmp_path / "out.parquet"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr.startswith("dechaff: 500 rows, ")


def test_an_empty_table(tmp_path):
    pq.write_table(table().slice(0, 0), tmp_path / "in.parquet")
    assert clean_parquet(tmp_path / "in.parquet", tmp_path / "out.parquet") == (0, 0, 0)
    assert len(pq.read_table(tmp_path / "out.parquet")) == 0
