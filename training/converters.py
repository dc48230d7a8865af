"""The held pages of every fold as other converters would have written them, for training/crossvalidate:

  python -m training.converters folds

html2text marks list items and links, lynx indents, numbers links and wraps, a browser's copy has empty lines between blocks.
"""

import glob
import json
import random
import sys
import textwrap

from . import augment


def wrapped(lines, indent=""):
    out = []
    for line in lines:
        out += textwrap.wrap(line, 78, break_long_words=False, break_on_hyphens=False, initial_indent=indent,
                             subsequent_indent=indent) or [""]
        out.append("")
    return out


def html2text(lines, rng):
    lines, _ = augment.bullets(lines, lines, random.Random(1))
    lines, _ = augment.link_marks(lines, lines, rng)
    return wrapped(lines)


def lynx(lines, rng):
    out = []
    for i, line in enumerate(lines):
        short = len(line.split()) <= 8
        out.append(f"* [{i + 1}]{line}" if short and rng.random() < 0.7 else line)
    return wrapped(out, "   ")


def copied(lines, _):
    return [part for line in lines for part in (line, "")]


FORMS = {"html2text": html2text, "lynx": lynx, "copied": copied}

if __name__ == "__main__":
    for path in sorted(glob.glob(sys.argv[1] + "/fold-?-wcxb-dev.jsonl")):
        for name, form in FORMS.items():
            rng = random.Random(path)
            with open(path, encoding="utf-8") as pages, \
                    open(path.replace("wcxb-dev", "wcxb-dev-" + name), "w", encoding="utf-8") as out:
                for page in map(json.loads, pages):
                    page["text"] = "\n".join(form(page["text"].split("\n"), rng))
                    page["headings"] = []
                    out.write(json.dumps(page, ensure_ascii=False) + "\n")
