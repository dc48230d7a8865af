"""Pages of a gold file over and over as WET, another number in every line each time, so that none comes twice:
endless_wet.py GOLD.jsonl.gz GIGABYTES writes so much to standard output."""

import gzip
import json
import sys

pages = []
for row in gzip.open(sys.argv[1], "rt"):
    page = json.loads(row)
    # Behind the first word, so that the line is of the same kind as before.
    lines = [line.split(" ", 1) for line in page["text"].split("\n")]
    marked = "\n".join(" \0 ".join(line) for line in lines)
    pages.append((page["id"], marked.encode()))

left, number = int(float(sys.argv[2]) * 1e9), 0
while left > 0:
    for name, marked in pages:
        number += 1
        text = marked.replace(b"\0", b"%d" % number)
        head = (
            "WARC/1.0\r\nWARC-Type: conversion\r\nWARC-Target-URI: https://%s.org/%d\r\nContent-Type: text/plain\r\n"
            "Content-Length: %d\r\n\r\n" % (name, number, len(text))
        )
        sys.stdout.buffer.write(head.encode() + text + b"\r\n\r\n")
        left -= len(head) + len(text) + 4
        if left <= 0:
            break
