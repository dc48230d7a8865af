#!/usr/bin/env python3
"""Clean samples with teasers behind them: how often `dechaff teasers` cuts at the right line.

  tests/bench/planted_tails.py [PAGES] [--show N]     (standard library only; needs build/dechaff)

A page is a clean sample and one to eight pairs of a title and a snippet that is cut short, both from other
samples of its language, under a heading such as "Related articles" or under none. The same seed, the same pages.
"""

import collections
import glob
import json
import os
import random
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
HEADINGS = {
    "en": ["Related articles", "Read next", "Most read", "You may also like"],
    "de": ["Mehr zum Thema", "Das könnte Sie auch interessieren", "Weitere Artikel"],
    "fr": ["À lire aussi", "Articles similaires", "Sur le même sujet"],
    "es": ["Noticias relacionadas", "Te puede interesar", "Lo más leído"],
    "it": ["Articoli correlati", "Leggi anche", "Potrebbe interessarti anche"],
    "pt": ["Notícias relacionadas", "Leia também", "Mais lidas"],
    "ru": ["Читайте также", "Похожие статьи", "Материалы по теме"],
    "zh": ["相关阅读", "相关新闻", "推荐阅读"],
}
FULL_STOP = re.compile(r"(?<=[.!?。！？])\s*")


def sentences(text):
    for line in text.split("\n"):
        yield from (s.strip() for s in FULL_STOP.split(line) if s.strip())


def load(pattern):
    samples = collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(ROOT, "samples", *pattern))):
        language = os.path.basename(path)[:2]
        with open(path, encoding="utf-8") as file:
            text = file.read()
        if language in HEADINGS:
            samples[language].append((os.path.basename(path), text if text.endswith("\n") else text + "\n"))
    return samples


def size_of(text, language):
    return len(text) if language == "zh" else len(text.split())


def titles_of(text, language):
    """Sentences without their stop that have the size of a title: 3 to 14 words (zh: 8 to 24 characters)."""
    least, most = (8, 24) if language == "zh" else (3, 14)
    for sentence in sentences(text):
        title = sentence.rstrip(".!?。！？,;:，；：\"'”»")
        if least <= size_of(title, language) <= most and "…" not in title and "..." not in title:
            yield title


def snippets_of(text, language):
    """Sentences long enough to be cut: 10 words (zh: 24 characters)."""
    return (s for s in sentences(text) if size_of(s, language) >= (24 if language == "zh" else 10))


def cut_short(sentence, language, rng):
    """The first 8 to 30 words (zh: 20 to 60 characters), with an ellipsis."""
    if language == "zh":
        cut = sentence[:rng.randint(20, min(60, len(sentence) - 2))]
    else:
        words = sentence.split()
        cut = " ".join(words[:rng.randint(8, min(30, len(words) - 1))])
    return cut.rstrip(".!?。！？,;:，；：") + rng.choice(["...", "…", " ..."])


def main():
    shown = int(sys.argv[sys.argv.index("--show") + 1]) if "--show" in sys.argv else 0
    count = int(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1].isdigit() else 10000
    rng, pages = random.Random(5), []
    samples, cleaned = load(("clean", "*.txt")), load(("pages", "*.expected.txt"))
    for number in range(count):
        language = rng.choice(sorted(HEADINGS))
        name, text = rng.choice(samples[language])
        others = [t for n, t in samples[language] + cleaned[language] if n != name]
        titles = [x for t in others for x in titles_of(t, language)]
        snippets = [x for t in others for x in snippets_of(t, language)]
        tail = [rng.choice(HEADINGS[language])] if rng.random() < 0.5 else []
        marked = bool(tail)
        for _ in range(rng.randint(1, 8)):
            tail += [rng.choice(titles), cut_short(rng.choice(snippets), language, rng)]
        pages.append({"id": str(number), "name": name, "language": language, "marked": marked, "clean": text,
                      "text": text + "\n".join(tail) + "\n"})
    given = "".join(json.dumps({"id": p["id"], "text": p["text"]}, ensure_ascii=False) + "\n" for p in pages)
    program = os.environ.get("DECHAFF", os.path.join(ROOT, "build", "dechaff"))
    done = subprocess.run([program, "teasers", "-q", "--format", "jsonl"] + os.environ.get("DECHAFF_OPTIONS", "").split(),
                          input=given.encode(), capture_output=True, check=True).stdout.decode()
    right, short, long = collections.Counter(), 0, 0
    total, wrong = collections.Counter(), collections.Counter()
    for page, line in zip(pages, done.splitlines()):
        text = json.loads(line)["text"]
        group = (page["language"], "heading" if page["marked"] else "bare")
        total[group] += 1
        if text == page["clean"]:
            right[group] += 1
            continue
        wrong[page["name"]] += 1
        if len(text) < len(page["clean"]):
            long += 1
        else:
            short += 1
        if shown > 0:
            shown -= 1
            rest = text[len(page["clean"]):] if text.startswith(page["clean"]) else "(cut into the text)"
            print("---", page["id"], page["name"], repr(rest[:300]))
    for group in sorted(total):
        print(f"{group[0]} {group[1]:8} {right[group]:6} of {total[group]:6}  {100 * right[group] / total[group]:6.2f} %")
    print(f"all         {sum(right.values()):6} of {count:6}  {100 * sum(right.values()) / count:6.2f} %; "
          f"cut too late or not at all: {short}, too early: {long}")
    print("most often wrong:", ", ".join(f"{n} {c}" for n, c in wrong.most_common(12)))


if __name__ == "__main__":
    main()
