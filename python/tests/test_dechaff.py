"""The module against the program of the same package, on all sample pages."""

import json
import pickle
import subprocess
import sys
import threading
from pathlib import Path

import dechaff
import pytest

SAMPLES = Path(__file__).parents[2] / "samples"
PAGES = sorted(SAMPLES.glob("*/*.txt"))


def program(*arguments, stdin=b""):
    return subprocess.run(
        [sys.executable, "-m", "dechaff", *arguments], input=stdin, stdout=subprocess.PIPE, check=True
    ).stdout


@pytest.fixture(scope="module")
def pages():
    assert len(PAGES) > 100
    return [page.read_bytes() for page in PAGES]


@pytest.fixture(scope="module", params=["default", "careful", "strict"])
def recipe(request):
    return request.param


@pytest.fixture(scope="module")
def expected(pages, recipe):
    records = "".join(json.dumps({"text": page.decode()}) + "\n" for page in pages)
    cleaned = program("run", recipe, "-q", "--format", "jsonl", stdin=records.encode())
    return [json.loads(record)["text"].encode() for record in cleaned.splitlines()]


def test_bytes_are_those_of_the_program(pages, recipe, expected):
    assert any(before != after for before, after in zip(pages, expected))
    for page, wanted in zip(pages, expected):
        assert dechaff.clean(page, recipe) == wanted


def test_lists_threads_and_str(pages, recipe, expected):
    texts = [page.decode() for page in pages]
    for jobs in (1, 3, 0):
        cleaned = dechaff.clean(texts, recipe, jobs=jobs)
        assert [text.encode() for text in cleaned] == expected


def test_arrow(pages, recipe, expected):
    pa = pytest.importorskip("pyarrow")
    texts = [page.decode() for page in pages]
    for kind in (pa.string(), pa.large_string(), pa.binary(), pa.large_binary()):
        array = pa.array([None, *texts, ""], kind)
        for part, wanted in ((array, [None, *expected, b""]), (array[1:20], expected[:19])):
            cleaned = dechaff.clean(part, recipe, jobs=2)
            assert cleaned.type == kind
            cleaned.validate(full=True)
            assert [c.encode() if isinstance(c, str) else c for c in cleaned.to_pylist()] == wanted
    chunks = pa.chunked_array([texts[:3], [], texts[3:]])
    assert [c.encode() for c in dechaff.clean(chunks, recipe).to_pylist()] == expected
    dictionary = pa.array(texts[:2]).dictionary_encode()
    assert dechaff.clean(dictionary, recipe).to_pylist() == [c.decode() for c in expected[:2]]


def test_explain_is_that_of_the_program():
    page = next(page for page in PAGES if page.name == "en-news-mill.txt")
    records = [json.loads(line) for line in program("run", "-q", "--explain", str(page)).splitlines()]
    decisions = dechaff.Pipeline(evidence=True).explain(page.read_bytes())
    assert len(records) == len(decisions) > 0
    for record, decision in zip(records, decisions):
        for field in ("action", "begin", "end", "line", "stage", "reason", "why"):
            assert record[field] == getattr(decision, field)


def test_ids_reach_the_stages(tmp_path):
    pack = tmp_path / "pack.toml"
    pack.write_text('[[line]]\nhost = "a.org"\ntext = "Ovens and kilns"\n')
    pipeline = dechaff.Pipeline(
        "boilerplate", settings={"pack": str(pack), "context": False}, model=False
    )
    texts = ["Ovens and kilns\nOther things\n"] * 2
    assert pipeline.clean(texts, ids=["http://a.org/1", "http://b.org/2"]) == [
        "Other things\n",
        texts[1],
    ]


def test_dedup():
    said = "This is a sentence that is long enough to be looked at by the filter, as it happens.\n"
    other = "And this is another one that is long enough to be looked at by the filter, as it is.\n"
    assert dechaff.dedup([said + other, said, other + said]) == [said + other, "", ""]
    assert dechaff.dedup([said, said]) == [said, ""]  # nothing is kept from call to call
    assert dechaff.dedup(said + said) == said
    assert dechaff.dedup(["a b\n", "A, B\n"], "line", "folded", min_words=1) == ["a b\n", ""]


def test_a_store_keeps_what_was_added(tmp_path):
    settings = {"scope": "input", "unit": "line", "min-words": 1, "store": str(tmp_path / "store")}
    line = "One line of a text.\n"

    def known(text):
        pipeline = dechaff.Pipeline("dedup", settings=settings)
        out = pipeline.clean(text) == ""
        pipeline._native.abandon()
        return out

    pipeline = dechaff.Pipeline("dedup", settings=settings)
    assert pipeline.clean(line) == line
    del pipeline  # nobody calls save()
    assert known(line)
    with pytest.raises(ZeroDivisionError), dechaff.Pipeline("dedup", settings=settings) as failing:
        assert failing.clean("Another line.\n") == "Another line.\n"
        1 / 0
    assert not known("Another line.\n")
    with pytest.raises(ValueError, match="with"):
        failing.clean("Another line.\n")
    program = """
import dechaff, sys
kept = dechaff.Pipeline("dedup", settings={settings!r})
kept.clean(sys.argv[1])
if sys.argv[1].startswith("Bad"): raise SystemError("the output could not be written")
""".format(settings=settings)
    for text, status in (("Good line.\n", 0), ("Bad line.\n", 1)):
        done = subprocess.run([sys.executable, "-c", program, text], stderr=subprocess.DEVNULL)
        assert done.returncode == status
        assert known(text) == (status == 0)


def test_a_ledger_gives_what_a_run_in_order_gives(pages):
    texts = [page.decode() for page in pages] * 2
    settings = {"scope": "input", "unit": "line", "min-words": 3}
    wanted = dechaff.Pipeline("dedup", settings=settings).clean(texts)
    apart = dechaff.Pipeline("dedup", settings=settings, ledger=True)
    keys = [[k[i : i + 16] for i in range(0, len(k), 16)] for k in apart.keys(texts, jobs=2)]
    first = {}
    for i, found in enumerate(keys):
        for key in found:
            first.setdefault(key, i)
    earlier = [b"".join(k for k in found if first[k] < i) for i, found in enumerate(keys)]
    assert apart.clean_after(texts, earlier, jobs=2) == wanted
    assert wanted[: len(pages)] != wanted[len(pages) :]


def test_the_gil_is_free(pages):
    """A long call does not stop another thread."""
    text = b"\n".join(pages) * 3
    ticks, done = [], threading.Event()

    def tick():
        while not done.wait(0.005):
            ticks.append(1)

    ticker = threading.Thread(target=tick)
    ticker.start()
    dechaff.clean([text] * 4, jobs=1)
    done.set()
    ticker.join()
    assert len(ticks) > 3


def test_errors():
    with pytest.raises(RuntimeError, match="did you mean 'default'"):
        dechaff.Pipeline("defualt")
    with pytest.raises(RuntimeError, match="wild"):
        dechaff.Pipeline(settings={"boilerplate.mode": "wild"})
    with pytest.raises(RuntimeError):
        dechaff.Pipeline(languages=["xx"])
    with pytest.raises(TypeError):
        dechaff.clean([3])
    with pytest.raises(UnicodeEncodeError):
        dechaff.clean("\ud800")
    assert dechaff.clean(b"\xff\xfe bad\n") == b"\xff\xfe bad\n"
    assert dechaff.clean([]) == []
    assert dechaff.clean(["x", None]) == ["x", None]


def test_a_pipeline_is_pickled():
    pipeline = dechaff.Pipeline("boilerplate", settings={"mode": "careful"})
    page = PAGES[0].read_text()
    assert pickle.loads(pickle.dumps(pipeline)).clean(page) == pipeline.clean(page)


def test_the_program_is_there():
    assert program("--version").startswith(b"dechaff 0.1.0")
    assert b"Usage" in program("--help") or b"usage" in program("--help")


def test_the_rules_are_in_the_module_and_in_the_program():
    assert not (Path(dechaff.__file__).parent / "rules").exists()
    assert b"en.share.share-this" in program("rules", "list")
