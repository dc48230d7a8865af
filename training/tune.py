"""Where the cut between content and the rest should be on pages of each kind: tries on out-of-fold answers.

  python -m training.tune WORK      WORK: the folder --work of a training

A kind's shift is added to the page's content logits before the choice, by how likely the page is of that kind. Each
half of the pages is scored with the shifts that suit the other half, so the figures do not flatter.
"""

import pickle
import sys
from collections import defaultdict

import numpy as np

from . import decode, kinds
from .score import sigmoid

STEPS = (-2.0, -1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0)


def shares(kind):
    p = np.exp(kind - kind.max())
    return p / p.sum()


def f1(page, shift):
    _, _, _, words, counts, z, _, _ = page
    return counts.f1(decode.decide(sigmoid(z[:, 0] + shift), words))


def fit(table, likely, weight):
    """A shift for each kind: coordinate by coordinate, from none. table[i, s] is page i's F1 at STEPS[s]."""
    at = np.zeros(len(kinds.NAMES))
    score = lambda at: float((np.array([np.interp(x, STEPS, row) for x, row in zip(likely @ at, table)]) * weight).sum())
    best = score(at)
    for _ in range(2):
        for k in range(len(at)):
            for step in STEPS:
                trial = at.copy()
                trial[k] = step
                value = score(trial) - 0.002 * weight.sum() * abs(trial).sum() / len(at)
                if value > best + 1e-9:
                    best, at = value, trial
    return at


def main():
    with open(sys.argv[1] + "/oof.pickle", "rb") as file:
        pages = pickle.load(file)
    table = np.array([[f1(page, shift) for shift in STEPS] for page in pages])
    likely = np.array([shares(page[6]) for page in pages])
    names = np.array([page[0] for page in pages])
    weight = np.array([1.0 / (names == name).sum() ** 0.5 for name in names])
    half = np.random.default_rng(1).integers(0, 2, len(pages))
    after = np.zeros(len(pages))
    for side in (0, 1):
        learn, test = half != side, half == side
        at = fit(table[learn], likely[learn], weight[learn])
        after[test] = [np.interp(x, STEPS, row) for x, row in zip(likely[test] @ at, table[test])]
    before = table[:, STEPS.index(0.0)]
    groups = defaultdict(list)
    for i, page in enumerate(pages):
        groups[page[0]].append(i)
        if page[0] in ("labelled", "wcxb-dev"):
            groups[f"{page[0]}/{page[1]}"].append(i)
    for name, where in sorted(groups.items()):
        print(f"{name:32} {len(where):5} {before[where].mean():.4f} {after[where].mean():.4f} "
              f"best of shifts {table[where].max(1).mean():.4f}")
    at = fit(table, likely, weight)
    print({name: float(x) for name, x in zip(kinds.NAMES, at)})


if __name__ == "__main__":
    main()
