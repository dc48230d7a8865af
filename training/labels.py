"""What is known of each line of a page: content, title, metadata, comment, and how much the content label counts.

Sets differ in what their gold takes for content. Where a set is known to differ, the lines in dispute get no weight:
the title, what is between it and the first long line of the text, bylines, dates, captions' credits.
"""

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from . import gold

UNKNOWN = -1.0
DATE = re.compile(r"\b(19|20)\d\d\b|\b\d{1,2}[./:]\d{1,2}\b|年.*月")
CREDIT = re.compile(r"(?i)^(by|von|par|por|di|door|af|av)\s|©|\b(photo|foto|image|picture|credit|getty|reuters|afp|shutterstock)\b")


@dataclass
class LineLabels:
    content: np.ndarray   # 0..1
    weight: np.ndarray    # of the content label in the loss
    title: np.ndarray     # 1, 0, or UNKNOWN, as the next two
    metadata: np.ndarray
    comment: np.ndarray

    def take(self, at):
        """The labels of a page made of these lines: `at` has a line's number, or -1 for a new empty line."""
        at = np.asarray(at, int)
        new = at < 0
        pick = lambda values, blank: np.where(new, blank, values[at.clip(0)]).astype(np.float32)
        return LineLabels(pick(self.content, 0), pick(self.weight, 1), pick(self.title, UNKNOWN),
                          pick(self.metadata, UNKNOWN), pick(self.comment, UNKNOWN))


def plain(content):
    """Labels where nothing but the content is known."""
    content = np.asarray(content, np.float32)
    unknown = np.full(len(content), UNKNOWN, np.float32)
    return LineLabels(content, np.ones(len(content), np.float32), unknown, unknown, unknown)


def of_record(record, set_name, masked):
    """`masked`: the set's policy differs, so lines in dispute get no weight."""
    lines = record["text"].split("\n")
    if isinstance(record.get("labels"), str):
        return from_letters(record["labels"], len(lines))
    if record.get("line_labels") is not None:
        given = record["line_labels"][:len(lines)] + [None] * (len(lines) - len(record["line_labels"]))
        known = [x is not None for x in given]
        out = plain([x or 0.0 for x in given])
        out.weight = np.array(known, np.float32)
    else:
        out = plain(gold.label_lines(record))
    mark_title(out, record, lines, set_name)
    if record.get("comments"):
        mark_comments(out, record, lines)
    if masked:
        mask_disputed(out, record, lines)
    return out


def from_letters(letters, count):
    at = np.array(list(letters.ljust(count, "U")[:count]))
    sure = at != "U"
    flag = lambda letter: np.where(sure, at == letter, UNKNOWN).astype(np.float32)
    return LineLabels(((at == "T") | (at == "C")).astype(np.float32), (sure & (at != "M")).astype(np.float32),
                      flag("T"), flag("M"), flag("K"))


def same_text(line):
    return " ".join(re.findall(r"\w+", line.lower()))


def mark_title(labels, record, lines, set_name):
    """The title is the last copy before the text of the line that the record names; further copies may be it too."""
    wanted = same_text(record.get("title") or "")
    if not wanted and set_name == "wcxb-dev" and record["type"] != "forum":
        top = {same_text(h["text"]) for h in record.get("headings", []) if h["tag"] == "h1"}
        wanted = top.pop() if len(top) == 1 else ""
    if not wanted:
        return
    copies = [i for i, line in enumerate(lines) if same_text(line) == wanted]
    if not copies:
        return
    begin = text_begin(labels, lines)
    before = [i for i in copies if i <= begin]
    labels.title = np.zeros(len(lines), np.float32)
    labels.title[copies] = UNKNOWN
    labels.title[before[-1] if before else copies[0]] = 1


def mark_comments(labels, record, lines):
    said = {same_text(line) for line in record["comments"].split("\n")} - {""}
    flat = Counter(record["comments"].lower().split())
    labels.comment = np.zeros(len(lines), np.float32)
    for i, line in enumerate(lines):
        words = line.lower().split()
        if labels.content[i] < 0.5 and (same_text(line) in said
                                        or (len(words) >= 6 and sum(w in flat for w in words) > 0.95 * len(words))):
            labels.comment[i] = 1 if len(words) >= 4 else UNKNOWN


def long_line(line):
    han = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f]", line))
    return len(line.split()) >= 12 or han >= 24


def text_begin(labels, lines):
    """The first long line of the content, or the number of lines."""
    return next((i for i, line in enumerate(lines) if labels.content[i] >= 0.5 and long_line(line)), len(lines))


def mask_disputed(labels, record, lines):
    begin = text_begin(labels, lines)
    if begin == len(lines):
        return
    title = np.flatnonzero(labels.title[:begin] == 1)
    first = int(title[-1]) if len(title) else next((i for i in range(begin) if labels.content[i] >= 0.5), begin)
    if begin - first <= 40:
        labels.weight[first:begin] = 0
    for i, line in enumerate(lines):
        if len(line.split()) <= 14 and (CREDIT.search(line) or DATE.search(line)) and near(labels, i):
            labels.weight[i] = 0


def near(labels, i):
    """Beside content: a credit or a date there may belong to it."""
    return bool((labels.content[max(0, i - 2):i + 3] >= 0.5).any())
