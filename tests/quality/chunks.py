#!/usr/bin/env python3
"""Chunks of real documents: how many are above a limit, whether they join to the document, how full they are.

usage: chunks.py DOCUMENTS.jsonl[.xz|.gz] [--program build/dechaff] [OPTIONS OF headings --chunk …]

DOCUMENTS: {"id", "source"} a line. `fill`: of chunks that another of the same section follows. `cut`: such chunks of
text that end neither with a line nor with a mark that ends a sentence.
"""
import argparse
import collections
import gzip
import json
import lzma
import subprocess
import tempfile

ENDS = tuple(".!?。！？…:;)\"”»।؟")


def documents(path):
    opened = lzma.open if path.endswith(".xz") else gzip.open if path.endswith(".gz") else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("documents")
    parser.add_argument("--program", default="build/dechaff")
    parser.add_argument("--max-words", type=int, default=10**9)
    parser.add_argument("--max-chars", type=int, default=10**9)
    arguments, more = parser.parse_known_args()
    sources = documents(arguments.documents)
    command = [arguments.program, "headings", "-q", "--chunk", "--format", "jsonl"]
    command += ["--max-words", str(arguments.max_words), "--max-chars", str(arguments.max_chars)] + more
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, document in enumerate(sources):
            file.write(json.dumps({"id": str(number), "text": document["source"]}) + "\n")
        file.flush()
        done = subprocess.run(command + [file.name], capture_output=True, check=True)
    chunks = collections.defaultdict(list)
    for line in done.stdout.decode().split("\n"):
        if line:
            chunk = json.loads(line)
            chunks[int(chunk["id"])].append(chunk)
    count = over = wrong = cut = cuts = 0
    fill = []
    for number, document in enumerate(sources):
        source, at = document["source"], 0
        data = source.encode()
        for i, chunk in enumerate(chunks[number]):
            text = chunk["text"]
            own = text[chunk["before"] : len(text) - chunk["after"]]
            words = max(len(text.split()), chunk["words"])
            count += 1
            over += words > arguments.max_words or len(text) > arguments.max_chars
            wrong += chunk["begin"] != at or data[chunk["begin"] : chunk["end"]].decode() != own
            wrong += source[chunk["begin_character"] : chunk["end_character"]] != own
            at = chunk["end"]
            if i + 1 < len(chunks[number]) and chunks[number][i + 1]["part"] > 1:
                fill.append(max(words / arguments.max_words, len(text) / arguments.max_chars))
                cuts += chunk["kind"] == "text"
                cut += chunk["kind"] == "text" and not (own.endswith("\n") or own.rstrip().endswith(ENDS))
        wrong += at != len(data)
    print(f"{count} chunks, {over} above the limit, {wrong} wrong, fill {sum(fill) / max(1, len(fill)):.3f}, cut inside a sentence {cut} of {cuts}")


if __name__ == "__main__":
    main()
