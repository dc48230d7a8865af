"""Runs the C++ feature dump and reads what it writes (see training/dump_features.cpp)."""

import hashlib
import os
import pickle
import subprocess
import threading
from dataclasses import dataclass

import numpy as np


@dataclass
class Page:
    first: np.ndarray   # first line of each block
    last: np.ndarray    # one past its last line
    rows: np.ndarray    # blocks × the program's row features
    page: np.ndarray    # the program's page features
    offsets: np.ndarray
    tokens: np.ndarray
    words: np.ndarray


def compute(program, pages):
    """Yields a Page for every text of `pages`. The program says first how many features a row and a page have."""
    process = subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def feed():
        for text in pages:
            data = text.encode("utf-8", "replace")
            process.stdin.write(b"%d\n" % len(data) + data)
        process.stdin.close()

    threading.Thread(target=feed, daemon=True).start()

    def read(kind, count):
        return np.frombuffer(process.stdout.read(4 * count), kind)

    width, of_page = read("<u4", 2).astype(int)
    for _ in pages:
        n, m = read("<u4", 2).astype(int)
        span = read("<u4", 2 * n)
        rows = read("<f4", n * width).reshape(n, width)
        page = read("<f4", of_page)
        offsets = read("<u4", n + 1)
        tokens = read("<u4", m)
        yield Page(span[:n], span[n:], rows, page, offsets, tokens, read("<f4", n))
    process.wait()


def cached(program, pages, folder):
    """The same as a list, kept in `folder` (None: nowhere) under a name made of the program and the pages."""
    if not folder:
        return list(compute(program, pages))
    digest = hashlib.blake2b(open(program, "rb").read(), digest_size=12)
    for text in pages:
        digest.update(text.encode("utf-8", "replace") + b"\0")
    path = os.path.join(folder, digest.hexdigest() + ".features")
    if not os.path.exists(path):
        os.makedirs(folder, exist_ok=True)
        with open(path + ".part", "wb") as out:
            pickle.dump(list(compute(program, pages)), out, protocol=5)
        os.rename(path + ".part", path)
    with open(path, "rb") as file:
        return pickle.load(file)
