"""Which lines of a page to keep, from their probabilities: the same rule as src/decide/choice.cpp."""

import numpy as np

SHIFT = 90.01713130052181  # e^4.5
CASES = ((1 / SHIFT, 0.25), (1.0, 0.5), (SHIFT, 0.25))


def expected_f1(p, w, a=1.0):
    """Keeps the most probable blocks that maximise 2·Σpw / (Σ kept w + a·Σ pw), averaged over
    page-wide shifts of the logit by 0 and ±4.5: the errors of a page's lines go together."""
    keep = np.zeros(len(p), bool)
    if len(p) == 0 or w.sum() == 0:
        return keep | True
    order = np.argsort(-p, kind="stable")
    kept, value = np.cumsum(w[order].astype(float)), 0.0
    for factor, weight in CASES:
        gained = np.cumsum(((p * factor / (1 - p + p * factor)) * w)[order])
        value = value + weight * 2 * gained / (kept + a * gained[-1] + 1e-9)
    keep[order[:int(np.argmax(value)) + 1]] = True
    return keep


def decide(p, w, a=1.0):
    """Expected F1; everything on pages under five blocks and on pages that are nearly all content, nothing of those
    with hardly any."""
    if len(p) < 5:
        return np.ones(len(p), bool)
    keep = expected_f1(p, w, a)
    content = (p * w).sum()
    if content >= 0.9 * w.sum():
        keep |= p >= 0.1
    elif content < 50 and 2 * (p * w)[keep].sum() < 0.25 * (w[keep].sum() + content):
        keep[:] = False
    return keep
