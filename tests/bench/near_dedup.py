#!/usr/bin/env python3
"""Near-duplicate documents: recall against the exact Jaccard pairs, and speed beside MinHash libraries.

    tests/bench/near_dedup.py [DOCUMENTS]

Makes a corpus of which a third are edited copies (words replaced, put in, taken out, in a growing share),
finds all pairs of a Jaccard similarity of .8 over runs of 5 words by an inverted index, and asks
build/dechaff which documents it drops. Libraries: datasketch and rensa, where this Python has them, with the
same 16 bands of 6 rows, on the first 2,000 documents.
"""

import collections
import json
import os
import random
import subprocess
import sys
import time

THRESHOLD = 0.8
ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def make_corpus(count):
    chance = random.Random(3)
    words = ["".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))
             for _ in range(20000)]
    texts = []
    while len(texts) < count:
        if texts and chance.random() < 1 / 3:
            text = chance.choice(texts).split()
            share = chance.choice([0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1])
            edited = []
            for word in text:
                roll = chance.random()
                if roll < share / 3:
                    continue
                edited.append(chance.choice(words) if roll < share * 2 / 3 else word)
                if share * 2 / 3 <= roll < share:
                    edited.append(chance.choice(words))
            texts.append(" ".join(edited))
        else:
            texts.append(" ".join(chance.choice(words) for _ in range(chance.randint(60, 300))))
    return texts


def shingles(text):
    words = text.split()
    return {hash(tuple(words[i:i + 5])) for i in range(max(1, len(words) - 4))}


def exact_pairs(texts):
    """Pairs (earlier, later): candidates share a shingle, which all pairs over the threshold do."""
    sets = [shingles(text) for text in texts]
    having = collections.defaultdict(list)
    for document, of in enumerate(sets):
        common = collections.Counter(earlier for shingle in of for earlier in having[shingle])
        for earlier, both in common.items():
            if both >= THRESHOLD * (len(of) + len(sets[earlier]) - both):
                yield earlier, document
        for shingle in of:
            having[shingle].append(document)


def dropped_by_dechaff(lines):
    command = [os.path.join(ROOT, "build/dechaff"), "dedup", "-q", "-j1", "--explain", "--format", "jsonl", "--unit",
               "document", "--scope", "input", "--match", "near", "--min-words", "1"]
    before = os.times()
    out = subprocess.run(command, input=lines, stdout=subprocess.PIPE, check=True).stdout
    after = os.times()
    seconds = after.children_user + after.children_system - before.children_user - before.children_system
    return {json.loads(line)["document"] for line in out.splitlines()}, seconds


def peers(texts):
    sample = texts[:2000]
    megabytes = sum(len(text) for text in sample) / 1e6

    def timed(name, work):
        start = time.process_time()
        work()
        print(f"{name:<34} {megabytes / (time.process_time() - start):8.2f} MB/s")

    def tokens(text):
        words = text.split()
        return [" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))]

    try:
        import datasketch

        def with_datasketch():
            index = datasketch.MinHashLSH(num_perm=96, params=(16, 6))
            for number, text in enumerate(sample):
                sketch = datasketch.MinHash(num_perm=96, seed=1)
                sketch.update_batch([token.encode() for token in tokens(text)])
                if not index.query(sketch):
                    index.insert(number, sketch)

        timed("datasketch " + getattr(datasketch, "__version__", ""), with_datasketch)
    except ImportError:
        print("datasketch: not installed, skipped")
    try:
        import rensa

        def with_rensa():
            index = rensa.RMinHashLSH(threshold=THRESHOLD, num_perm=96, num_bands=16)
            for number, text in enumerate(sample):
                sketch = rensa.RMinHash(num_perm=96, seed=1)
                sketch.update(tokens(text))
                if not index.query(sketch):
                    index.insert(number, sketch)

        timed("rensa", with_rensa)
    except ImportError:
        print("rensa: not installed, skipped")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20000
    texts = make_corpus(count)
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts)).encode()
    megabytes = sum(len(text) for text in texts) / 1e6
    dropped, seconds = dropped_by_dechaff(lines)
    print(f"{count} documents, {megabytes:.0f} MB; MB of text a second of CPU, one core")
    print(f"{'dechaff, verified':<34} {megabytes / seconds:8.2f} MB/s")
    peers(texts)
    pairs = list(exact_pairs(texts))
    later = {document for _, document in pairs}
    found = sum(1 for _, document in pairs if document in dropped)
    print(f"pairs of {THRESHOLD} or more: {len(pairs)}; recall {found / max(1, len(pairs)):.4f}; "
          f"documents dropped {len(dropped)}, with such a pair {len(dropped & later)}, "
          f"precision {len(dropped & later) / max(1, len(dropped)):.4f}")


if __name__ == "__main__":
    main()
