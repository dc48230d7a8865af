#!/usr/bin/env python3
"""Headings of the sample pages in de, ja, ru and zh, cleaned, against those that sample_headings.tsv names.

  tests/bench/sample_headings.py     (standard library only; needs build/dechaff)

No training saw which lines of the samples are headings. One reader marked them, with what dechaff says before the eyes.
"""

import collections
import json
import os
import subprocess
import tempfile

ROOT = os.path.join(os.path.dirname(__file__), "..", "..")


def main():
    wanted = collections.defaultdict(list)
    with open(os.path.join(ROOT, "tests/bench/sample_headings.tsv"), encoding="utf-8") as rows:
        for row in rows:
            if not row.startswith("#"):
                page, level, text = row.rstrip("\n").split("\t")
                wanted[page].append((level, text))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as gold:
        for page, headings in wanted.items():
            with open(os.path.join(ROOT, f"samples/pages/{page}.expected.txt"), encoding="utf-8") as file:
                text = file.read().rstrip("\n")
            lines = [line.strip() for line in text.split("\n")]
            record = {"id": page, "type": page[:2], "lang": page[:2], "text": text, "gold": text,
                      "headings": [{"line": lines.index(said), "tag": "h" + level, "text": said} for level, said in headings]}
            gold.write(json.dumps(record, ensure_ascii=False) + "\n")
        gold.flush()
        subprocess.run([os.path.join(ROOT, "build/dechaff"), "eval", "--task", "headings", gold.name], check=True)


if __name__ == "__main__":
    main()
