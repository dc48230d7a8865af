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
    """1 for the lines of `text` that stand in `wanted`, in order."""
    lines = text.split("\n")
    labels = [0.0] * len(lines)
    matcher = difflib.SequenceMatcher(None, lines, wanted.split("\n"), autojunk=False)
    for block in matcher.get_matching_blocks():
        labels[block.a:block.a + block.size] = [1.0] * block.size
    return labels


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
