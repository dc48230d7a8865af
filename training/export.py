"""Writes a trained network in the format that src/model/model_file.cpp reads (docs/model.md)."""

import json
import zlib

import numpy as np

from . import kinds
from .network import DILATIONS, HEADS, STEP


def quantise_rows(weights):
    """int8 weights and a scale for each output."""
    scale = np.maximum(np.abs(weights).max(1), 1e-8) / 127.0
    return np.rint(weights / scale[:, None]).clip(-127, 127).astype(np.int8), scale.astype(np.float32)


def dense(layer):
    """A layer whose inputs come in sixteenths."""
    weights, scale = quantise_rows(layer.weight.detach().numpy())
    return weights.tobytes() + (scale / STEP).astype("<f4").tobytes() + floats(layer.bias)


def floats(tensor):
    return tensor.detach().numpy().astype("<f4").tobytes()


def known_tokens(row, same):
    """All tokens that have a row of the table, ascending, and their rows: those of `row` {token: row}, and those of
    other languages' words that are taken for one of them."""
    known = dict(row)
    for token, target in zip(*same):
        if int(target) in row:
            known[int(token)] = row[int(target)]
    tokens = sorted(known)
    return np.array(tokens, "<u4"), np.array([known[t] for t in tokens], "<u2")


SOURCES = {
    "wcxb-dev": "WCXB development part (Murrough Foley, CC-BY-4.0)", "wcxb-dev-inscriptis": "its inscriptis variant",
    "daniel-dev": "half of DAnIEL (Lejeune & Zhu)", "zh-dev": "half of a Chinese web content extraction set",
    "readability": "the test pages of Mozilla Readability (Apache-2.0)", "samples": "dechaff's samples",
    "manual": "passages of Debian's manuals and fortunes", "marked": "documents of Debian packages without their marks",
    "fundus": "the test pages of Fundus (MIT)", "googletrends-2017": "GoogleTrends-2017 (no licence stated)",
    "cleaneval-en": "CleanEval, English (no licence stated)", "cleanportaleval": "CleanPortalEval (no licence stated)",
    "wwwxmu-zh": "a Chinese news and finance set (no licence stated)", "tw-events": "Taiwanese event pages (no licence stated)",
    "misinfo-crawler": "the test pages of misinformation-crawler (MIT)", "postlight": "the test pages of Postlight Parser (MIT)",
    "htmldate-struct": "the test pages of htmldate (Apache-2.0)", "metascraper-struct": "the test pages of metascraper (MIT)",
    "misc-struct": "pages with a container that the site names (GPL-3.0 and others)",
    "recipes-struct": "recipe pages of recipe-scrapers (MIT), by structure", "recipes-sca": "recipe pages (MIT), by structure",
    "recipes": "the test pages of recipe-scrapers (MIT)", "products-partial": "product pages with partial labels (MIT)",
    "swift-readability": "the test pages of swift-readability (MIT)", "llm-webkit-bench": "llm-webkit's bench (no licence stated)",
    "labelled": "web pages of all kinds, labelled by line for dechaff (saved in public repositories)",
    "labelled-again": "more of those", "dragnet": "dragnet's data (AGPL-3.0)", "omnivore": "Omnivore's test pages (AGPL-3.0)",
}


def quantised_tables(nets, words):
    """The nets' vectors of a token side by side, and a scale for each net."""
    tables = [net.table.weight.detach().numpy()[:words] for net in nets]
    scales = [np.float32(max(np.abs(table).max(), 1e-8) / 127.0) for table in tables]
    quantised = [np.rint(table / scale).clip(-127, 127).astype(np.int8) for table, scale in zip(tables, scales)]
    return np.hstack(quantised).tobytes() + np.asarray(scales, "<f4").tobytes()


def member(net):
    """All numbers of a net but its table."""
    body = dense(net.enter) + floats(net.enter_page.weight) + floats(net.pool1.weight)
    for k in range(len(DILATIONS)):
        body += floats(net.depth[k]) + floats(net.depth_bias[k]) + dense(net.point[k])
    if net.evidence is not None:
        weights, scale = quantise_rows(net.evidence.weight.detach().numpy())
        body += weights.tobytes() + (scale / STEP).astype("<f4").tobytes()
    body += floats(net.pool2.weight) + floats(net.pool2.bias) + floats(net.out.weight) + floats(net.out.bias)
    return body + floats(net.kind.weight) + floats(net.kind.bias) + floats(net.out_of_kind)


def write(path, nets, vocab, same, rows, pages, surrogate, report, sets):
    """`sets`: the names of what it was trained on."""
    parts = [rows[0], rows[1], pages[0], pages[1]]
    body = b"".join(np.asarray(p, "<f4").tobytes() for p in parts)
    tokens, row_of = known_tokens({int(token): k for k, token in enumerate(vocab)}, same)
    body += tokens.tobytes() + row_of.tobytes()
    body += quantised_tables(nets, len(vocab)) + b"".join(member(net) for net in nets)
    body += np.asarray(surrogate, "<f4").tobytes()
    header = [
        ("dechaff-model", 5 if nets[0].evidence is not None else 4), ("features", 1), ("row-features", len(rows[0])), ("page-features", len(pages[0])),
        ("networks", len(nets)), ("channels", nets[0].out.weight.shape[1]),
        ("row-heads", " ".join(HEADS)), ("kinds", " ".join(kinds.NAMES)), ("words", len(vocab)), ("tokens", len(tokens)), ("bytes", len(body)),
        ("crc32", zlib.crc32(body)), ("name", "boilerplate"),
        ("trained-on", "; ".join(SOURCES.get(name, name) for name in sets)),
        ("cross-validated", json.dumps(report, sort_keys=True)),
    ]
    if nets[0].evidence is not None:
        header.insert(4, ("evidence-features", nets[0].evidence.weight.shape[1] - nets[0].table.weight.shape[1]))
    with open(path, "wb") as out:
        out.write("".join(f"{k} {v}\n" for k, v in header).encode() + b"\n" + body)
