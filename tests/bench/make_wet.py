"""Pages of a gold file as WET: make_wet.py GOLD.jsonl.gz OUT.wet writes OUT.wet and OUT.wet.gz, with
one gzip member a record, as Common Crawl's."""

import gzip
import json
import sys

members, plain = gzip.open(sys.argv[1], "rt"), open(sys.argv[2], "wb")
packed = open(sys.argv[2] + ".gz", "wb")
for n, line in enumerate(members):
    page = json.loads(line)
    text = page["text"].encode()
    record = (
        "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://%s.org/%d\r\nContent-Type: text/plain\r\n"
        "Content-Length: %d\r\n\r\n" % (page["id"], n, len(text))
    ).encode() + text + b"\r\n\r\n"
    plain.write(record)
    packed.write(gzip.compress(record))
