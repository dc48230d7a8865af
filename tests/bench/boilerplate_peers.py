"""dechaff boilerplate beside its peers, over the same pages in one run: seconds of CPU, ratios, word F1.

  boilerplate_peers.py DECHAFF PAGES.jsonl

PAGES are records {"text", "gold", ...}; on pages of its training sets the model's own F1 says nothing. HTML extractors get every line as a <p>: that says what they cost, not how
well they do, as they live on tags; so their F1 is left out. What cannot be imported is passed over with a notice.
"""

import html
import json
import os
import resource
import subprocess
import sys
import tempfile
import time


def pages(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def cpu_of(command):
    """Seconds of CPU of a command, best of three; its last output."""
    best = None
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        out = subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = spent if best is None else min(best, spent)
    return best, out


def f1(dechaff, path, texts):
    """Mean word F1, by `dechaff eval`; texts that a peer rejects as a whole are empty."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as made:
        for page, text in zip(pages(path), texts):
            made.write(json.dumps({"id": page["id"], "text": text}, ensure_ascii=False) + "\n")
        made.flush()
        report = subprocess.run([dechaff, "eval", "--pred", made.name, path], stdout=subprocess.PIPE, check=True)
        return float(next(line for line in report.stdout.decode().splitlines() if line.startswith("ALL")).split()[-1])


def datatrove(name):
    from datatrove.data import Document
    if name == "c4":
        from datatrove.pipeline.filters import C4QualityFilter
        judge = C4QualityFilter()
    else:
        from datatrove.pipeline.filters import FineWebQualityFilter
        judge = FineWebQualityFilter()

    def clean(page):
        document = Document(text=page["text"], id="0")
        verdict = judge.filter(document)
        kept = verdict if isinstance(verdict, bool) else verdict[0]
        return document.text if kept else ""
    return clean


def as_html(page):
    return "<html><body>" + "".join(f"<p>{html.escape(x)}</p>\n" for x in page["text"].split("\n")) + "</body></html>"


def trafilatura():
    from trafilatura import extract
    return lambda page: extract(as_html(page)) or ""


def justext():
    from justext import get_stoplist, justext as judge
    words = get_stoplist("English")
    return lambda page: "\n".join(p.text for p in judge(as_html(page), words) if not p.is_boilerplate)


def resiliparse():
    from resiliparse.extract.html2text import extract_plain_text
    return lambda page: extract_plain_text(as_html(page), main_content=True)


PEERS = {"C4 rules (datatrove)": (lambda: datatrove("c4"), True), "FineWeb filter (datatrove)": (lambda: datatrove("fineweb"), True),
         "jusText": (justext, False), "resiliparse": (resiliparse, False), "trafilatura": (trafilatura, False)}


def main():
    dechaff, path = sys.argv[1:3]
    read = pages(path)
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, "pages.jsonl")
        with open(plain, "w", encoding="utf-8") as out:
            for page in read:
                out.write(json.dumps({"id": page["id"], "text": page["text"]}, ensure_ascii=False) + "\n")
        size = sum(len(page["text"].encode()) for page in read)
        rows = []
        common = ["-q", "--format", "jsonl", "-j1", plain]
        for name, command in {"wc -l": ["wc", "-l", plain],
                              "dechaff boilerplate": [dechaff, "boilerplate", *common],
                              "dechaff boilerplate --no-model": [dechaff, "boilerplate", "--no-model", *common]}.items():
            seconds, out = cpu_of(command)
            score = None
            if name != "wc -l":
                score = f1(dechaff, path, [json.loads(line)["text"] for line in out.decode().splitlines()])
            rows.append((name, seconds, score))
        for name, (make, scored) in PEERS.items():
            try:
                clean = make()
            except ImportError as error:
                print(f"{name} is passed over: {error}", file=sys.stderr)
                continue
            clean(read[0])
            start = time.process_time()
            texts = [clean(page) for page in read]
            rows.append((name, time.process_time() - start, f1(dechaff, path, texts) if scored else None))
    own = next(seconds for name, seconds, _ in rows if name == "dechaff boilerplate")
    print(f"{len(read)} pages, {size / 1e6:.1f} MB of text\n\n| | seconds of CPU | MB/s | dechaff is faster by | word F1 |\n|---|---|---|---|---|")
    for name, seconds, score in rows:
        seconds = max(seconds, 1e-3)
        print(f"| {name} | {seconds:.2f} | {size / 1e6 / seconds:.1f} | {seconds / own:.2f} | {'' if score is None else f'{score:.4f}'} |")


if __name__ == "__main__":
    main()
