"""Which lines of a page to keep, from their probabilities: the same rule as src/model/decide.cpp."""

import numpy as np


def expected_f1(p, w, a=0.8):
    """Keeps the most probable blocks that maximise 2·Σpw / (Σ kept w + a·Σ pw)."""
    keep = np.zeros(len(p), bool)
    if len(p) == 0 or w.sum() == 0:
        return keep | True
    order = np.argsort(-p, kind="stable")
    pw, ww = np.cumsum((p * w)[order]), np.cumsum(w[order])
    k = int(np.argmax(2 * pw / (ww + a * pw[-1] + 1e-9)))
    keep[order[:k + 1]] = True
    return keep


def decide(p, w, a=0.8):
    """Expected F1; everything on pages under five blocks and on pages that are nearly all content."""
    if len(p) < 5:
        return np.ones(len(p), bool)
    keep = expected_f1(p, w, a)
    if (p * w).sum() >= 0.9 * w.sum():
        keep |= p >= 0.1
    return keep
