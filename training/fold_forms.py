"""The held pages of every fold as HTML, for training/crossvalidate:

  python -m training.fold_forms FOLDS DATA

Beside FOLDS/fold-N-SET.jsonl comes FOLDS/fold-N-SET@html.jsonl, whose `text` is the page.
"""

import glob
import json
import os
import re
import sys

from . import layouts


def main():
    folds, data = sys.argv[1:3]
    sets = {}
    for path in sorted(glob.glob(os.path.join(folds, "fold-*.jsonl"))):
        match = re.fullmatch(r"fold-\d+-([^@]+)\.jsonl", os.path.basename(path))
        if match:
            sets.setdefault(match.group(1), []).append(path)
    for name, paths in sets.items():
        source = os.path.join(data, "html", name + ".jsonl.xz")
        if not os.path.exists(source):
            continue
        html = {page["id"]: page["html"] for page in layouts.pages(source)}
        for path in paths:
            with open(path, encoding="utf-8") as records, \
                    open(path.replace(".jsonl", "@html.jsonl"), "w", encoding="utf-8") as out:
                for record in map(json.loads, records):
                    if record["id"] in html:
                        page = {"id": record["id"], "lang": record["lang"], "type": record["type"],
                                "text": html[record["id"]], "gold": record["gold"]}
                        out.write(json.dumps(page, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
