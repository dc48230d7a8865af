"""Runs the C++ feature dump and reads what it writes (see training/dump_features.cpp)."""

import subprocess
import threading
from dataclasses import dataclass

import numpy as np

ROW, PAGE = 112, 44


@dataclass
class Page:
    first: np.ndarray   # first line of each block
    last: np.ndarray    # one past its last line
    rows: np.ndarray    # blocks × ROW
    page: np.ndarray    # PAGE
    offsets: np.ndarray
    tokens: np.ndarray
    words: np.ndarray


def compute(program, pages):
    """Yields a Page for every text of `pages`."""
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for text in pages:
            data = text.encode("utf-8", "replace")
            process.stdin.write(b"%d\n" % len(data) + data)
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()

    def read(kind, count):
        return np.frombuffer(process.stdout.read(4 * count), kind)

    for _ in pages:
        n, m = read("<u4", 2).astype(int)
        span = read("<u4", 2 * n)
        rows = read("<f4", n * ROW).reshape(n, ROW)
        page = read("<f4", PAGE)
        offsets = read("<u4", n + 1)
        tokens = read("<u4", m)
        yield Page(span[:n], span[n:], rows, page, offsets, tokens, read("<f4", n))
    process.wait()
