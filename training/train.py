"""Trains a line model and cross-validates it by site.

  python -m training.train --gold mine.jsonl --features PROGRAM --out mine.model [--folds 4]
  python -m training.train --data DIR --gold mine.jsonl --features PROGRAM --curve
"""

import argparse
import json
import os
import random
import time
from collections import Counter, defaultdict
from types import SimpleNamespace

import numpy as np
import torch

from . import augment, decode, gold, manuals, marked, samples, words
from . import features as feature_dump
from .network import GAP, Network

SETS = ("wcxb-dev", "wcxb-dev-inscriptis", "daniel-dev", "zh-dev", "readability")


class Example:
    """One page with labels by block."""

    def __init__(self, page, labels, lines, source):
        self.page, self.source = page, source
        n = self.n = len(page.first)
        y = np.zeros(n, np.float32)
        for i in range(n):
            a, b = page.first[i], page.last[i]
            if b == a + 1:
                y[i] = labels[a]
            else:
                size = np.array([len(x) + 1 for x in lines[a:b]], float)
                y[i] = float((size * labels[a:b]).sum() / size.sum())
        self.y = y
        kept = np.flatnonzero(y >= 0.5)
        self.h = self.heading_labels(lines)
        self.tail = (np.arange(n) > (kept[-1] if len(kept) else -1)).astype(np.float32)

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
        if not self.source.headed or self.source.kind in ("variant", "mix", "manual"):
            return np.full(n, -1, np.float32)
        if self.source.kind == "page":
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
    sets = {name: gold.load(os.path.join(args.data, name + ".jsonl.gz")) for name in SETS} if args.data else {}
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
    for name, records in sets.items():
        # Of the sets in SETS only this one has headings that people marked.
        headed = name == "wcxb-dev" or (name not in SETS and any(r.get("headings") for r in records))
        for index, record in enumerate(records):
            record["labels"] = gold.label_lines(record)
            source = SimpleNamespace(set=name, index=index, kind="page", site=site[name, index],
                                     fold=fold_of[site[name, index]], record=record, headed=headed)
            jobs.append((record["text"].split("\n"), record["labels"], source))
            if name == "readability":
                continue
            clean = [x for x in record["gold"].split("\n") if x.strip()]
            if name != "wcxb-dev-inscriptis" and clean:
                kind = SimpleNamespace(**{**vars(source), "kind": "gold"})
                jobs.append((record["gold"].split("\n"), [1.0] * len(record["gold"].split("\n")), kind))
                for _ in range(args.variants):
                    kind = SimpleNamespace(**{**vars(source), "kind": "clean"})
                    jobs.append((*augment.clean_page(record, rng), kind))
            for _ in range(args.variants):
                kind = SimpleNamespace(**{**vars(source), "kind": "variant"})
                jobs.append((*augment.variant(record, record["labels"], rng), kind))
    if args.mix:
        jobs += mixed_pages(sets, site, fold_of, rng)
    if args.manual:
        jobs += manual_pages(sets, site, fold_of, args.folds, rng)
    if args.marked:
        jobs += marked_pages(args.folds, rng)
    if args.samples:
        jobs += sample_pages(args.variants, rng)
    pages = feature_dump.compute(args.features, ["\n".join(lines) for lines, _, _ in jobs])
    return [Example(page, np.array(labels, np.float32), lines, source)
            for page, (lines, labels, source) in zip(pages, jobs)]


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


def mixed_pages(sets, site, fold_of, rng):
    """Every labelled page's content in the surroundings of two others of the same fold and set."""
    pool = defaultdict(list)
    for name in sets:
        if name.endswith("-inscriptis") or name == "readability":
            continue
        for index, record in enumerate(sets[name]):
            pool[name, fold_of[site[name, index]]].append((index, record))
    jobs = []
    for (name, fold), members in sorted(pool.items()):
        for index, record in members:
            for _ in range(2):
                alike = [r for _, r in members if (r["type"], r["lang"]) == (record["type"], record["lang"])]
                other = rng.choice(alike) if rng.random() < 0.5 else rng.choice(members)[1]
                made = augment.mix(record["text"].split("\n"), record["labels"],
                                   other["text"].split("\n"), other["labels"], rng)
                if made:
                    jobs.append((*made, SimpleNamespace(set=name, index=index, kind="mix", site=site[name, index],
                                                        fold=fold, record=record, headed=False)))
    return jobs


def manual_pages(sets, site, fold_of, folds, rng):
    """Passages of manuals: clean, and (a third) inside another page's surroundings; a fold holds whole languages."""
    pool = defaultdict(list)
    first = next(iter(sets))
    for index, record in enumerate(sets[first]):
        pool[fold_of[site[first, index]]].append(record)
    jobs, fold_by_language = [], {}
    for language, lines in manuals.passages(rng):
        fold = fold_by_language.setdefault(language, len(fold_by_language) % folds)
        record = {"id": language, "type": "article", "lang": language, "text": "\n".join(lines), "gold": "\n".join(lines)}
        source = SimpleNamespace(set="manual", index=len(jobs), kind="manual", site="manual-" + language, fold=fold,
                                 record=record, headed=False)
        labels = [1.0] * len(lines)
        jobs.append((lines, labels, source))
        if rng.random() < 0.33:
            other = rng.choice(pool[fold])
            made = augment.mix(lines, labels, other["text"].split("\n"), other["labels"], rng)
            if made:
                jobs.append((*made, SimpleNamespace(**{**vars(source), "kind": "mix"})))
    return jobs


def marked_pages(folds, rng):
    """Documents whose headings are known from the marks that were taken off; clean pages as well. A fold holds
    whole packages."""
    jobs, fold_by_package = [], {}
    for index, record in enumerate(marked.records(marked.TRAINED, rng)):
        fold = fold_by_package.setdefault(record["type"], len(fold_by_package) % folds)
        lines = record["text"].split("\n")
        jobs.append((lines, [1.0] * len(lines), SimpleNamespace(set="marked", index=index, kind="marked",
                                                                site=record["type"], fold=fold, record=record,
                                                                headed=True)))
    return jobs


def sample_pages(variants, rng):
    """The project's own samples, as they are and as other converters would write them; trained on in every fold."""
    jobs = []
    for index, record in enumerate(samples.records()):
        source = SimpleNamespace(set="samples", index=index, kind="page", site=record["id"], fold=-1, record=record,
                                 headed=False)
        jobs.append((record["text"].split("\n"), record["labels"], source))
        for _ in range(variants):
            kind = SimpleNamespace(**{**vars(source), "kind": "variant"})
            jobs.append((*augment.variant(record, record["labels"], rng), kind))
    return jobs


def fit_scale(examples):
    rows = np.concatenate([e.page.rows for e in examples[::3] if e.n])
    pages = np.stack([e.page.page for e in examples if e.n])
    make = lambda x: (x.mean(0).astype(np.float32), (1 / (x.std(0) + 1e-3)).astype(np.float32))
    return make(rows), make(pages)


def scaled(x, scale):
    return (np.clip(np.floor((x - scale[0]) * scale[1] * 16 + 0.5), -64, 63) / 16).astype(np.float32)


def vocabulary(examples, sites_needed, size):
    seen = Counter()
    by_site = defaultdict(list)
    for e in examples:
        if e.source.kind == "page" and e.source.set != "wcxb-dev-inscriptis":
            by_site[e.source.site].append(e.page.tokens)
    for tokens in by_site.values():
        seen.update(np.unique(np.concatenate(tokens)).tolist())
    kept = [t for t, c in seen.items() if c >= sites_needed]
    kept.sort(key=lambda t: (-seen[t], t))
    return np.sort(np.array(kept[:size], np.uint32))


class Cached:
    """An example as tensors, its features scaled and its tokens as rows of the table."""

    def __init__(self, e, rows, pages, vocab):
        self.x = torch.from_numpy((scaled(e.page.rows, rows) * 16).astype(np.int8))
        self.p = torch.from_numpy(scaled(e.page.page, pages))
        at = np.searchsorted(vocab, e.page.tokens).clip(max=len(vocab) - 1)
        known = vocab[at] == e.page.tokens
        owner = np.repeat(np.arange(e.n), np.diff(e.page.offsets.astype(int)))
        self.tokens, self.owner = at[known].astype(np.int32), owner[known].astype(np.int32)
        self.y, self.tail = torch.from_numpy(e.y), torch.from_numpy(e.tail)
        self.h = torch.from_numpy(e.h)
        self.w = torch.from_numpy(e.page.words.copy())
        self.n, self.source = e.n, e.source
        self.taught = None  # probabilities of the teachers


def batch_of(items, spans):
    """Joins windows [a, b) of pages into one sequence, GAP empty rows after each."""
    total = sum(b - a + GAP for a, b in spans)
    b = SimpleNamespace(pages=len(items))
    b.x = torch.zeros(total, items[0].x.shape[1])
    b.mask = torch.zeros(total, 1)
    b.page = torch.full((total,), len(items), dtype=torch.long)
    b.y, b.tail, b.w = torch.zeros(total), torch.zeros(total), torch.zeros(total)
    b.h = torch.full((total,), -1.0)
    b.taught = torch.zeros(total) if items[0].taught is not None else None
    b.p = torch.stack([i.p for i in items])
    b.rows = torch.tensor([float(e - a) for a, e in spans])
    tokens, owner, at = [], [], 0
    for k, (item, (lo, hi)) in enumerate(zip(items, spans)):
        n = hi - lo
        b.x[at:at + n] = item.x[lo:hi].float() / 16
        b.mask[at:at + n] = 1
        b.page[at:at + n] = k
        b.y[at:at + n], b.tail[at:at + n], b.w[at:at + n] = item.y[lo:hi], item.tail[lo:hi], item.w[lo:hi]
        b.h[at:at + n] = item.h[lo:hi]
        if b.taught is not None:
            b.taught[at:at + n] = item.taught[lo:hi]
        low, high = np.searchsorted(item.owner, [lo, hi])
        tokens.append(item.tokens[low:high])
        owner.append(item.owner[low:high] - lo + at)
        at += n + GAP
    tokens, owner = np.concatenate(tokens).astype(np.int64), np.concatenate(owner).astype(np.int64)
    b.tokens, b.owner = torch.from_numpy(tokens), torch.from_numpy(owner)
    b.offsets = torch.from_numpy(np.searchsorted(owner, np.arange(total + 1)))
    return b


def loss_of(logits, b, heading_weight, trust=0.0):
    n = b.pages
    add = lambda v: torch.zeros(n + 1).index_add(0, b.page, v)[:n]
    weight = (b.w.clamp(max=150) + 1) * b.mask[:, 0]
    norm = weight / torch.nn.functional.pad(add(weight), (0, 1), value=1.0)[b.page]
    ce = torch.nn.functional.binary_cross_entropy_with_logits
    target = b.y if b.taught is None else (1 - trust) * b.y + trust * b.taught
    entropy = (ce(logits[:, 0], target, reduction="none") * norm).sum() / n
    p = torch.sigmoid(logits[:, 0]) * b.mask[:, 0]
    w = b.w * b.mask[:, 0]
    both, kept, wanted = add(w * p * b.y), add(w * p), add(w * b.y)
    some = (wanted > 0).float()
    soft = (some * (1 - 2 * both / (kept + wanted + 1e-3))).sum() / n
    tail = (ce(logits[:, 1], b.tail, reduction="none") * norm).sum() / n
    known = (b.h >= 0).float()
    heading = (ce(logits[:, 2], b.h.clamp(min=0), reduction="none") * known).sum() / known.sum().clamp(min=1)
    return 0.5 * entropy + 0.5 * soft + 0.1 * tail + heading_weight * heading


def share(item, args):
    """How many times an epoch shows the page (a probability below 1)."""
    s = item.source
    if s.kind == "page":
        return {"daniel-dev": args.daniel, "zh-dev": 4.0, "readability": 0.5,
                "samples": args.samples}.get(s.set, 1.0)
    if s.kind == "variant":
        return 0.5 / args.variants
    if s.kind == "mix":
        return args.mix / 2
    if s.kind in ("manual", "marked"):
        return args.manual if s.kind == "manual" else args.marked
    if s.kind == "clean":
        return args.clean / args.variants
    return 0.0


def train(items, vocab_size, args, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    net = Network(vocab_size, args.channels)
    table = [net.table.weight]
    rest = [p for p in net.parameters() if p is not net.table.weight]
    optimiser = torch.optim.AdamW([{"params": table, "weight_decay": args.table_decay},
                                   {"params": rest, "weight_decay": 0.02}], lr=args.rate)
    items = [i for i in items if i.n]
    epoch_size = sum(share(i, args) for i in items)
    steps = int(args.epochs * epoch_size / args.batch) + 1
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, args.rate, total_steps=steps + 50,
                                                   pct_start=0.08)
    average = None
    step, start, running = 0, time.time(), 0.0
    net.train()
    while step < steps:
        order = []
        for item in items:
            times = share(item, args)
            order += [item] * (int(times) + (rng.random() < times - int(times)))
        rng.shuffle(order)
        for at in range(0, len(order) - args.batch + 1, args.batch):
            chosen = order[at:at + args.batch]
            spans = []
            for item in chosen:
                lo = rng.randint(0, item.n - 600) if item.n > 600 else 0
                spans.append((lo, min(item.n, lo + 600)))
            b = batch_of(chosen, spans)
            loss = loss_of(net(b, args.dropout, args.token_drop, args.page_drop), b, args.heading_weight, args.trust)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            running += loss.item()
            step += 1
            if step > steps * 0.6:
                state = [p.detach() for p in net.parameters()]
                if average is None:
                    average = [p.clone() for p in state]
                else:
                    for mean, p in zip(average, state):
                        mean.lerp_(p, 0.01)
            if step % 200 == 0:
                print(f"    step {step}/{steps} loss {running / 200:.4f} {time.time() - start:.0f}s",
                      flush=True)
                running = 0.0
            if step >= steps:
                break
    for p, mean in zip(net.parameters(), average):
        p.data.copy_(mean)
    net.eval()
    return net


def networks(items, vocab_size, args):
    return [train(items, vocab_size, args, args.seed + k) for k in range(args.networks)]


@torch.no_grad()
def logits_of(nets, items):
    out = []
    for at in range(0, len(items), 16):
        part = items[at:at + 16]
        full = [i for i in part if i.n]
        values = {}
        if full:
            b = batch_of(full, [(0, i.n) for i in full])
            mean = sum(net(b) for net in nets) / len(nets)
            where = 0
            for i in full:
                values[id(i)] = mean[where:where + i.n].numpy()
                where += i.n + GAP
        out += [values.get(id(i), np.zeros((0, 3), np.float32)) for i in part]
    return out


def word_f1(text, record):
    p, g = gold.tokens(text, record["lang"]), gold.tokens(record["gold"], record["lang"])
    if not g or not p:
        return float(not g and not p)
    both = sum((Counter(p) & Counter(g)).values())
    return 2 * both / (len(p) + len(g))


def evaluate(examples, logits, a=1.0, save=None):
    """Mean word F1 by set, type and language; harm on gold pages; optionally the predictions."""
    f1, lost, all_words = defaultdict(list), Counter(), Counter()
    files = {}
    for e, z in zip(examples, logits):
        s = e.source
        p = 1 / (1 + np.exp(-z[:, 0].astype(float)))
        if s.kind in ("gold", "manual", "marked"):
            keep = decode.decide(p, e.page.words, a)
            lost[s.set] += float(e.page.words[~keep].sum())
            all_words[s.set] += float(e.page.words.sum())
        elif s.kind == "page":
            lines = s.record["text"].split("\n")
            keep = decode.decide(p, e.page.words, a)
            text = "\n".join("\n".join(lines[b:c]) for b, c, k in zip(e.page.first, e.page.last, keep) if k)
            value = word_f1(text, s.record)
            f1[s.set].append(value)
            f1[f"{s.set}/{s.record['type'] if s.set.startswith('wcxb') else s.record['lang']}"].append(value)
            if save:
                files.setdefault(s.set, []).append(json.dumps({"id": s.record["id"], "text": text},
                                                              ensure_ascii=False))
    for name, lines in files.items():
        with open(os.path.join(save, f"oof-{name}.jsonl"), "w", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    report = {k: round(float(np.mean(v)), 4) for k, v in sorted(f1.items())}
    for kind in ("page", "gold", "marked"):
        best = 0.0
        for cut in (0.3, 0.35, 0.4, 0.45, 0.5):
            hit = said = wanted = 0
            for e, z in zip(examples, logits):
                if e.source.kind != kind or not (e.h >= 0).any():
                    continue
                p = (1 / (1 + np.exp(-z[:, 2].astype(float))) > cut) & (e.h >= 0)
                hit, said, wanted = hit + (p & (e.h > 0)).sum(), said + p.sum(), wanted + (e.h > 0).sum()
            best = max(best, 2 * hit / max(said + wanted, 1))
        report[f"headings {kind} micro F1"] = round(float(best), 4)
    lost_words = gold_words = removed = noise = 0.0
    for e, z in zip(examples, logits):
        if e.source.kind != "page" or e.source.set != "wcxb-dev" or e.source.record["type"] != "article":
            continue
        kept = np.flatnonzero(e.y >= 0.5)
        if not len(kept):
            continue
        p = 1 / (1 + np.exp(-z[:, 1].astype(float)))
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
    if noise:
        report["tails removed"] = round(removed / noise, 4)
        report["tails gold lost"] = round(lost_words / gold_words, 5)
    report.update({f"harm {k}": round(lost[k] / all_words[k], 5) for k in sorted(all_words)})
    return report


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", help="folder of the sets that the program's own model is trained on")
    ap.add_argument("--gold", action="append", default=[], metavar="FILE",
                    help="pages of your own: JSON lines with text, gold (its main content), and lang, id, host, type if known")
    ap.add_argument("--curve", action="store_true",
                    help="train on 1/8, 1/4, 1/2 and all of the sites outside the last fold, and stop")
    ap.add_argument("--features", required=True)
    ap.add_argument("--out")
    ap.add_argument("--words", default=words.FOLDER, help="folder of word tables, one a language")
    ap.add_argument("--work", default="/tmp/model-work")
    ap.add_argument("--folds", type=int, default=4)
    ap.add_argument("--only-folds", type=int, default=0, help="only the last so many folds")
    ap.add_argument("--skip-folds", action="store_true", help="with --out: take the scores of the last run in --work")
    ap.add_argument("--networks", type=int, default=2, choices=(1, 2),
                    help="of --seed and the seed after it; their mean counts")
    ap.add_argument("--seed", type=int, default=7)
    ap.add_argument("--epochs", type=float, default=5)
    ap.add_argument("--batch", type=int, default=8)
    ap.add_argument("--rate", type=float, default=4e-3)
    ap.add_argument("--channels", type=int, default=48)
    ap.add_argument("--variants", type=int, default=1)
    ap.add_argument("--dropout", type=float, default=0.12)
    ap.add_argument("--token-drop", type=float, default=0.4)
    ap.add_argument("--page-drop", type=float, default=0.15)
    ap.add_argument("--heading-weight", type=float, default=0.2)
    ap.add_argument("--table-decay", type=float, default=0.1)
    ap.add_argument("--token-sites", type=int, default=5)
    ap.add_argument("--table", type=int, default=12000)
    ap.add_argument("--daniel", type=float, default=1.5)
    ap.add_argument("--clean", type=float, default=0.3)
    ap.add_argument("--mix", type=float, default=0.0, help="mixed pages an epoch, per page")
    ap.add_argument("--manual", type=float, default=0.0, help="how often an epoch shows a passage of a manual")
    ap.add_argument("--marked", type=float, default=0.0, help="how often an epoch shows a document without its marks")
    ap.add_argument("--samples", type=float, default=0.0, help="how often an epoch shows a sample of the project")
    ap.add_argument("--teachers", type=int, default=0, help="networks whose mean teaches the one that is written")
    ap.add_argument("--trust", type=float, default=0.5, help="the teachers' share in the cross-entropy's target")
    ap.add_argument("--fold-models", help="folder for the model of each fold and the pages it has not seen")
    ap.add_argument("--threads", type=int, default=1)
    args = ap.parse_args()
    torch.set_num_threads(args.threads)
    os.makedirs(args.work, exist_ok=True)
    start = time.time()
    examples = prepare(args)
    same = use_words(examples, args)
    print(f"{len(examples)} pages, {sum(e.n for e in examples)} blocks, {len(same[0])} tokens of other languages, "
          f"{time.time() - start:.0f}s", flush=True)
    if args.curve:
        return learning_curve(examples, args)
    found, found_logits = [], []
    folds = [] if args.skip_folds else range(args.folds - (args.only_folds or args.folds), args.folds)
    for fold in folds:
        inside = [e for e in examples if e.source.fold != fold]
        rows, pages = fit_scale([e for e in inside if e.source.kind == "page"])
        vocab = vocabulary(inside, args.token_sites, args.table)
        items = [Cached(e, rows, pages, vocab) for e in inside if share(e, args) > 0]
        teach(items, len(vocab), args)
        nets = networks(items, len(vocab), args)
        held = [e for e in examples if e.source.fold == fold and e.source.kind in ("page", "gold", "manual", "marked")
                and e.source.set != "readability"]
        logits = logits_of(nets, [Cached(e, rows, pages, vocab) for e in held])
        found += held
        found_logits += logits
        print(f"fold {fold} vocab {len(vocab)}", json.dumps(evaluate(held, logits)), flush=True)
        if args.fold_models:
            write_fold(args.fold_models, fold, nets, vocab, same, rows, pages, held, items)
    scores = os.path.join(args.work, "report.json")
    if folds:
        report = evaluate(found, found_logits, save=args.work)
        with open(scores, "w", encoding="utf-8") as file:
            json.dump(report, file)
    else:
        with open(scores, encoding="utf-8") as file:
            report = json.load(file)
    torch.save([(e.source.set, e.source.kind, e.source.index, z) for e, z in zip(found, found_logits)],
               os.path.join(args.work, "oof.pt"))
    print("ALL", json.dumps(report, indent=1), f"{time.time() - start:.0f}s", flush=True)
    if args.out:
        from . import export
        rows, pages = fit_scale([e for e in examples if e.source.kind == "page"])
        vocab = vocabulary(examples, args.token_sites, args.table)
        items = [Cached(e, rows, pages, vocab) for e in examples if share(e, args) > 0]
        teach(items, len(vocab), args)
        nets = networks(items, len(vocab), args)
        shown = [i for i in items if i.source.kind == "page"][:1200]
        export.write(args.out, nets, vocab, same, rows, pages, surrogate(shown, logits_of(nets, shown)), report,
                     sets_of(items))


def learning_curve(examples, args):
    """Word F1 on the last fold's pages by how many of the other sites a training saw: are more pages worth the work?"""
    held = [e for e in examples if e.source.fold == args.folds - 1 and e.source.kind == "page"
            and e.source.set != "readability"]
    inside = [e for e in examples if e.source.fold not in (args.folds - 1, -1)]
    sites = sorted({e.source.site for e in inside})
    random.Random(args.seed).shuffle(sites)
    for part in (8, 4, 2, 1):
        chosen = set(sites[:max(1, len(sites) // part)])
        some = [e for e in inside if e.source.site in chosen]
        pages_seen = [e for e in some if e.source.kind == "page"]
        rows, pages = fit_scale(pages_seen)
        vocab = vocabulary(some, args.token_sites, args.table)
        items = [Cached(e, rows, pages, vocab) for e in some if share(e, args) > 0]
        net = train(items, len(vocab), args, args.seed)
        report = evaluate(held, logits_of([net], [Cached(e, rows, pages, vocab) for e in held]))
        print(f"{len(chosen)} sites, {len(pages_seen)} pages:",
              json.dumps({k: v for k, v in report.items() if k in {e.source.set for e in held}}), flush=True)


def write_fold(folder, fold, nets, vocab, same, rows, pages, held, items):
    """The model of a fold and the pages it has not seen, for training/crossvalidate."""
    from . import export
    os.makedirs(folder, exist_ok=True)
    shown = [i for i in items if i.source.kind == "page"][:1200]
    weights = surrogate(shown, logits_of(nets, shown))
    export.write(os.path.join(folder, f"fold-{fold}.model"), nets, vocab, same, rows, pages, weights, {},
                 sets_of(items))
    for name in sets_of([e for e in held if e.source.kind == "page"]):
        with open(os.path.join(folder, f"fold-{fold}-{name}.jsonl"), "w", encoding="utf-8") as file:
            for e in held:
                if e.source.kind == "page" and e.source.set == name:
                    record = {k: v for k, v in e.source.record.items() if k != "labels"}
                    file.write(json.dumps(record, ensure_ascii=False) + "\n")


def sets_of(items):
    return list(dict.fromkeys(i.source.set for i in items))


def teach(items, vocab_size, args):
    """Gives every item the mean probabilities of networks of other seeds (distillation: Hinton, Vinyals, Dean,
    "Distilling the Knowledge in a Neural Network", 2015, https://arxiv.org/abs/1503.02531)."""
    if not args.teachers:
        return
    nets = [train(items, vocab_size, args, args.seed + 100 + k) for k in range(args.teachers)]
    for item, z in zip(items, logits_of(nets, items)):
        item.taught = torch.sigmoid(torch.from_numpy(z[:, 0].copy()))


def surrogate(items, logits):
    """Weights of a ridge regression of the content logit on the scaled features."""
    x = np.concatenate([np.hstack([i.x.numpy() / 16.0, np.tile(i.p.numpy(), (i.n, 1))]) for i in items])
    z = np.concatenate([l[:, 0] for l in logits]).clip(-6, 6)
    x, z = x[::3].astype(np.float64), z[::3].astype(np.float64)
    a = x.T @ x + 300.0 * np.eye(x.shape[1])
    return np.linalg.solve(a, x.T @ (z - z.mean())).astype(np.float32)


if __name__ == "__main__":
    main()
