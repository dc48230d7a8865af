"""Trains a network: pages as tensors, batches, the loss."""

import random
import time
from collections import Counter, defaultdict
from types import SimpleNamespace

import numpy as np
import torch

from .examples import share
from .network import GAP, HEADS, Network

WINDOW = 600  # blocks of a page that a step sees
TITLE, METADATA, COMMENT = (HEADS.index(name) for name in ("title", "metadata", "comment"))


def fit_scale(examples):
    some = [e for e in examples if e.n]
    rows = np.concatenate([e.page.rows for e in some[::5]])
    pages = np.stack([e.page.page for e in some])
    make = lambda x: (x.mean(0, dtype=np.float64).astype(np.float32), (1 / (x.std(0, dtype=np.float64) + 1e-3)).astype(np.float32))
    return make(rows), make(pages)


def scaled(x, scale):
    return np.clip(np.floor((x - scale[0]) * scale[1] * 16 + 0.5), -64, 63)


def vocabulary(examples, args):
    """The tokens with a row of the table, ascending: those of the texts and, of a name space of their own, those of the
    evidence."""
    texts = common(examples, lambda e: e.page.tokens if e.source.kind == "page" else None, args.token_sites, args.table)
    names = common(examples, lambda e: e.evidence.tokens if e.evidence is not None else None, args.token_sites, args.names)
    return np.union1d(texts, names).astype(np.uint32)


def common(examples, tokens_of, sites_needed, size):
    """The `size` tokens that the most sites have, and `sites_needed` at least."""
    seen = Counter()
    by_site = defaultdict(list)
    for e in examples:
        tokens = tokens_of(e)
        if tokens is not None and e.source.set not in ("wcxb-dev-inscriptis", "labelled-again"):
            by_site[e.source.site].append(tokens)
    for tokens in by_site.values():
        seen.update(np.unique(np.concatenate(tokens)).tolist())
    kept = [t for t, c in seen.items() if c >= sites_needed]
    kept.sort(key=lambda t: (-seen[t], t))
    return np.sort(np.array(kept[:size], np.uint32))


def rows_of(tokens, vocab):
    """The table's rows of the known tokens, and the blocks that have them."""
    at = np.searchsorted(vocab, tokens.tokens).clip(max=len(vocab) - 1)
    known = vocab[at] == tokens.tokens
    owner = np.repeat(np.arange(len(tokens.offsets) - 1), np.diff(tokens.offsets.astype(int)))
    return at[known].astype(np.int32), owner[known].astype(np.int32)


class Cached:
    """An example as tensors, its features scaled and its tokens as rows of the table."""

    def __init__(self, e, rows, pages, vocab):
        self.x = torch.from_numpy(scaled(e.page.rows, rows).astype(np.int8))
        self.p = torch.from_numpy((scaled(e.page.page, pages) / 16).astype(np.float32))
        self.tokens, self.owner = rows_of(e.page, vocab)
        self.v = None
        if e.evidence is not None:
            self.v = torch.from_numpy(np.floor(e.evidence.rows * 64 + 0.5).clip(0, 63).astype(np.int8))
            self.names, self.named = rows_of(e.evidence, vocab)
        self.target, self.weight = torch.from_numpy(e.target), torch.from_numpy(e.weight)
        self.w = torch.from_numpy(e.page.words.copy())
        self.kind = torch.from_numpy(e.kind)
        # What people or readers said of this very page counts in full, what a set's type says less.
        self.kind_weight = 0.0 if e.kind.all() else 1.0 if e.kind.sum() == 1 and e.source.set.startswith("labelled") else 0.2
        self.n, self.source = e.n, e.source
        self.taught = None  # probabilities of the teachers


def batch_of(items, spans):
    """Joins windows [a, b) of pages into one sequence, GAP empty rows after each."""
    total = sum(b - a + GAP for a, b in spans)
    b = SimpleNamespace(pages=len(items))
    b.x = torch.zeros(total, items[0].x.shape[1])
    b.mask = torch.zeros(total, 1)
    b.page = torch.full((total,), len(items), dtype=torch.long)
    b.w, b.weight = torch.zeros(total), torch.zeros(total)
    b.target = torch.full((total, len(HEADS)), -1.0)
    b.taught = torch.zeros(total) if items[0].taught is not None else None
    b.p = torch.stack([i.p for i in items])
    b.kind = torch.stack([i.kind for i in items])
    b.kind_weight = torch.tensor([i.kind_weight for i in items])
    b.rows = torch.tensor([float(e - a) for a, e in spans])
    b.v = torch.zeros(total, columns) if (columns := next((i.v.shape[1] for i in items if i.v is not None), 0)) else None
    tokens, owner, names, named, at = [], [], [], [], 0
    for k, (item, (lo, hi)) in enumerate(zip(items, spans)):
        here = slice(at, at + hi - lo)
        b.x[here] = item.x[lo:hi].float() / 16
        b.mask[here] = 1
        b.page[here] = k
        b.target[here], b.weight[here], b.w[here] = item.target[lo:hi], item.weight[lo:hi], item.w[lo:hi]
        if b.taught is not None:
            b.taught[here] = item.taught[lo:hi]
        low, high = np.searchsorted(item.owner, [lo, hi])
        tokens.append(item.tokens[low:high])
        owner.append(item.owner[low:high] - lo + at)
        if item.v is not None:
            b.v[here] = item.v[lo:hi].float() / 16
            low, high = np.searchsorted(item.named, [lo, hi])
            names.append(item.names[low:high])
            named.append(item.named[low:high] - lo + at)
        at += hi - lo + GAP
    b.text = bag(tokens, owner, total)
    b.names = bag(names, named, total) if names else None
    return b


def bag(tokens, owner, rows):
    tokens, owner = np.concatenate(tokens).astype(np.int64), np.concatenate(owner).astype(np.int64)
    offsets = torch.from_numpy(np.searchsorted(owner, np.arange(rows + 1)))
    return SimpleNamespace(tokens=torch.from_numpy(tokens), owner=torch.from_numpy(owner), offsets=offsets)


def loss_of(logits, kind, b, args):
    n = b.pages
    add = lambda v: torch.zeros(n + 1).index_add(0, b.page, v)[:n]
    known = (b.target >= 0).float()
    entropy = torch.nn.functional.binary_cross_entropy_with_logits(logits, b.target.clamp(min=0), reduction="none")
    if b.taught is not None:
        target = (1 - args.trust) * b.target[:, 0].clamp(min=0) + args.trust * b.taught
        entropy[:, 0] = torch.nn.functional.binary_cross_entropy_with_logits(logits[:, 0], target, reduction="none")

    def by_page(column, weight):
        """The mean over pages of their weighted mean entropy."""
        weight = weight * known[:, column]
        norm = torch.nn.functional.pad(add(weight), (0, 1), value=1.0).clamp(min=1e-6)[b.page]
        return (entropy[:, column] * weight / norm).sum() / n

    words = b.w.clamp(max=150) + 1
    content = by_page(0, words * b.weight)
    p = torch.sigmoid(logits[:, 0]) * b.mask[:, 0]
    w, y = b.w * b.weight * b.mask[:, 0], b.target[:, 0].clamp(min=0)
    both, kept, wanted = add(w * p * y), add(w * p), add(w * y)
    soft = ((wanted > 0).float() * (1 - 2 * both / (kept + wanted + 1e-3))).sum() / n
    heading = (entropy[:, 2] * known[:, 2]).sum() / known[:, 2].sum().clamp(min=1)
    title = (entropy[:, TITLE] * known[:, TITLE]).sum() / (8 * n)  # one line in many: a sum, as of eight lines a page
    comment = by_page(COMMENT, words * (1 + 3 * b.target[:, COMMENT].clamp(min=0)))
    rest = by_page(METADATA, torch.ones_like(words)) + args.comment_weight * comment
    right = -(torch.log_softmax(kind, 1) + torch.log(b.kind + 1e-9)).logsumexp(1)
    return (0.5 * content + 0.5 * soft + 0.1 * by_page(1, words) + args.heading_weight * heading
            + args.title_weight * title + args.line_weight * rest + args.kind_weight * (right * b.kind_weight).sum() / n)


def train(items, vocab_size, args, seed):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    items = [i for i in items if i.n]
    net = Network(vocab_size, items[0].x.shape[1], len(items[0].p), args.channels, by_kind=args.by_kind,
                  evidence=next((i.v.shape[1] for i in items if i.v is not None), 0), branch=args.branch)
    table = [net.table.weight]
    rest = [p for p in net.parameters() if p is not net.table.weight]
    optimiser = torch.optim.AdamW([{"params": table, "weight_decay": args.table_decay},
                                   {"params": rest, "weight_decay": 0.02}], lr=args.rate)
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
                lo = rng.randint(0, item.n - WINDOW) if item.n > WINDOW else 0
                spans.append((lo, min(item.n, lo + WINDOW)))
            b = batch_of(chosen, spans)
            loss = loss_of(*net(b, args.dropout, args.token_drop, args.page_drop), b, args)
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
            if step % 500 == 0:
                print(f"    step {step}/{steps} loss {running / 500:.4f} {time.time() - start:.0f}s", flush=True)
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
    """For every item the logits of HEADS by block, and those of the kinds."""
    out = {}
    full = sorted((i for i in items if i.n), key=lambda i: i.n)
    while full:
        part = [full.pop()]
        while full and len(part) < 16 and sum(i.n for i in part) < 6000:
            part.append(full.pop())
        b = batch_of(part, [(0, i.n) for i in part])
        answers = [net(b) for net in nets]
        rows, kinds = (sum(a[k] for a in answers) / len(nets) for k in (0, 1))
        where = 0
        for k, i in enumerate(part):
            out[id(i)] = rows[where:where + i.n].numpy().copy(), kinds[k].numpy().copy()
            where += i.n + GAP
    return [out.get(id(i), (np.zeros((0, len(HEADS)), np.float32), np.zeros(1, np.float32))) for i in items]


def teach(items, vocab_size, args):
    """Gives every item the mean probabilities of networks of other seeds (distillation: Hinton, Vinyals, Dean,
    "Distilling the Knowledge in a Neural Network", 2015, https://arxiv.org/abs/1503.02531)."""
    if not args.teachers:
        return
    nets = [train(items, vocab_size, args, args.seed + 100 + k) for k in range(args.teachers)]
    for item, (z, _) in zip(items, logits_of(nets, items)):
        item.taught = torch.sigmoid(torch.from_numpy(z[:, 0].copy()))
