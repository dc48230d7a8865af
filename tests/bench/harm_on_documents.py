#!/usr/bin/env python3
"""What `dechaff run` takes from documents that have no chaff but a copyright line: READMEs and manuals of installed packages.

  tests/bench/harm_on_documents.py [--program FILE] [--least CHARACTERS] [--show N] [FOLDER…]
    (standard library only; needs build/dechaff; default folder /usr/share/doc, so figures hang on what is installed)

Every text of 500 to 200,000 characters (names README*, NEWS*, FAQ*, *.txt, *.md, *.rst, also packed by gzip) is a document.
Prints what went by reason and rule, the lines of at least --least characters (default 1), and N examples of each.
"""

import argparse
import collections
import gzip
import json
import pathlib
import re
import subprocess
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
NAMES = re.compile(r"(README|NEWS|FAQ).*|.*\.(txt|md|rst)(\.gz)?")


def texts(folder):
    for path in sorted(folder.rglob("*")):
        if not NAMES.fullmatch(path.name) or not path.is_file():
            continue
        try:
            content = path.read_bytes()
            text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
        except (OSError, EOFError, UnicodeDecodeError):
            continue
        if 500 <= len(text) <= 200_000:
            yield text


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--program", type=pathlib.Path, default=ROOT / "build" / "dechaff")
    options.add_argument("--least", type=int, default=1)
    options.add_argument("--show", type=int, default=0)
    options.add_argument("folders", nargs="*", type=pathlib.Path, default=[pathlib.Path("/usr/share/doc")])
    chosen = options.parse_args()
    documents = list(dict.fromkeys(text for folder in chosen.folders for text in texts(folder)))
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps({"text": text}) + "\n" for text in documents)
        file.flush()
        command = [chosen.program, "run", "-q", "--explain", file.name]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    went = collections.defaultdict(list)
    for line in filter(None, told.split("\n")):
        decision = json.loads(line)
        if decision["action"] != "flag" and len(decision["text"].strip()) >= chosen.least:
            model = decision["reason"].endswith(".model")
            went[decision["reason"], "" if model else decision.get("rule", "")].append(decision)
    size = lambda decisions: sum(decision["end"] - decision["begin"] for decision in decisions)
    print(f"{len(documents):,} documents, {sum(len(text.encode()) for text in documents):,} bytes\n")
    print("| reason | rule | lines | bytes |\n|---|---|---|---|")
    for (reason, rule), decisions in sorted(went.items(), key=lambda item: -size(item[1])):
        print(f"| `{reason}` | {f'`{rule}`' if rule else ''} | {len(decisions):,} | {size(decisions):,} |")
        for decision in decisions[: chosen.show]:
            print(f"    {decision['text']!r}")


main()
