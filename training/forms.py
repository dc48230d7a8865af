"""Pages as HTML and as Markdown, with what these say of each line (evidence), and the labels of the page's text carried over.

What a person marked is the page's text by line; the lines of another form are aligned to it by their words.
"""

import difflib
import hashlib
import json
import lzma
import os
import pickle
import subprocess
import threading
from collections import Counter
from dataclasses import dataclass

import numpy as np

from . import gold, layouts
from .features import Page
from .labels import UNKNOWN, LineLabels, same_text

FORMS = ("html", "md")
MOST_LINES = 6000
LEAST_SHOWN = 0.8


@dataclass
class Evidence:
    rows: np.ndarray     # blocks × the program's evidence columns, 0…1
    offsets: np.ndarray
    tokens: np.ndarray


def compute(program, inputs):
    """For every (form, text) of `inputs` (Page, Evidence or None, shown lines), or None where it cannot be read."""
    process = subprocess.Popen([program, "--evidence"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for form, text in inputs:
            data = text.encode("utf-8", "replace")
            process.stdin.write(b"%s %d\n" % (form.encode(), len(data)) + data)
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()
    take = lambda kind, count: np.frombuffer(process.stdout.read(4 * count), kind)
    number = lambda: int(take("<u4", 1)[0])
    if process.stdout.read(4) != b"DCFE" or number() != 2:
        raise SystemExit(f"{program}: writes another format than this trainer reads")
    width, of_page, of_evidence = take("<u4", 3).astype(int)
    for _ in inputs:
        if not number():
            yield None
            continue
        n, m = take("<u4", 2).astype(int)
        span = take("<u4", 2 * n)
        rows = take("<f4", n * width).reshape(n, width)
        page = take("<f4", of_page)
        offsets = take("<u4", n + 1)
        tokens = take("<u4", m)
        page = Page(span[:n], span[n:], rows, page, offsets, tokens, take("<f4", n))
        evidence = None
        if number():
            m = number()
            rows = take("<f4", n * of_evidence).reshape(n, of_evidence)
            offsets = take("<u4", n + 1)
            evidence = Evidence(rows, offsets, take("<u4", m))
        number()
        shown = process.stdout.read(number()).decode("utf-8", "replace").split("\n")[:-1]
        for _ in range(7):
            process.stdout.read(number())
        yield page, evidence, shown
    process.wait()


class Aligned:
    """For every line of `shown` the lines of `text` that its words come from, as {line: words}, and its own words."""

    def __init__(self, text, shown, lang):
        self.from_line = [{} for _ in shown]
        self.words = [0] * len(shown)
        a = [(i, key) for i, line in enumerate(text) if (key := same_text(line))]
        b = [(j, key) for j, line in enumerate(shown) if (key := same_text(line))]
        for j, key in b:
            self.words[j] = len(gold.tokens(key, lang))
        matcher = difflib.SequenceMatcher(None, [k for _, k in a], [k for _, k in b], autojunk=False)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            if tag == "equal":
                for (i, _), (j, _) in zip(a[i1:i2], b[j1:j2]):
                    self.from_line[j] = {i: self.words[j]}
            elif tag == "replace":
                self.part(a[i1:i2], b[j1:j2], lang)

    def part(self, a, b, lang):
        left = [(word, i) for i, key in a for word in gold.tokens(key, lang)]
        right = [(word, j) for j, key in b for word in gold.tokens(key, lang)]
        if len(left) * len(right) > 4_000_000:
            return self.by_lines(a, b)
        matcher = difflib.SequenceMatcher(None, [w for w, _ in left], [w for w, _ in right], autojunk=False)
        for i, j, size in matcher.get_matching_blocks():
            for k in range(size):
                mine = self.from_line[right[j + k][1]]
                at = left[i + k][1]
                mine[at] = mine.get(at, 0) + 1

    def by_lines(self, a, b):
        """Where there are too many words: equal lines, whatever their order."""
        first = {}
        for i, key in a:
            first.setdefault(key, i)
        for j, key in b:
            if key in first:
                self.from_line[j] = {first[key]: self.words[j]}


def carry(labels, aligned, shown, record):
    """The labels of a page's text for the lines that were aligned to it."""
    n = len(aligned.from_line)
    content, weight = np.zeros(n, np.float32), np.ones(n, np.float32)
    others = np.full((3, n), UNKNOWN, np.float32)
    given = (labels.title, labels.metadata, labels.comment)
    size = len(labels.content)
    known = [False] * n
    for j, parts in enumerate(aligned.from_line):
        parts = {i: count for i, count in parts.items() if i < size}
        total = sum(parts.values())
        if not total or total < 0.5 * aligned.words[j]:
            continue
        known[j] = True
        content[j] = sum(labels.content[i] * count for i, count in parts.items()) / total
        weight[j] = sum(labels.weight[i] * count for i, count in parts.items()) / total
        main, count = max(parts.items(), key=lambda item: item[1])
        if count >= 0.6 * total:
            others[:, j] = [values[main] for values in given]
    # A line that the text lacks is chaff (an image's words, a form's choices), unless the gold has its words.
    wanted = {word for text in golds_of(record) for word in gold.tokens(text, record["lang"])}
    for j in range(n):
        if known[j] or not aligned.words[j]:
            continue
        words = gold.tokens(shown[j], record["lang"])
        weight[j] = float(bool(wanted) and sum(word in wanted for word in words) < 0.8 * len(words))
    return LineLabels(content, weight, *others)


def golds_of(record):
    return gold.golds(record) if "gold" in record else []


def share_shown(record, shown):
    """The share of the gold's words that the form shows."""
    words = Counter(gold.tokens("\n".join(shown), record["lang"]))
    shares = []
    for text in golds_of(record):
        wanted = Counter(gold.tokens(text, record["lang"]))
        if wanted:
            shares.append(sum(min(count, words[word]) for word, count in wanted.items()) / sum(wanted.values()))
    return min(shares, default=1.0)


def headings(record, aligned):
    """The record's headings by the lines of the form."""
    at = {h["line"]: h for h in record.get("headings", [])}
    out = []
    for j, parts in enumerate(aligned.from_line):
        if len(parts) == 1 and next(iter(parts)) in at:
            out.append({**at[next(iter(parts))], "line": j})
    return out


def markdown_of(folder, name):
    with lzma.open(os.path.join(folder, name + ".md.jsonl.xz"), "rt", encoding="utf-8") as file:
        return {page["id"]: page for page in map(json.loads, file)}


def read_set(args, name, records, labels_of):
    """Yields (index, form, layout, Page, Evidence, shown lines, labels, headings) for a set's pages."""
    path = os.path.join(args.data, "html", name + ".jsonl.xz")
    if not os.path.exists(path):
        return
    index_of = {record["id"]: index for index, record in enumerate(records)}
    jobs = []
    for page in layouts.pages(path):
        if page["id"] in index_of:
            jobs.append((index_of[page["id"]], "html", "html", page["html"]))
    for page in markdown_of(args.markdown, name).values():
        if page["id"] in index_of:
            jobs.append((index_of[page["id"]], "md", page["layout"], page["text"]))
    if args.form_pages:
        jobs = jobs[:args.form_pages] + jobs[-args.form_pages:]
    for (index, form, layout, _), got in zip(jobs, compute(args.evidence, [(job[1], job[3]) for job in jobs])):
        if got is None or got[1] is None or len(got[2]) > MOST_LINES:
            continue
        page, evidence, shown = got
        record = records[index]
        if share_shown(record, shown) < LEAST_SHOWN:
            continue  # the converter lost the text
        aligned = Aligned(record["text"].split("\n"), shown, record["lang"])
        yield index, form, layout, page, evidence, shown, carry(labels_of(record), aligned, shown, record), headings(record, aligned)


def cached_set(args, name, records, labels_of):
    """The same as a list, kept in the cache."""
    if not args.cache:
        return list(read_set(args, name, records, labels_of))
    digest = hashlib.blake2b(open(args.evidence, "rb").read(), digest_size=8)
    digest.update(open(__file__, "rb").read())
    digest.update(f"{name} {args.form_pages} {args.mask}".encode())
    path = os.path.join(args.cache, f"{name}-{digest.hexdigest()}.forms")
    if not os.path.exists(path):
        os.makedirs(args.cache, exist_ok=True)
        with open(path + ".part", "wb") as out:
            pickle.dump(list(read_set(args, name, records, labels_of)), out, protocol=5)
        os.rename(path + ".part", path)
    with open(path, "rb") as file:
        return pickle.load(file)
