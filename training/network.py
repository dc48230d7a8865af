"""The network over a page's blocks. src/model/network.cpp computes the same from quantised weights."""

import torch
from torch import nn
from torch.nn import functional as F

from . import kinds

STEP = 16.0      # activations are held in sixteenths, 0..127
GAP = 16         # zero rows between pages: the reach of the widest kernel
DILATIONS = (1, 2, 4, 8)
HEADS = ("content", "tail", "heading", "title", "metadata", "comment")


def quantise(x):
    """ReLU cut at 127/16 in steps of 1/16; the gradient passes straight through the rounding."""
    y = x.clamp(0, 127 / STEP)
    return y + (torch.round(y * STEP) / STEP - y).detach()


def quantise_signed(x):
    y = x.clamp(-4, 63 / STEP)
    return y + (torch.round(y * STEP) / STEP - y).detach()


class Network(nn.Module):
    """`by_kind`: what the page's kind changes: "none", or "out", the weights of the last layer. `evidence`: columns of
    what the input says of a line; `branch`: units of a hidden layer between them and the channels, 0: none."""

    def __init__(self, vocabulary, rows, page, channels=48, width=16, by_kind="out", evidence=0, branch=0):
        super().__init__()
        heads, count = len(HEADS), len(kinds.NAMES)
        self.by_kind = by_kind
        self.table = nn.Embedding(vocabulary + 1, width)
        nn.init.normal_(self.table.weight, 0, 0.1)
        self.enter = nn.Linear(rows + width, channels)
        self.evidence = self.branch = None
        if evidence:
            self.evidence = nn.Linear(evidence + width, branch or channels, bias=bool(branch))
            self.branch = nn.Linear(branch, channels, bias=False) if branch else None
            (self.branch or self.evidence).weight.data *= 0.3
        self.enter_page = nn.Linear(page, channels, bias=False)
        self.pool1 = nn.Linear(2 * channels, channels, bias=False)
        self.depth = nn.ParameterList(nn.Parameter(torch.randn(5, channels) * 0.3) for _ in DILATIONS)
        self.depth_bias = nn.ParameterList(nn.Parameter(torch.zeros(channels)) for _ in DILATIONS)
        self.point = nn.ModuleList(nn.Linear(channels, channels) for _ in DILATIONS)
        self.pool2 = nn.Linear(2 * channels, channels)
        self.kind = nn.Linear(2 * channels, count)
        self.out = nn.Linear(channels, heads)
        if by_kind == "out":
            self.out_of_kind = nn.Parameter(torch.zeros(count, heads, channels))
        elif by_kind == "pool":
            self.pool_of_kind = nn.Parameter(torch.zeros(count, channels))
        for p in self.point:
            p.weight.data *= 0.5
        self.pool1.weight.data *= 0.3
        self.pool2.weight.data *= 0.3
        self.kind.weight.data *= 0.3

    def pool(self, h, batch):
        n = batch.pages
        index = batch.page[:, None].expand(-1, h.shape[1])
        mean = h.new_zeros(n + 1, h.shape[1]).index_add(0, batch.page, h)[:n] / batch.rows[:, None]
        peak = h.new_full((n + 1, h.shape[1]), -1e4).scatter_reduce(0, index, h, "amax")[:n]
        return torch.cat([mean, peak], 1)

    def spread(self, per_page, batch):
        return F.pad(per_page, (0, 0, 0, 1))[batch.page]

    def embed(self, bag, batch, token_drop, page_drop):
        """The root mean of the vectors of a row's tokens."""
        weight = torch.ones(len(bag.tokens))
        if token_drop and self.training:
            # Now and then a page shows none of its tokens, as one in an unknown language does.
            rate = torch.where(torch.rand(batch.pages + 1) < page_drop, 1.0, token_drop)
            weight = (torch.rand(len(bag.tokens)) >= rate[batch.page[bag.owner]]).float()
        if not len(bag.tokens):
            return torch.zeros(len(batch.mask), self.table.weight.shape[1])
        e = F.embedding_bag(bag.tokens, self.table.weight, bag.offsets[:-1], mode="sum", per_sample_weights=weight)
        count = torch.zeros(len(batch.mask)).index_add(0, bag.owner, weight)
        return quantise_signed(e / count.clamp(min=1).sqrt()[:, None])

    def forward(self, batch, drop=0.0, token_drop=0.0, page_drop=0.0):
        """Logits of HEADS for each row, of the kinds for each page."""
        e = self.embed(batch.text, batch, token_drop, page_drop)
        enter = self.enter(torch.cat([batch.x, e], 1)) + self.spread(self.enter_page(batch.p), batch)
        if batch.v is not None:
            seen = torch.cat([batch.v, self.embed(batch.names, batch, token_drop, page_drop)], 1)
            seen = self.evidence(seen)
            if self.branch is not None:
                seen = self.branch(quantise(seen)) * (batch.v[:, :1] > 0)
            enter = enter + seen
        a = quantise(enter)
        h = a + self.spread(self.pool1(self.pool(a, batch)), batch)
        h = F.dropout(h, drop, self.training)
        total = len(h)
        for d, kernel, bias, point in zip(DILATIONS, self.depth, self.depth_bias, self.point):
            padded = F.pad(h * batch.mask, (0, 0, 2 * d, 2 * d))
            z = bias + sum(kernel[k] * padded[k * d:k * d + total] for k in range(5))
            h = h + F.dropout(point(quantise(z)), drop, self.training)
        pooled = self.pool(h, batch)
        kind = self.kind(F.dropout(pooled, drop, self.training))
        share = torch.softmax(kind, 1)
        add = self.pool2(pooled)
        if self.by_kind == "pool":
            add = add + share @ self.pool_of_kind
        q = quantise(h + self.spread(add, batch))
        logits = self.out(q)
        if self.by_kind == "out":
            own = torch.einsum("pk,khc->phc", share, self.out_of_kind)
            logits = logits + torch.einsum("rc,rhc->rh", q, F.pad(own, (0, 0, 0, 0, 0, 1))[batch.page])
        return logits, kind
