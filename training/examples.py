"""The pages that a model is trained on and scored by: every set's records, their other forms, clean pages, with the
labels of their blocks."""

import glob
import os
import random
from collections import Counter, defaultdict
from types import SimpleNamespace

import numpy as np

from . import augment, forms, gold, kinds, manuals, marked, samples, words
from . import features as feature_dump
from . import labels as line_labels
from .network import HEADS

SETS = ("wcxb-dev", "wcxb-dev-inscriptis", "daniel-dev", "zh-dev", "readability")
AGPL = ("dragnet", "omnivore")
TRAINED_ONLY = ("readability", "labelled-again", "products-partial", "recipes")  # not scored by F1
UNKNOWN = line_labels.UNKNOWN


class Example:
    """One page with labels by block: `target` has a column for each head, `weight` that of the content label."""

    def __init__(self, page, labels, lines, source, evidence=None):
        self.page, self.source, self.evidence = page, source, evidence
        n = self.n = len(page.first)
        self.target = np.full((n, len(HEADS)), UNKNOWN, np.float32)
        self.weight = np.ones(n, np.float32)
        content = np.zeros(n, np.float32)
        others = {"title": labels.title, "metadata": labels.metadata, "comment": labels.comment}
        for i in range(n):
            a, b = page.first[i], page.last[i]
            if b == a + 1:
                content[i], self.weight[i] = labels.content[a], labels.weight[a]
            else:
                size = np.array([len(x) + 1 for x in lines[a:b]], float)
                content[i] = float((size * labels.content[a:b]).sum() / size.sum())
                self.weight[i] = float((size * labels.weight[a:b]).sum() / size.sum())
        for name, values in others.items():
            column = HEADS.index(name)
            for i in range(n):
                part = values[page.first[i]:page.last[i]]
                self.target[i, column] = part[0] if (part == part[0]).all() else UNKNOWN
        self.target[:, 0] = content
        if not source.partial:
            kept = np.flatnonzero(content >= 0.5)
            self.target[:, 1] = np.arange(n) > (kept[-1] if len(kept) else -1)
        self.target[:, 2] = self.heading_labels(lines)
        self.kind = kinds.possible(source.set, source.record["type"])

    @property
    def y(self):
        return self.target[:, 0]

    def heading_labels(self, lines):
        """1 for blocks that are gold headings, 0 for others, -1 where it is not known."""
        record, n = self.source.record, self.n
        if self.source.kind == "marked":
            wanted, out = {h["line"] for h in record["headings"]}, np.zeros(n, np.float32)
            for i in range(n):
                inside = [k in wanted for k in range(self.page.first[i], self.page.last[i])]
                if any(inside):
                    out[i] = 1 if len(inside) == 1 else -1  # joined to a block: part of it may be a heading
            return out
        if not self.source.headed or self.source.kind in ("variant", "manual"):
            return np.full(n, -1, np.float32)
        if self.source.kind in ("page", *forms.FORMS):
            wanted = {h["line"] for h in record.get("headings", [])}
            here = lambda i: self.page.first[i] in wanted
        else:
            texts = {h["text"].strip() for h in record.get("headings", [])}
            here = lambda i: lines[self.page.first[i]].strip() in texts
        if any(self.page.last[i] != self.page.first[i] + 1 for i in range(n)):
            return np.full(n, -1, np.float32)  # wrapped: a heading may be part of a block
        return np.array([float(here(i)) for i in range(n)], np.float32)


def read_sets(args):
    """The sets of --data and the files of --gold, by name."""
    sets = {}
    if args.data:
        sets = {name: gold.load(os.path.join(args.data, name + ".jsonl.gz")) for name in SETS}
        more = [] if args.old_sets else sorted(glob.glob(os.path.join(args.data, "more", "*.jsonl.xz")))
        for path in more:
            name = os.path.basename(path).split(".")[0]
            if args.agpl or name not in AGPL:
                sets[name] = gold.load(path)
        for name, file in (("labelled", "pages"), ("labelled-again", "pages-again")):
            path = os.path.join(args.data, "labelled", file + ".jsonl.xz")
            if os.path.exists(path) and not args.old_sets:
                sets[name] = gold.load(path)
    for path in args.gold:
        sets[os.path.basename(path).split(".")[0]] = gold.load(path)
    if not sets:
        raise SystemExit("training.train: neither --data nor --gold says what to train on")
    return sets


def prepare(args):
    sets = read_sets(args)
    site = gold.sites(sets)
    groups = sorted(set(site.values()))
    random.Random(1).shuffle(groups)
    fold_of = {g: i % args.folds for i, g in enumerate(groups)}
    rng = random.Random(args.seed)
    jobs = []  # (lines, labels, source)
    given = {os.path.basename(path).split(".")[0] for path in args.gold}
    for name, records in sets.items():
        old = name in SETS
        masked = args.mask == "all" or (args.mask == "more" and not old and name not in given)
        pages_of_site = Counter(site[name, index] for index in range(len(records)))
        for index, record in enumerate(records):
            labels = line_labels.of_record(record, name, masked)
            partial = "gold" not in record
            # Of the sets in SETS only this one has headings that people marked.
            headed = name == "wcxb-dev" if old else bool(record.get("headings"))
            source = SimpleNamespace(set=name, index=index, kind="page", site=site[name, index], partial=partial,
                                     fold=fold_of[site[name, index]], record=record, headed=headed,
                                     of_site=pages_of_site[site[name, index]],
                                     comments=name.startswith("labelled") and bool((labels.comment == 1).any()))
            jobs.append((record["text"].split("\n"), labels, source))
            if name in ("readability", "labelled-again") or partial:
                continue
            clean = [x for x in record["gold"].split("\n") if x.strip()]
            if name != "wcxb-dev-inscriptis" and clean:
                kind = SimpleNamespace(**{**vars(source), "kind": "gold"})
                jobs.append((*whole(record["gold"].split("\n")), kind))
                for _ in range(args.variants):
                    kind = SimpleNamespace(**{**vars(source), "kind": "clean"})
                    jobs.append((*whole(augment.clean_page(record, labels.content, rng)), kind))
            for _ in range(args.variants):
                kind = SimpleNamespace(**{**vars(source), "kind": "variant"})
                lines, at = augment.variant(record, labels.content, rng)
                jobs.append((lines, labels.take(at), kind))
    if args.manual:
        jobs += manual_pages(args.folds, rng)
    if args.marked:
        jobs += marked_pages(args.folds, rng)
    if args.samples:
        jobs += sample_pages(args.variants, rng)
    pages = feature_dump.cached(args.features, ["\n".join(lines) for lines, _, _ in jobs], args.cache)
    examples = [Example(page, labels, lines, source) for page, (lines, labels, source) in zip(pages, jobs)]
    if args.evidence:
        of_page = {(e.source.set, e.source.index): e.source for e in examples if e.source.kind == "page"}
        for name, records in sets.items():
            masked = args.mask == "all" or (args.mask == "more" and name not in SETS and name not in given)
            examples += form_pages(args, name, records, masked, of_page)
    return examples


def form_pages(args, name, records, masked, of_page):
    """A set's pages as HTML and as Markdown; what is scored is the shown text."""
    out = []
    labels_of = lambda record: line_labels.of_record(record, name, masked)
    for index, form, layout, page, evidence, shown, labels, headings in forms.cached_set(args, name, records, labels_of):
        source = of_page[name, index]
        record = {**source.record, "text": "\n".join(shown), "headings": headings, "layout": layout}
        if not source.partial:
            record["golds"] = gold.golds(source.record)
        source = SimpleNamespace(**{**vars(source), "kind": form, "record": record})
        out.append(Example(page, labels, shown, source, evidence))
    return out


def whole(lines):
    """All of it content."""
    return lines, line_labels.plain([1.0] * len(lines))


def made(set_name, index, kind, site, fold, record, headed=False):
    return SimpleNamespace(set=set_name, index=index, kind=kind, site=site, fold=fold, record=record, headed=headed,
                           partial=False, of_site=1, comments=False)


def manual_pages(folds, rng):
    """Passages of manuals, as clean pages; a fold holds whole languages."""
    jobs, fold_by_language = [], {}
    for language, lines in manuals.passages(rng):
        fold = fold_by_language.setdefault(language, len(fold_by_language) % folds)
        record = {"id": language, "type": "page", "lang": language, "text": "\n".join(lines), "gold": "\n".join(lines)}
        jobs.append((*whole(lines), made("manual", len(jobs), "manual", "manual-" + language, fold, record)))
    return jobs


def marked_pages(folds, rng):
    """Documents whose headings are known from the marks that were taken off; clean pages as well. A fold holds
    whole packages."""
    jobs, fold_by_package = [], {}
    for index, record in enumerate(marked.records(marked.TRAINED, rng)):
        fold = fold_by_package.setdefault(record["type"], len(fold_by_package) % folds)
        jobs.append((*whole(record["text"].split("\n")),
                     made("marked", index, "marked", record["type"], fold, record, headed=True)))
    return jobs


def sample_pages(variants, rng):
    """The project's own samples, as they are and as other converters would write them; trained on in every fold."""
    jobs = []
    for index, record in enumerate(samples.records()):
        source = made("samples", index, "page", record["id"], -1, record)
        labels = line_labels.plain(record["labels"])
        jobs.append((record["text"].split("\n"), labels, source))
        for _ in range(variants):
            kind = SimpleNamespace(**{**vars(source), "kind": "variant"})
            lines, at = augment.variant(record, record["labels"], rng)
            jobs.append((lines, labels.take(at), kind))
    return jobs


def use_words(examples, args):
    """Takes the tokens of other languages' words for the English ones; returns what was taken for what.

    A token that stands on English pages of as many sites as the vocabulary asks keeps its own meaning.
    """
    sites = defaultdict(set)
    for e in examples:
        if e.source.kind == "page" and e.source.record["lang"] == "en":
            for token in np.unique(e.page.tokens).tolist():
                sites[token].add(e.source.site)
    own = {token for token, where in sites.items() if len(where) >= args.token_sites}
    same = words.as_arrays(words.same_as(args.features, own, args.words))
    for e in examples:
        e.page.tokens = words.replace(e.page.tokens, same)
    return same


def share(item, args):
    """How many times an epoch shows the page (a probability below 1). Sets with many pages a site are weighed by site."""
    s = item.source
    if s.kind in ("manual", "marked"):
        return args.manual if s.kind == "manual" else args.marked
    base = {"daniel-dev": args.daniel, "zh-dev": 4.0, "readability": 0.5, "samples": args.samples,
            "labelled": args.labelled, "labelled-again": 0.7, "cleaneval-en": 0.5}.get(s.set, 1.0)
    if s.set.startswith("recipes"):
        base /= s.of_site
    elif s.set not in SETS and s.set != "labelled":
        base /= s.of_site ** 0.5
    if s.comments:
        base *= args.commented
    small = min(base, 1.0) if s.set not in SETS + ("samples",) else 1.0
    if s.kind == "page":
        return base
    if s.kind in forms.FORMS:
        return base * (args.html if s.kind == "html" else args.md)
    if s.kind == "variant":
        return 0.5 * small / args.variants
    if s.kind == "clean":
        return args.clean * small / args.variants
    return 0.0
