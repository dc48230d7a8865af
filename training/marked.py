"""Documents whose headings are known from their marks: Markdown and reStructuredText that Debian packages install,
with the marks taken off.

  apt-get install python3.11-doc linux-doc nodejs-doc npm cmake-data sphinx-doc python-sqlalchemy-doc catch2 \
    llvm-14-doc clang-14-doc buildbot-doc rsyslog-doc python-{aiohttp,babel,celery,flask,jinja2,psycopg2,pygments,pytest,requests,sklearn,sympy,tornado,werkzeug}-doc

  python -m training.marked > marked.jsonl     the held-out packages as gold pages, for dechaff eval --task headings
"""

import glob
import gzip
import json
import os
import random
import re
import sys

SPHINX = "/usr/share/doc/{}/html/_sources/**/*.txt"

# name: (pattern, how many documents at the most, licence); the first table is trained on, the second never.
TRAINED = {
    "python": ("/usr/share/doc/python3.11/html/_sources/**/*.rst.txt", 260, "PSF-2.0"),
    "linux": ("/usr/share/doc/linux-doc-6.1/html/_sources/**/*.rst.txt", 420, "GPL-2.0"),
    "nodejs": ("/usr/share/doc/nodejs/api/**/*.md*", 62, "MIT"),
    "npm": ("/usr/lib/node_modules/npm/docs/content/**/*.md", 70, "Artistic-2.0"),
    "cmake": ("/usr/share/cmake-*/Help/*/*.rst", 120, "BSD-3-Clause"),
    "llvm": (SPHINX.format("llvm-14-doc"), 60, "Apache-2.0 WITH LLVM-exception"),
    "clang": (SPHINX.format("clang-14"), 40, "Apache-2.0 WITH LLVM-exception"),
    "buildbot": (SPHINX.format("buildbot"), 80, "GPL-2.0"),
    "rsyslog": (SPHINX.format("rsyslog-doc"), 80, "GPL-3.0-or-later, Apache-2.0"),
    "sklearn": (SPHINX.format("python-sklearn-doc"), 60, "BSD-3-Clause"),
    "sympy": (SPHINX.format("python-sympy-doc"), 60, "BSD-3-Clause"),
    "celery": (SPHINX.format("python-celery-doc"), 80, "BSD-3-Clause, CC-BY-SA-4.0"),
    "pytest": (SPHINX.format("python-pytest-doc"), 60, "MIT"),
    "flask": (SPHINX.format("python-flask-doc"), 60, "BSD-3-Clause"),
    "tornado": (SPHINX.format("python-tornado-doc"), 60, "Apache-2.0"),
    "werkzeug": (SPHINX.format("python-werkzeug-doc"), 40, "BSD-3-Clause"),
    "aiohttp": (SPHINX.format("python-aiohttp-doc"), 40, "Apache-2.0"),
    "babel": (SPHINX.format("python-babel-doc"), 30, "BSD-3-Clause"),
    "pygments": (SPHINX.format("python-pygments-doc"), 30, "BSD-2-Clause"),
    "psycopg2": (SPHINX.format("python-psycopg2-doc"), 20, "LGPL-3.0"),
    "jinja2": (SPHINX.format("python-jinja2-doc"), 20, "BSD-3-Clause"),
    "requests": (SPHINX.format("python-requests-doc"), 20, "Apache-2.0"),
}
HELD_OUT = {
    "sphinx": ("/usr/share/doc/sphinx-doc/**/*.rst.txt", 95, "BSD-2-Clause"),
    "sqlalchemy": ("/usr/share/doc/python-sqlalchemy-doc/rst/**/*.rst*", 120, "MIT"),
    "catch2": ("/usr/share/doc/catch2/docs/*.md*", 22, "BSL-1.0"),
}

ROW = re.compile(r"^([=\-~^*#+\"'`:.<>_])\1{2,}\s*$")
DIRECTIVE = re.compile(r"^(\s*)\.\. ")


CODE = -1  # the level of a line that must stay a line


def plain(text):
    """Inline marks of both languages taken off."""
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\](\([^)]*\)|\[[^\]]*\])", r"\1", text)
    text = re.sub(r":[\w:+.-]+:`~?([^`<]+?)(\s*<[^`]*>)?`", r"\1", text)
    text = re.sub(r"`([^`<]+?)\s*<[^`]*>`__?", r"\1", text)
    text = re.sub(r"<!--.*?-->|</?\w[^>]*>", "", text)
    text = re.sub(r"``?([^`]+)``?_{0,2}", r"\1", text)
    text = re.sub(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])\*(?=\S)([^*]+)(?<=\S)\*(?![\w*])", r"\1", text)
    return re.sub(r"\|(\w+)\|", r"\1", text).replace("\\", "").strip()


def markdown(lines):
    """(level or 0, text) of each line that is left."""
    fenced, out = False, []
    if lines and lines[0].strip() == "---":
        end = next((i for i in range(1, len(lines)) if lines[i].strip() == "---"), 0)
        lines = lines[end + 1:]
    for i, line in enumerate(lines):
        if re.match(r"^\s*(```|~~~)\s*$" if fenced else r"^\s*(```+[^`]*|~~~.*)$", line):
            fenced = not fenced
            continue
        if fenced:
            out.append((CODE, line.rstrip()))
            continue
        head = re.match(r"^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$", line)
        if head:
            out.append((len(head[1]), plain(head[2])))
        elif re.match(r"^ {0,3}(=+|-+)\s*$", line):
            if i and lines[i - 1].strip() and out and out[-1][0] == 0 and out[-1][1]:
                out[-1] = (1 if "=" in line else 2, out[-1][1])
        elif not re.match(r"^\s*(\[[^\]]+\]:|<!--|\|?[\s:|-]+\|[\s:|-]*$)", line):
            out.append((CODE, line.strip()) if re.match(r"^(\s{4}|\t)\S", line) else (0, plain(line)))
    return out


def restructured(lines):
    out, styles, skipped, code = [], [], None, None
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if skipped is not None and line.strip():
            if indent > skipped and re.match(r"^\s*:[\w-]+:", line):
                continue  # an option of a directive
            skipped = None
        if code is not None and line.strip():
            if indent > code:
                out.append((CODE, line.strip()))
                continue
            code = None
        if DIRECTIVE.match(line):
            skipped = indent
            if re.match(r"^\s*\.\. (code|code-block|sourcecode|parsed-literal|doctest)::", line):
                code = indent
            said = re.match(r"^\s*\.\. (note|warning|tip|seealso|important)::\s+(.*)$", line)
            if said:
                out.append((0, plain(said[2])))
            continue
        if ROW.match(line):
            above = lines[i - 1].strip() if i else ""
            if above and not ROW.match(lines[i - 1]) and len(line.strip()) >= len(above) * 0.5 and out and out[-1][1]:
                style = line[0] + ("o" if i > 1 and ROW.match(lines[i - 2]) and lines[i - 2][0] == line[0] else "")
                if style not in styles:
                    styles.append(style)
                out[-1] = (styles.index(style) + 1, out[-1][1])
            continue
        if re.match(r"^\s*([=-]{2,}\s+)+[=-]+\s*$|^\s*[+|][-=+ ]+[+|]\s*$", line):
            continue  # rules of a table
        if line.rstrip().endswith("::"):
            code = indent
        out.append((0, plain(re.sub(r"::\s*$", ":", line))))
    return out


def document(path):
    """[(level or 0, line)] of a document without its marks, a paragraph a line, empty lines between."""
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8", errors="replace") as file:
        lines = file.read().split("\n")
    marked = markdown(lines) if ".md" in os.path.basename(path) else restructured(lines)
    joined = []
    for level, text in marked:
        if level == CODE:
            joined.append((CODE, text))
            continue
        listed = re.match(r"^(\s|[*+-] |\d+\.|#\. )", text)
        if level == 0 and text and joined and joined[-1][0] == 0 and joined[-1][1] and not listed:
            joined[-1] = (0, joined[-1][1] + " " + text)
        else:
            joined.append((level, re.sub(r"^([*+-]|#\.) ", "", text)))
    return joined


def layout(joined, rng):
    """Lines and the headings among them, in one of several layouts."""
    blank, out, headings = rng.random() < 0.4, [], []
    for level, text in joined:
        if not text:
            if blank and out and out[-1]:
                out.append("")
            continue
        if level > 0:
            headings.append({"line": len(out), "tag": f"h{min(level, 6)}", "text": text})
        out.append(text)
    return out, headings


def records(table, rng):
    for name, (pattern, most, licence) in table.items():
        paths = sorted(p for p in glob.glob(pattern, recursive=True) if os.path.isfile(p))
        paths = sorted(rng.sample(paths, min(most, len(paths))))
        for path in paths:
            lines, headings = layout(document(path), rng)
            if len(headings) < 2 or len(lines) < 8:
                continue
            text = "\n".join(lines)
            yield {"id": f"{name}/{os.path.basename(path)}", "type": name, "lang": "en", "text": text, "gold": text,
                   "headings": headings}


if __name__ == "__main__":
    for record in records(HELD_OUT, random.Random(1)):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
