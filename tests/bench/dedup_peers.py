#!/usr/bin/env python3
"""Repeated sentences and near documents beside datatrove, in one process each.

    tests/bench/dedup_peers.py [DOCUMENTS]

Sentences: a third of the documents hold a row of sentences of an earlier one; datatrove's sentence dedup with rows of
three (its default) beside `dedup --spans 3 --scope input`. Near documents: the corpus of near_dedup.py; the MinHash of
datatrove and text-dedup (a process of its own, with its start-up) beside `dedup --unit document --match near`. A library
that this Python does not have is passed over with a notice.
"""

import importlib.util
import json
import os
import random
import resource
import subprocess
import sys
import tempfile

from near_dedup import ROOT, make_corpus


def sentences_corpus(count):
    chance = random.Random(9)
    words = ["".join(chance.choice("bcdfglmnprstv") + chance.choice("aeiou") for _ in range(chance.randint(1, 4)))
             for _ in range(20000)]

    def sentence():
        said = " ".join(chance.choice(words) for _ in range(chance.randint(8, 25)))
        return said[0].upper() + said[1:] + "."

    documents = []
    for _ in range(count):
        rows = [sentence() for _ in range(chance.randint(15, 40))]
        if documents and chance.random() < 1 / 3:
            other = chance.choice(documents)
            at = chance.randrange(len(other) - 6)
            rows[4:4] = other[at:at + 6]
        documents.append(rows)
    return [" ".join(rows) for rows in documents]


def dechaff(texts, *options):
    lines = "".join(json.dumps({"id": number, "text": text}) + "\n" for number, text in enumerate(texts)).encode()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    out = subprocess.run([os.path.join(ROOT, "build/dechaff"), "dedup", "-q", "-j1", "--format", "jsonl", *options],
                         input=lines, stdout=subprocess.PIPE, check=True).stdout
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    left = sum(len(json.loads(line)["text"].split()) for line in out.splitlines())
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, left


def show(name, texts, seconds, left):
    megabytes = sum(len(text) for text in texts) / 1e6
    print(f"  {name:<44} {megabytes / seconds:9.2f} MB/s   {left} words left")


def datatrove_documents(texts):
    from datatrove.data import Document
    return [Document(text=text, id=str(number)) for number, text in enumerate(texts)]


def datatrove_sentences(texts, folder):
    from datatrove.pipeline.dedup import SentenceDedupFilter, SentenceDedupSignature, SentenceFindDedups
    from datatrove.pipeline.dedup.sentence_dedup import SentDedupConfig
    how = SentDedupConfig(only_dedup_in_index=False, min_doc_words=1, min_num_sentences=1)
    SentenceDedupSignature(folder + "/sigs", finder_workers=1, config=how).run(iter(datatrove_documents(texts)), 0, 1)
    SentenceFindDedups(folder + "/sigs", folder + "/dups", config=how).run(rank=0, world_size=1)
    step = SentenceDedupFilter(folder + "/dups", config=how)
    return sum(len(document.text.split()) for document in step.run(iter(datatrove_documents(texts)), 0, 1))


def datatrove_minhash(texts, folder):
    from datatrove.pipeline.dedup import (MinhashDedupBuckets, MinhashDedupCluster, MinhashDedupFilter,
                                          MinhashDedupSignature)
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    how = MinhashConfig(n_grams=5, num_buckets=16, hashes_per_bucket=6)
    MinhashDedupSignature(folder + "/sigs", config=how).run(iter(datatrove_documents(texts)), 0, 1)
    for bucket in range(how.num_buckets):
        MinhashDedupBuckets(folder + "/sigs", folder + "/buckets", config=how).run(None, bucket, how.num_buckets)
    MinhashDedupCluster(folder + "/buckets", folder + "/remove", config=how).run(None, 0, 1)
    step = MinhashDedupFilter(folder + "/remove")
    return sum(len(document.text.split()) for document in step.run(iter(datatrove_documents(texts)), 0, 1))


def text_dedup_minhash(texts, folder):
    if importlib.util.find_spec("text_dedup") is None:
        raise ImportError("no module text_dedup")
    with open(folder + "/in.jsonl", "w", encoding="utf-8") as out:
        out.writelines(json.dumps({"text": text}) + "\n" for text in texts)
    subprocess.run([sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", folder + "/in.jsonl",
                    "--split", "train", "--cache_dir", folder + "/cache", "--output", folder + "/out", "--column", "text",
                    "--ngram", "5", "--min_length", "1", "--num_perm", "96", "--b", "16", "--r", "6", "--threshold", "0.8",
                    "--num_proc", "1"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    import datasets
    return sum(len(text.split()) for text in datasets.load_from_disk(folder + "/out")["text"])


def peer(name, work, texts):
    try:
        with tempfile.TemporaryDirectory() as folder:
            work(texts[:20], folder)  # imports and tables are not measured
        with tempfile.TemporaryDirectory() as folder:
            start = sum(os.times()[:4])
            left = work(texts, folder)
            show(name, texts, sum(os.times()[:4]) - start, left)
    except ImportError as error:
        print(f"  {name}: not to be had ({error}), skipped")


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    texts = sentences_corpus(count)
    print(f"rows of three sentences, {count} documents, {sum(map(len, texts)) / 1e6:.1f} MB; MB of text a second of CPU")
    show("dechaff, --spans 3", texts, *dechaff(texts, "--scope", "input", "--spans", "3", "--min-words", "1"))
    peer("datatrove, sentence dedup", datatrove_sentences, texts)
    texts = make_corpus(count)
    print(f"near documents, {count}, {sum(map(len, texts)) / 1e6:.1f} MB")
    show("dechaff, every match verified", texts,
         *dechaff(texts, "--scope", "input", "--unit", "document", "--match", "near", "--min-words", "1"))
    peer("datatrove, MinHash 16 x 6, nothing verified", datatrove_minhash, texts)
    peer("text-dedup, MinHash 16 x 6, nothing verified", text_dedup_minhash, texts)


if __name__ == "__main__":
    main()
