"""Scores a model's answers on pages that it has not seen."""

import json
import os
from collections import Counter, defaultdict

import numpy as np

from . import decode, gold, kinds
from .forms import FORMS
from .examples import TRAINED_ONLY
from .network import HEADS

TITLE, COMMENT = HEADS.index("title"), HEADS.index("comment")
TITLE_CUT, COMMENT_CUT = 0.3, 0.5


def sigmoid(z):
    return 1 / (1 + np.exp(-z.astype(float)))


class WordCounts:
    """A page's words by block and its gold, so that many choices of blocks are scored fast."""

    def __init__(self, e):
        lines, lang = e.source.record["text"].split("\n"), e.source.record["lang"]
        ids, number = [], {}
        self.sizes = []
        for a, b in zip(e.page.first, e.page.last):
            words = [w for line in lines[a:b] for w in gold.tokens(line, lang)]
            ids += [number.setdefault(w, len(number)) for w in words]
            self.sizes.append(len(words))
        self.ids = np.array(ids, int)
        self.golds = []
        for text in gold.golds(e.source.record):
            words = gold.tokens(text, lang)
            count = np.zeros(len(number) + 1, int)
            for word, times in Counter(words).items():
                if word in number:
                    count[number[word]] = times
            self.golds.append((count, len(words)))

    def f1(self, keep):
        """The better of the page's golds counts."""
        said = self.ids[np.repeat(keep, self.sizes)]
        count, best = None, 0.0
        for wanted, total in self.golds:
            if not total or not len(said):
                best = max(best, float(not total and not len(said)))
                continue
            count = np.bincount(said, minlength=len(wanted)) if count is None else count
            best = max(best, 2 * np.minimum(count, wanted).sum() / (len(said) + total))
        return best


def counts_of(e):
    if not hasattr(e, "counts"):
        e.counts = WordCounts(e)
    return e.counts


def form_set(e):
    """The set's name, and "@html" or "@md" where the page was shown so."""
    return e.source.set + ("" if e.source.kind == "page" else "@" + e.source.kind)


def scored(e):
    return e.source.kind in ("page", *FORMS) and e.source.set not in TRAINED_ONLY


def choose(e, z, kind):
    """The blocks to keep."""
    keep = decode.decide(sigmoid(z[:, 0]), e.page.words)
    title = sigmoid(z[:, TITLE])
    if len(title) and title.max() >= TITLE_CUT:
        keep[int(title.argmax())] = True
    return keep


def evaluate(examples, answers, save=None):
    """Mean word F1 by set, type and language; harm on gold pages; optionally the predictions."""
    f1, all_of_it, lost, all_words = defaultdict(list), defaultdict(list), Counter(), Counter()
    tally, files = Counter(), {}
    for e, (z, kind) in zip(examples, answers):
        s = e.source
        if not e.n:
            continue
        keep = choose(e, z, kind)
        if s.kind in ("gold", "manual", "marked"):
            lost[s.set] += float(e.page.words[~keep].sum())
            all_words[s.set] += float(e.page.words.sum())
        elif scored(e):
            value, whole = counts_of(e).f1(keep), counts_of(e).f1(np.ones(e.n, bool))
            by_type = s.set.startswith(("wcxb", "labelled"))
            form = "" if s.kind == "page" else "@" + s.kind
            names = [s.set + form, f"{s.set}{form}/{s.record['type'] if by_type else s.record['lang']}"]
            if form == "@md":
                names.append(f"{s.set}{form}/by {s.record['layout']}")
            if s.set == "labelled":
                names.append(f"labelled{form}/lang " + ("en" if s.record["lang"] == "en" else "other"))
            for name in names:
                f1[name].append(value)
                all_of_it[name].append(whole)
            if save and not form:
                lines = s.record["text"].split("\n")
                text = "\n".join("\n".join(lines[b:c]) for b, c, k in zip(e.page.first, e.page.last, keep) if k)
                files.setdefault(s.set, []).append(json.dumps({"id": s.record["id"], "text": text}, ensure_ascii=False))
        if s.kind in ("page", *FORMS) and s.fold >= 0:
            count_heads(tally, e, z, kind, keep)
    for name, lines in files.items():
        with open(os.path.join(save, f"oof-{name}.jsonl"), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    report = {k: round(float(np.mean(v)), 4) for k, v in sorted(f1.items())}
    report.update({f"all of {k}": round(float(np.mean(v)), 4) for k, v in sorted(all_of_it.items())})
    report.update({f"pages {k}": len(v) for k, v in sorted(f1.items())})
    report.update(heading_report(examples, answers))
    report.update(tail_report(examples, answers))
    report.update({f"harm {k}": round(lost[k] / all_words[k], 5) for k in sorted(all_words)})
    for name in sorted({k[0] for k in tally}):
        report[name] = round(tally[name, 1] / max(tally[name, 1] + tally[name, 0], 1), 4)
        report["n " + name] = tally[name, 1] + tally[name, 0]
    return report


def count_heads(tally, e, z, kind, keep):
    """tally[what, 0 or 1]: how often a thing was wrong or right."""
    group = "labelled" if e.source.set.startswith("labelled") else "more" if e.source.set != "wcxb-dev" else "wcxb-dev"
    form = "" if e.source.kind == "page" else " @" + e.source.kind
    title, comment = sigmoid(z[:, TITLE]), sigmoid(z[:, COMMENT])
    is_title = e.target[:, TITLE] == 1
    if is_title.any():
        tally[f"title found {group}{form}", int(is_title[title.argmax()])] += 1
        for i in np.flatnonzero(is_title):
            tally[f"title lines kept {group}{form}", int(keep[i])] += 1
    elif group == "labelled":
        tally["no title where there is none" + form, int(title.max() < TITLE_CUT)] += 1
    if group == "labelled":
        for i in np.flatnonzero(e.target[:, COMMENT] == 1):
            tally["comment lines found" + form, int(comment[i] >= COMMENT_CUT)] += 1
            tally["comment lines removed" + form, int(comment[i] >= COMMENT_CUT or not keep[i])] += 1
        mine = (e.target[:, COMMENT] == 0) & (e.y >= 0.5)
        tally["content lines not taken for comments" + form, 1] += int((comment[mine] < COMMENT_CUT).sum())
        tally["content lines not taken for comments" + form, 0] += int((comment[mine] >= COMMENT_CUT).sum())
        meta, known = sigmoid(z[:, HEADS.index("metadata")]) >= 0.5, e.target[:, HEADS.index("metadata")]
        for i in np.flatnonzero((known >= 0) & (meta | (known == 1))):
            tally["metadata lines, Jaccard" + form, int(meta[i] and known[i] == 1)] += 1
    if group == "labelled" and e.kind.sum() == 1:
        right = int(e.kind.argmax())
        said = sigmoid(kind) * 0 + np.exp(kind - kind.max())
        merged = np.zeros(len(kinds.NAMES))
        for i, share in enumerate(said):
            merged[kinds.merged(i)] += share
        tally["kind right" + form, int(merged.argmax() == kinds.merged(right))] += 1
        tally[f"kind right {kinds.NAMES[kinds.merged(right)]}{form}", int(merged.argmax() == kinds.merged(right))] += 1


def heading_report(examples, answers):
    report = {}
    for kind in ("page", "gold", "marked"):
        best = 0.0
        for cut in (0.3, 0.35, 0.4, 0.45, 0.5):
            hit = said = wanted = 0
            for e, (z, _) in zip(examples, answers):
                h = e.target[:, 2]
                if e.source.kind != kind or not (h >= 0).any() or e.source.set not in ("wcxb-dev", "marked"):
                    continue
                p = (sigmoid(z[:, 2]) > cut) & (h >= 0)
                hit, said, wanted = hit + (p & (h > 0)).sum(), said + p.sum(), wanted + (h > 0).sum()
            best = max(best, 2 * hit / max(said + wanted, 1))
        report[f"headings {kind} micro F1"] = round(float(best), 4)
    return report


def tail_report(examples, answers):
    lost_words = gold_words = removed = noise = 0.0
    for e, (z, _) in zip(examples, answers):
        if e.source.kind != "page" or e.source.set != "wcxb-dev" or e.source.record["type"] != "article":
            continue
        kept = np.flatnonzero(e.y >= 0.5)
        if not len(kept):
            continue
        p = sigmoid(z[:, 1])
        w = e.page.words.astype(float)
        # the cut that loses least: log odds of being tail, summed from the end
        odds = np.log(p + 1e-6) - np.log(1 - p + 1e-6) - 2.0
        sums = np.cumsum(odds[::-1])[::-1]
        cut = int(np.argmax(np.append(sums, 0.0)))
        end = kept[-1] + 1
        noise += w[end:].sum()
        removed += w[max(cut, end):].sum()
        gold_words += (w * e.y).sum()
        lost_words += (w * e.y)[cut:].sum()
    if not noise:
        return {}
    return {"tails removed": round(removed / noise, 4), "tails gold lost": round(lost_words / gold_words, 5)}
