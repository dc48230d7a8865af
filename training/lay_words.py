"""Lays the word tables over a model that was trained without them: the words of other languages get the rows of the
English words that the model knows; nothing else changes.

  python -m training.lay_words --features ./dump_features --languages de,fr,it old.model new.model
"""

import argparse
import os
import shutil
import tempfile
import zlib

import numpy as np

from . import export, words


def read(path):
    """(header lines, own tokens, their rows, the numbers before them, the numbers behind them)."""
    with open(path, "rb") as file:
        content = file.read()
    end = content.index(b"\n\n")
    header, body = content[:end].decode().split("\n"), content[end + 2:]
    value = dict(line.split(" ", 1) for line in header)
    at, count = 8 * (int(value["row-features"]) + int(value["page-features"])), int(value["tokens"])
    tokens = np.frombuffer(body, "<u4", count, at)
    after = at + 4 * count
    return header, tokens, np.frombuffer(body, "<u2", count, after), body[:at], body[after + 2 * count:]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--features", required=True)
    ap.add_argument("--languages", required=True, help="codes of tables in training/words, parted by commas")
    ap.add_argument("model")
    ap.add_argument("out")
    args = ap.parse_args()
    header, own, rows, before, behind = read(args.model)
    with tempfile.TemporaryDirectory() as folder:
        for code in args.languages.split(","):
            shutil.copy(os.path.join(words.FOLDER, code + ".txt"), folder)
        same = words.as_arrays(words.same_as(args.features, set(own.tolist()), folder))
    tokens, row_of = export.known_tokens(dict(zip(own.tolist(), rows.tolist())), same)
    body = before + tokens.tobytes() + row_of.tobytes() + behind
    changed = {"tokens": len(tokens), "bytes": len(body), "crc32": zlib.crc32(body)}
    before_now = next((line.split(" ", 1)[1].split(",") for line in header if line.startswith("words-laid-over ")), [])
    languages = ",".join(sorted({*before_now, *args.languages.split(",")}))
    lines = []
    for line in header:
        key = line.split(" ", 1)[0]
        if key == "words-laid-over":
            continue
        lines.append(f"{key} {changed[key]}" if key in changed else line)
        if key == "name":
            lines.append(f"words-laid-over {languages}")
    with open(args.out, "wb") as out:
        out.write(("\n".join(lines) + "\n\n").encode() + body)


if __name__ == "__main__":
    main()
