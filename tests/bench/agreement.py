#!/usr/bin/env python3
"""Compares the signals and decisions of `dechaff stats` and `select` with datatrove's and dolma's on the
same documents, and the speed. Called by `tests/bench/run agreement`, which installs both.

    agreement.py PROGRAM PAGES.jsonl… [--limit N] [--show N] [--speed]

A page is {"id", "text", "lang"}. What datatrove decides is asked of its own filters, with their defaults
(English words, whatever the language); the numbers behind a decision are computed with datatrove's own
functions. Prints a table; --show prints the documents on which decisions differ; --speed times alone."""

import argparse
import collections
import json
import math
import re
import subprocess
import sys
import tempfile
import time

QUALITY = ["words", "mean_word_length", "hash_ratio", "ellipsis_ratio", "bullet_lines", "ellipsis_lines",
           "alpha_words", "stop_words"]


def datatrove_signals(text):
    """The numbers behind the decisions, from datatrove's own functions."""
    from datatrove.pipeline.filters import gopher_repetition_filter as rep
    from datatrove.pipeline.filters.gopher_quality_filter import STOP_WORDS
    from datatrove.utils.text import PUNCTUATION_SET, TERMINAL_PUNCTUATION, split_into_words

    out = {}
    words = split_into_words(text)
    solid = [w for w in words if any(c not in PUNCTUATION_SET for c in w)]
    lines = text.splitlines()
    out["gopher.words"] = len(solid)
    if solid:
        out["gopher.mean_word_length"] = sum(map(len, solid)) / len(solid)
    if words:
        out["gopher.hash_ratio"] = text.count("#") / len(words)
        out["gopher.ellipsis_ratio"] = (text.count("...") + text.count("…")) / len(words)
        out["gopher.alpha_words"] = sum(any(c.isalpha() for c in w) for w in words) / len(words)
        out["fineweb.list_ratio"] = text.count("\n") / len(words)
    if lines:
        out["gopher.bullet_lines"] = sum(s.lstrip().startswith(("•", "-")) for s in lines) / len(lines)
        out["gopher.ellipsis_lines"] = sum(s.rstrip().endswith(("...", "…")) for s in lines) / len(lines)
    out["gopher.stop_words"] = len(set(STOP_WORDS) & set(words))
    if text:
        paragraphs = re.compile(r"\n{2,}").split(text.strip())
        n, chars = rep.find_duplicates(paragraphs)
        out["gopher.dup_para_frac"], out["gopher.dup_para_char_frac"] = n / len(paragraphs), chars / len(text)
        split = re.compile("\n+").split(text)
        n, chars = rep.find_duplicates(split)
        out["gopher.dup_line_frac"], out["gopher.dup_line_char_frac"] = n / len(split), chars / len(text)
        for n in (2, 3, 4):
            grams = rep.get_n_grams(words, n)
            if grams:
                out[f"gopher.top_{n}_gram"] = rep.find_top_duplicate(grams) / len(text)
        for n in range(5, 11):
            out[f"gopher.dup_{n}_grams"] = rep.find_all_duplicate(words, n) / len(text)
    full = [line for line in text.split("\n") if line.strip()]
    if full:
        out["fineweb.line_punct_ratio"] = sum(x.endswith(tuple(TERMINAL_PUNCTUATION)) for x in full) / len(full)
        out["fineweb.short_line_ratio"] = sum(len(x) <= 30 for x in full) / len(full)
        out["fineweb.char_dup_ratio"] = rep.find_duplicates(full)[1] / len(text.replace("\n", ""))
    return out


def dolma_signals(text):
    from dolma.taggers.c4 import get_attributes as c4
    from dolma.taggers.gopher import get_attributes as gopher

    out = {}
    for version, suffix in ((False, ""), (True, "_v2")):
        a = gopher(text, ignore_empty_lines=version)
        out["dolma.bullet_lines" + suffix] = a.fraction_of_lines_starting_with_bullet_point
        out["dolma.ellipsis_lines" + suffix] = a.fraction_of_lines_ending_with_ellipsis
        out["dolma.dup_lines" + suffix] = a.fraction_of_duplicate_lines
        out["dolma.dup_line_chars" + suffix] = a.fraction_of_characters_in_duplicate_lines
        if version:
            continue
        out["dolma.word_count"] = a.word_count
        out["dolma.median_word_length"] = a.median_word_length
        out["dolma.symbol_to_word_ratio"] = a.symbol_to_word_ratio
        out["dolma.alpha_words"] = a.fraction_of_words_with_alpha_character
        out["dolma.required_word_count"] = a.required_word_count
        for n, v in a.fraction_of_characters_in_most_common_ngram:
            out[f"dolma.top_{n}_gram"] = v
        for n, v in a.fraction_of_characters_in_duplicate_ngrams:
            out[f"dolma.dup_{n}_grams"] = v
    a = c4(text)
    out["dolma.c4_line_count"] = a.line_count
    out["dolma.c4_no_ending_punctuation"] = len(a.lines_with_no_ending_punctuation)
    out["dolma.c4_too_few_words"] = len(a.lines_with_too_few_words)
    out["dolma.c4_has_javascript"] = int(a.has_javascript)
    out["dolma.c4_has_lorem_ipsum"] = int(a.has_lorem_ipsum)
    out["dolma.c4_has_curly_brace"] = int(a.has_curly_brace)
    return out


def datatrove_filters():
    from datatrove.pipeline.filters import (C4QualityFilter, FineWebQualityFilter, GopherQualityFilter,
                                            GopherRepetitionFilter)

    return {"c4": [C4QualityFilter()], "gopher": [GopherQualityFilter(), GopherRepetitionFilter()],
            "fineweb": [FineWebQualityFilter()]}


def decide(filters, text):
    """(kept, reason, text after the filters)"""
    from datatrove.data import Document

    document = Document(text=text, id="0")
    for one in filters:
        try:
            result = one.filter(document)
        except ZeroDivisionError:  # FineWeb on a text without words
            return False, "division by zero", document.text
        if isinstance(result, tuple):
            return False, result[1], document.text
        if not result:
            return False, "", document.text
    return True, "", document.text


def run(program, *arguments):
    begin = time.process_time(), time.perf_counter()
    out = subprocess.run([program, *arguments], stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line) for line in out.decode("utf-8", "surrogatepass").splitlines() if line], begin


def child_seconds(program, *arguments):
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, *arguments], stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def same(ours, theirs):
    if ours is None or theirs is None:
        return ours is theirs
    return math.isclose(ours, theirs, rel_tol=1e-9, abs_tol=1e-12)


def write(pages, file, copies=1):
    for _ in range(copies):
        for i, page in enumerate(pages):
            file.write(json.dumps({"id": str(i), "text": page["text"]}, ensure_ascii=False) + "\n")
    file.flush()


def print_speed(program, pages, size, their_seconds):
    """Side by side; `copies` says what is left when all words were seen before."""
    print("\none core, seconds of CPU, the start of the program included in ours, not in theirs")
    three = "c4.*,gopher.*,fineweb.*"
    rows = [("wc -l", 1, ["wc", "-l"]), ("all signals", 1, [program, "stats", "-q", "-j1"]),
            ("these three", 1, [program, "stats", "-q", "-j1", "-s", three]),
            ("gopher.words alone", 1, [program, "stats", "-q", "-j1", "-s", "gopher.words"]),
            ("dechaff.bytes alone", 1, [program, "stats", "-q", "-j1", "-s", "dechaff.bytes"]),
            ("all signals, pages six times", 6, [program, "stats", "-q", "-j1"]),
            ("these three, pages six times", 6, [program, "stats", "-q", "-j1", "-s", three])]
    for name, copies, command in rows:
        with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as work:
            write(pages, work, copies)
            seconds = max(1e-3, min(child_seconds(*command, work.name) for _ in range(3)))
        times = f"{their_seconds * copies / seconds:9.0f} times datatrove" if command[0] == program else ""
        print(f"{name:<32}{seconds:9.3f} s {size * copies / 1e6 / seconds:9.1f} MB/s{times}")
    print(f"{'datatrove, the three filters':<32}{their_seconds:9.3f} s {size / 1e6 / their_seconds:9.3f} MB/s")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("pages", nargs="+")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--show", type=int, default=0)
    parser.add_argument("--speed", action="store_true")
    options = parser.parse_args()
    pages = [json.loads(line) for path in options.pages for line in open(path, encoding="utf-8")]
    pages = [p for p in pages if p["text"]]
    if options.limit:
        pages = pages[:: max(1, len(pages) // options.limit)]
    size = sum(len(p["text"].encode()) for p in pages)
    print(f"{len(pages)} documents, {size / 1e6:.1f} MB of text, languages: "
          + ", ".join(f"{k} {v}" for k, v in collections.Counter(p.get("lang") or "?" for p in pages).most_common(12)))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as work:
        write(pages, work)
        ours, _ = run(options.program, "stats", "-q", work.name)
        verdicts = {name: run(options.program, "select", name, "-q", "--explain", work.name)[0]
                    for name in ("c4", "gopher", "fineweb")}
        kept_c4 = {d["id"]: d["text"] for d in run(options.program, "select", "c4", "-q", work.name)[0]}

    # Decisions, and how long datatrove takes for them.
    filters = datatrove_filters()
    for group in filters.values():
        decide(group, "Warm up. The words are loaded.\n")
    begin = time.process_time()
    theirs = {name: [decide(group, p["text"]) for p in pages] for name, group in filters.items()}
    their_seconds = time.process_time() - begin
    if options.speed:
        print_speed(options.program, pages, size, their_seconds)
        return
    print(f"\n{'decisions':<12}{'agree':>8}{'differ':>8}{'share':>10}   (and the same reason)")
    for name, results in theirs.items():
        differ = [i for i, r in enumerate(results) if r[0] != verdicts[name][i]["kept"]]
        reasons = sum(1 for i, r in enumerate(results) if not r[0] and r[1] == verdicts[name][i].get("reason"))
        rejected = sum(1 for r in results if not r[0])
        print(f"{name:<12}{len(pages) - len(differ):>8}{len(differ):>8}{1 - len(differ) / len(pages):>10.4%}"
              f"   {reasons} of {rejected}")
        by_language = collections.Counter(pages[i].get("lang") or "?" for i in differ)
        if differ:
            print("            by language: " + ", ".join(f"{k} {v}" for k, v in by_language.most_common()))
        for i in differ[: options.show]:
            print(f"  {pages[i]['id'][:40]} [{pages[i].get('lang')}] datatrove {results[i][:2]} dechaff "
                  f"{verdicts[name][i]['kept']} {verdicts[name][i].get('reason')} {verdicts[name][i]['signals']}")
    texts = [(i, r[2]) for i, r in enumerate(theirs["c4"]) if r[0] and str(i) in kept_c4]
    equal = sum(1 for i, text in texts if text == kept_c4[str(i)])
    print(f"c4: text after its line rules is the same, byte for byte: {equal} of {len(texts)}")

    # Signals, number by number.
    sources = [("datatrove", datatrove_signals)]
    try:
        import dolma.taggers.gopher  # noqa: F401

        sources.append(("dolma", dolma_signals))
    except Exception as error:  # it is built for few systems
        print(f"dolma is left out: {error}")
    for source, function in sources:
        counts, far = collections.Counter(), collections.Counter()
        for i, page in enumerate(pages):
            for name, value in function(page["text"]).items():
                mine = ours[i]["signals"][name]
                counts[name] += 1
                if not same(mine, value):
                    far[name] += 1
                    if options.show and far[name] <= options.show:
                        print(f"  {name} {page['id'][:30]} theirs {value} ours {mine}")
        print(f"\n{source + ' signal':<34}{'documents':>10}{'differ':>8}{'agree':>10}")
        for name in counts:
            print(f"{name:<34}{counts[name]:>10}{far[name]:>8}{1 - far[name] / counts[name]:>10.3%}")

    print_speed(options.program, pages, size, their_seconds)


if __name__ == "__main__":
    sys.exit(main())
