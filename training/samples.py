"""The project's own samples as training pages: the pages with what must be left of them, and the clean texts.

They are few, but they are in all languages of the rule packs; so tests/samples_test.cpp says nothing of unseen pages.
"""

import difflib
import glob
import os

FOLDER = os.path.join(os.path.dirname(__file__), "..", "samples")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read().rstrip("\n")


def labels_of(text, wanted):
    """1 for the lines of `text` that stand in `wanted`, in order, and for lines of which a rule cuts a part."""
    lines, kept = text.split("\n"), wanted.split("\n")
    labels = [0.0] * len(lines)
    matcher = difflib.SequenceMatcher(None, lines, kept, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            labels[a:b] = [1.0] * (b - a)
        elif tag == "replace":
            for i in range(a, b):
                labels[i] = float(any(is_part(part, lines[i]) for part in kept[c:d]))
    return labels


def is_part(part, line):
    if not line or not part.strip():
        return False
    matcher = difflib.SequenceMatcher(None, line, part, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) >= 0.8 * len(part)


def language_of(path):
    name = os.path.basename(path).split("-")[0]
    return "en" if name == "mt" else name


def records():
    """Pages with their labels; a clean text is a page that is all content."""
    for path in sorted(glob.glob(os.path.join(FOLDER, "pages", "*.txt"))):
        if path.endswith(".expected.txt"):
            continue
        text, wanted = read(path), read(path.removesuffix(".txt") + ".expected.txt")
        yield {"id": os.path.basename(path), "type": "sample", "lang": language_of(path), "text": text, "gold": wanted,
               "labels": labels_of(text, wanted)}
    for path in sorted(glob.glob(os.path.join(FOLDER, "clean", "*.txt"))):
        text = read(path)
        yield {"id": os.path.basename(path), "type": "clean", "lang": language_of(path), "text": text, "gold": text,
               "labels": [1.0] * len(text.split("\n"))}
