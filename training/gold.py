"""Records with gold main content, their sites, and which lines of a page its gold covers."""

import bisect
import gzip
import json
import lzma
import re
from collections import Counter, defaultdict
from urllib.parse import urlsplit

WORD = re.compile(r"\w+")
HAN_OR_WORD = re.compile(r"[\u3400-\u9fff\u3040-\u30ff]|[^\W\u3400-\u9fff\u3040-\u30ff]+")


def tokens(text, lang):
    return (HAN_OR_WORD if lang in ("zh", "ja") else WORD).findall(text.lower())


def load(path):
    opener = gzip.open if path.endswith(".gz") else lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file if line.strip()]
    for index, record in enumerate(records):
        record.setdefault("id", str(index))
        record.setdefault("type", "page")
        record.setdefault("lang", "en")
    return records


def label_lines(record):
    """Share 0..1 of each line that lies in the gold.

    Lines of six words or more: the share of their word triples that the gold has. Shorter lines must
    stand in the gold as they are; when a page has more copies than the gold, the copies with matching
    neighbours, then those nearest to long gold lines, get the places.
    """
    lines, lang = record["text"].split("\n"), record["lang"]
    gold_lines = [tokens(line, lang) for line in record["gold"].split("\n")]
    flat = [word for line in gold_lines for word in line]
    joined = " " + " ".join(flat) + " "
    triples = set(zip(flat, flat[1:], flat[2:]))
    whole = Counter(" ".join(line) for line in gold_lines if line)
    words = [tokens(line, lang) for line in lines]
    label = [0.0] * len(lines)
    filled = [i for i, w in enumerate(words) if w]
    candidates = defaultdict(list)
    for k, i in enumerate(filled):
        w = words[i]
        if len(w) >= 6:
            own = list(zip(w, w[1:], w[2:]))
            label[i] = sum(t in triples for t in own) / len(own)
            continue
        key = " ".join(w)
        if f" {key} " not in joined:
            continue
        before = words[filled[k - 1]][-2:] if k else []
        after = words[filled[k + 1]][:2] if k + 1 < len(filled) else []
        matches = sum(bool(part) and f" {' '.join(phrase)} " in joined
                      for part, phrase in ((before, before + w), (after, w + after)))
        candidates[key].append((2 * matches, i))
    anchors = [i for i in filled if len(words[i]) >= 6 and label[i] >= 0.5]

    def gap(i):
        at = bisect.bisect(anchors, i)
        return min((abs(anchors[k] - i) for k in (at - 1, at) if 0 <= k < len(anchors)), default=999)

    for key, copies in candidates.items():
        places = max(whole[key], joined.count(f" {key} ") if " " in key else 0)
        ranked = sorted(((m - min(gap(i), 30) / 10.0, m, i) for m, i in copies), reverse=True)
        used = 0
        for _, matches, i in ranked:
            near = gap(i) < 40 or not anchors
            if (matches >= 2 and used < max(places, 1)) or (used < whole[key] and near):
                label[i] = 1.0
                used += 1
    return label


def golds(record):
    """The gold; for pages labelled by line also the one with the lines of metadata, which may stay or go."""
    if "golds" in record:
        return record["golds"]
    letters = record.get("labels")
    if not isinstance(letters, str):
        return [record["gold"]]
    lines = record["text"].split("\n")
    return ["\n".join(x for x, y in zip(lines, letters) if y in keep) for keep in ("CT", "CTM")]


def host_of(record):
    """The registered domain of a record: its field `domain`, that of its field `host`, else that of an id such as
    https://host.net/page or 20111121_host.net_3bac…; or None."""
    if record.get("domain"):
        return None if record["domain"].startswith("unknown") else record["domain"]
    if record.get("host"):
        return registered_domain(record["host"])
    if "://" in record["id"]:
        return registered_domain(urlsplit(record["id"]).hostname or "")
    parts = record["id"].split("_")
    return registered_domain(parts[1]) if len(parts) >= 3 and "." in parts[1] else None


def registered_domain(host):
    """www.news.com.cn -> news.com.cn, english.people.com.pl -> people.com.pl: hosts of one owner are one site."""
    labels = host.split(".")
    second = {"ac", "co", "com", "edu", "gov", "info", "net", "org", "waw"}
    keep = 3 if len(labels) > 2 and labels[-2] in second and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])


def sites(sets):
    """A site for every record of every set, as {(set, index): site}.

    Where a record names its host (host_of), its registered domain is the site. A page that names none joins the pages
    and domains with which it shares at least three uncommon lines (four words or more, on 2–12 sites); the inscriptis
    variant follows its page's id.
    """
    parent = {}

    def find(x):
        parent.setdefault(x, x)
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    where = defaultdict(set)
    for name, records in sets.items():
        base = name.removesuffix("-inscriptis")
        for record in records:
            host = host_of(record)
            find(host or (base, record["id"]))
            if name == base:
                for line in set(record["text"].split("\n")):
                    if len(line.split()) >= 4:
                        where[line].add((host or (base, record["id"]), host is None))
    shared = Counter()
    for line in sorted(where):
        pages = sorted(where[line], key=str)
        if 2 <= len(pages) <= 12 and any(alone for _, alone in pages):
            for a in range(len(pages)):
                for b in range(a):
                    if pages[a][1] or pages[b][1]:
                        shared[pages[b][0], pages[a][0]] += 1
    for (a, b), count in shared.items():
        if count >= 3:
            parent[find(a)] = find(b)
    result = {}
    for name, records in sets.items():
        base = name.removesuffix("-inscriptis")
        for index, record in enumerate(records):
            result[name, index] = str(find(host_of(record) or (base, record["id"])))
    return result
