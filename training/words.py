"""Words of other languages that play the part of an English word on a web page (training/words/*.txt).

A token of such a word is taken for the token of the English one, in training and, through the model's file,
in the program; so what the network learned from English pages holds for languages it has no page of.
"""

import glob
import os

import numpy as np

from . import features

FOLDER = os.path.join(os.path.dirname(__file__), "words")


def load(folder=FOLDER):
    """[(word, English word)], a file a language, in the order of their names."""
    pairs = []
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        with open(path, encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                line = line.split("#")[0].strip()
                if not line:
                    continue
                english, equals, words = line.partition("=")
                if not equals:
                    raise SystemExit(f"{path}:{number}: no '='")
                pairs += [(word.strip(), english.strip()) for word in words.split(",") if word.strip()]
    return pairs


def tokens_of(program, words):
    """For every word its tokens {kind: hash}, from the feature dump, so that there is one implementation.

    A line of one word gives its units' word tokens, the first, the last and, from two units on, a pair, then the
    units' tokens in a short line and the whole line's (see line_stats.cpp). The last unit of a Han word is its pair.
    """
    out = []
    for page in features.compute(program, words):
        tokens = page.tokens.tolist()
        units = (len(tokens) - 3) // 2 if len(tokens) == 5 else (len(tokens) - 4) // 2
        if units < 1:
            out.append({})
            continue
        found = {"word": tokens[units - 1], "last": tokens[units + 1], "short": tokens[-2], "whole": tokens[-1]}
        if units == 1:
            found["first"] = tokens[units]
        out.append(found)
    return out


def same_as(program, own, folder=FOLDER):
    """{token: English token} of all tables, except for tokens that English pages have themselves (`own`)."""
    pairs = load(folder)
    known = {}
    distinct = sorted({word for pair in pairs for word in pair})
    for word, tokens in zip(distinct, tokens_of(program, distinct)):
        known[word] = tokens
    same = {}
    for word, english in pairs:
        for kind, token in known[word].items():
            target = known[english].get(kind)
            if target is not None and token != target and token not in own:
                same.setdefault(token, target)
    # English words that are only known through another one would be a chain: none is followed.
    return {token: target for token, target in same.items() if target not in same}


def replace(tokens, same):
    """`tokens` with those of `same` (a pair of arrays: tokens ascending, their English tokens) in their place."""
    keys, targets = same
    if not len(keys) or not len(tokens):
        return tokens
    at = np.searchsorted(keys, tokens).clip(max=len(keys) - 1)
    return np.where(keys[at] == tokens, targets[at], tokens)


def as_arrays(same):
    keys = np.array(sorted(same), np.uint32)
    return keys, np.array([same[int(k)] for k in keys], np.uint32)
