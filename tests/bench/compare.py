"""The text of pages, by dechaff from text and from HTML and by other programs from the same HTML, in one run.

    tests/bench/compare.py PROGRAM FOLDS SET…

FOLDS is what `training.train --fold-models` writes: fold-N.model, fold-N-SET.jsonl (lines of text and gold) and
fold-N-SET@html.jsonl (HTML and gold), so that no page is cleaned by a model that saw its site. Word F1, the mean
over pages (one token per Han or kana character), and pages a second of CPU time, one core, start-up included.
Needs trafilatura, resiliparse, readability-lxml and jusText from PyPI; what is not installed is left out.
"""

import collections
import importlib.metadata
import json
import pathlib
import re
import resource
import subprocess
import sys
import time

program, folds = sys.argv[1], pathlib.Path(sys.argv[2])
words = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W\u3400-\u9fff\u3040-\u30ff]+")


# jusText's names of its lists of words.
names = dict(
    bg="Bulgarian", cs="Czech", da="Danish", de="German", el="Greek", en="English", es="Spanish", fa="Persian",
    fi="Finnish", fr="French", hr="Croatian", hu="Hungarian", id="Indonesian", it="Italian", nl="Dutch", pl="Polish",
    pt="Portuguese", ro="Romanian", ru="Russian", sk="Slovak", sl="Slovenian", sv="Swedish", tr="Turkish",
    uk="Ukrainian", vi="Vietnamese",
)  # fmt: skip


def f1(text, gold):
    p, g = words.findall((text or "").lower()), words.findall(gold.lower())
    if not p or not g:
        return float(not p and not g)
    both = sum((collections.Counter(p) & collections.Counter(g)).values())
    return 2 * both / (len(p) + len(g))


def dechaff(pages, model, *options):
    lines = "".join(json.dumps({"text": p["text"]}) + "\n" for p in pages)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [program, "run", "-q", "-j1", "--model", model, "--format", "jsonl", "--to", "jsonl", *options],
        input=lines.encode(), capture_output=True, check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    texts = [json.loads(line)["text"] for line in done.stdout.splitlines()]
    assert len(texts) == len(pages), (len(texts), len(pages))
    return texts, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def peers():
    out = {}
    try:
        import trafilatura

        out["trafilatura"] = lambda html, _: trafilatura.extract(html)
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        out["resiliparse"] = lambda html, _: extract_plain_text(html, main_content=True)
    except ImportError:
        pass
    try:
        import lxml.html
        import readability

        out["readability-lxml"] = lambda html, _: lxml.html.fromstring(
            readability.Document(html).summary()
        ).text_content()
    except ImportError:
        pass
    try:
        import justext

        def by_justext(html, language):
            stop = justext.get_stoplist(names.get(language, "English"))
            paragraphs = justext.justext(html.encode(), stop, encoding="utf-8")
            return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)

        out["jusText"] = by_justext
    except ImportError:
        pass
    return out


def guarded(read, page):
    try:
        return read(page["text"], page["lang"])
    except Exception:  # a page that a program fails at is one without text
        return ""


def load(path):
    with open(path, encoding="utf-8") as lines:
        return {page["id"]: page for page in map(json.loads, lines)}


scores = collections.defaultdict(lambda: collections.defaultdict(list))
seconds = collections.defaultdict(lambda: collections.defaultdict(float))
for name in sys.argv[3:]:
    for model in sorted(folds.glob("fold-?.model")):
        as_text = folds / f"{model.stem}-{name}.jsonl"
        as_html = folds / f"{model.stem}-{name}@html.jsonl"
        if not as_text.exists() or not as_html.exists():
            continue
        texts, pages = load(as_text), load(as_html)
        ids = [i for i in texts if i in pages]
        golds = [texts[i]["gold"] for i in ids]

        def take(system, found, took):
            scores[name][system] += [f1(text, gold) for text, gold in zip(found, golds)]
            seconds[name][system] += took

        take("everything", [texts[i]["text"] for i in ids], 0)
        take("dechaff, text", *dechaff([texts[i] for i in ids], model))
        take("dechaff, HTML", *dechaff([pages[i] for i in ids], model, "--html"))
        for system, read in peers().items():
            begin = time.process_time()
            found = [guarded(read, pages[i]) for i in ids]
            take(system, found, time.process_time() - begin)

for name, systems in scores.items():
    print(f"\n{name}: {len(systems['everything'])} pages\n\n| | F1 | pages a second |\n|---|---|---|")
    for system, all_of in systems.items():
        took = seconds[name][system]
        speed = f"{len(all_of) / took:.0f}" if took else ""
        try:
            version = " " + importlib.metadata.version(system)
        except importlib.metadata.PackageNotFoundError:
            version = ""
        print(f"| {system}{version} | {sum(all_of) / len(all_of):.3f} | {speed} |")
