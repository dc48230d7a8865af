"""dechaff.spark on a cluster of two workers against the program, one executor killed on the way.

    python check_spark.py [--documents N] [--short] [--no-kill | --kill-after SECONDS]

Makes N short documents in which lines, sentences and whole texts repeat, runs every function of
dechaff.spark over them in `local-cluster[2,1,512]`, and compares with `dechaff` over the same documents in
one process. Ends with 0 when all is equal. tests/spark runs it small.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pyarrow.dataset

WORDS = (
    "river bridge water night people house road paper story council winter morning village market "
    "letter school garden window harbour engine island doctor summer mountain field stone light"
).split()
CHAFF = [
    "Home | News | Sport",
    "Share this page",
    "Subscribe to our newsletter",
    "Copyright 2020 The County Post. All rights reserved.",
    "Read more: the week in pictures",
    "Cookie settings",
]


def sentence(chance):
    words = [chance.choice(WORDS) for _ in range(chance.randint(12, 20))]
    return " ".join(words).capitalize() + "."


def write_documents(path, number, short):
    """About a fifth of the texts are copies or near copies of earlier ones. Short: texts of 300 bytes or so, half of the others."""
    chance = random.Random(47)
    pool, texts = [sentence(chance) for _ in range(max(50, number // 20))], []
    sites = max(20, number // 2500)
    menus = [[f"{chance.choice(WORDS)} {chance.choice(WORDS)} {k}th menu" for k in ("ab" if short else "abcde")] for _ in range(sites)]
    with open(path, "w", encoding="utf-8") as out:
        for n in range(number):
            site = chance.randrange(sites)
            kind = chance.random()
            if texts and kind < 0.08:
                site, body = chance.choice(texts)
            elif texts and kind < 0.2:
                site, body = chance.choice(texts)
                body = list(body)
                at = chance.randrange(len(body))
                words = body[at].split()
                words[chance.randrange(len(words) - 1)] = chance.choice(WORDS)
                body[at] = " ".join(words)
            else:
                body = [sentence(chance) for _ in range(chance.randint(1, 2) if short else chance.randint(2, 6))]
                if chance.random() < 0.3:
                    body.append(chance.choice(pool))
            if len(texts) < 5000:
                texts.append((site, body))
            lines = [*menus[site], " ".join(body[:2]), *body[2:], chance.choice(CHAFF)]
            out.write(
                json.dumps({"n": n, "url": f"https://site{site}.org/{n}", "text": "\n".join(lines) + "\n"})
                + "\n"
            )


def program(*arguments):
    subprocess.run([sys.executable, "-m", "dechaff", *map(str, arguments)], check=True)


def executors():
    """The executors below this process."""
    table = subprocess.run(
        ["ps", "-eo", "pid=,ppid=,args="], stdout=subprocess.PIPE, check=True, text=True
    ).stdout
    parents, found = {}, []
    for row in table.splitlines():
        pid, parent, command = row.split(None, 2)
        parents[int(pid)] = int(parent)
        if "CoarseGrainedExecutorBackend" in command and "java" in command.split()[0]:
            found.append(int(pid))

    def below(pid):
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid]
        return False

    return [pid for pid in found if below(pid)]


class Killer:
    """Kills one executor a while after a job began."""

    def __init__(self, on):
        self.on, self.killed = on, 0

    def during(self, work, after):
        if not self.on:
            return work()
        timer = threading.Timer(after, self.kill, [after])
        before = self.killed
        timer.start()
        try:
            return work()
        finally:
            timer.cancel()
            if self.killed == before:
                print(f"  no executor was killed: done within {after:.0f} s", flush=True)

    def kill(self, after):
        pids = executors()
        if pids:
            os.kill(pids[0], signal.SIGKILL)
            self.killed += 1
            print(f"  killed executor {pids[0]} after {after:.0f} s", flush=True)


def texts_of(path):
    with open(path, encoding="utf-8") as lines:
        return {record["n"]: record["text"] for record in map(json.loads, lines)}


def compare(what, files, expected, column="text"):
    """Rows that Spark wrote as Parquet against {order: value}; read without Spark."""
    wrong = rows = 0
    for batch in pyarrow.dataset.dataset(files, format="parquet").to_batches(columns=["n", column]):
        for n, value in zip(batch.column("n").to_pylist(), batch.column(column).to_pylist()):
            rows += 1
            wrong += expected[n] != value
    equal = wrong == 0 and rows == len(expected)
    print(f"  {what}: {rows} rows, {wrong} differ", flush=True)
    return equal


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--documents", type=int, default=3000)
    options.add_argument("--short", action="store_true")
    options.add_argument("--no-kill", action="store_true")
    options.add_argument("--kill-after", type=float, help="seconds into each job; 4, or 15 from 100,000 documents on")
    options.add_argument("--only", default="clean,dedup,neardup,learn")
    options.add_argument("--driver-edges", type=int, default=2_000_000)
    chosen = options.parse_args()
    folder = tempfile.TemporaryDirectory(prefix="dechaff-spark-")
    path = Path(folder.name)
    os.environ["SPARK_WORKER_DIR"] = str(path / "workers")
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    os.environ["PYSPARK_PYTHON"] = sys.executable
    import pyspark

    os.environ.setdefault("SPARK_HOME", os.path.dirname(pyspark.__file__))
    from pyspark.sql import SparkSession

    import dechaff.spark as ds

    documents = path / "documents.jsonl"
    write_documents(documents, chosen.documents, chosen.short)
    print(f"{chosen.documents} documents, {documents.stat().st_size / 1e6:.1f} MB", flush=True)
    session = (
        SparkSession.builder.master("local-cluster[2,1,512]")
        .appName("dechaff")
        .config("spark.executor.memory", "512m")
        .config("spark.driver.memory", "2g")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.worker.dir", str(path / "workers"))
        .config("spark.local.dir", str(path / "local"))
        .config("spark.sql.warehouse.dir", str(path / "warehouse"))
        .config("spark.sql.shuffle.partitions", str(max(4, min(64, chosen.documents // 20000))))
        .config("spark.sql.files.maxPartitionBytes", str(min(16 << 20, documents.stat().st_size // 6)))
        .config("spark.sql.files.openCostInBytes", "1024")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "2000")
        .config("spark.task.maxFailures", "8")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    df = session.read.schema("n long, url string, text string").json(str(documents))
    killer = Killer(not chosen.no_kill)
    after = chosen.kill_after or (4 if chosen.documents < 100000 else 15)
    only = chosen.only.split(",")
    good = True
    out = path / "expected.jsonl"

    def timed(what, work):
        begun = time.time()
        frame = killer.during(work, after)
        print(f"{what}: {time.time() - begun:.0f} s", flush=True)
        return frame

    def stored(frame, name):
        frame.write.mode("overwrite").parquet(str(path / name))
        return str(path / name)

    if "clean" in only:
        program("run", "-q", "--set", "dedup.scope=document", documents, "-o", out)
        result = timed("clean", lambda: stored(ds.clean(df), "clean"))
        good &= compare("clean", result, texts_of(out))
    if "dedup" in only:
        for unit, match in (("sentence", "exact"), ("line", "folded")):
            settings = {"unit": unit, "match": match, "min-words": 5}
            program("dedup", "-q", "--scope", "input", "--unit", unit, "--match", match, "--min-words", 5,
                    documents, "-o", out)
            frame = ds.dedup(df, order="n", settings=settings)
            result = timed(f"dedup {unit}", lambda frame=frame: stored(frame, "dedup"))
            good &= compare(f"dedup {unit}", result, texts_of(out))
    if "neardup" in only:
        program("dedup", "-q", "--scope", "input", "--unit", "document", "--match", "near",
                documents, "-o", out)
        kept = {n: text != "" for n, text in texts_of(out).items()}

        def near():  # the call itself runs jobs: the edges, and their components
            found = ds.neardup(df, order="n", driver_edges=chosen.driver_edges)
            return stored(found.selectExpr("n", "near_of", "cluster", "near_of is null as kept"), "near")

        files = timed("neardup", near)
        good &= compare("neardup", files, kept, "kept")
        result = session.read.parquet(files)
        # A cluster is the least of its rows, and rows that are alike share it.
        other = result.selectExpr("n as near_of", "cluster as other")
        bad = result.where("cluster > n").count()
        bad += result.join(other, "near_of").where("cluster != other").count()
        groups = result.select("cluster").distinct().count()
        print(f"  {sum(kept.values())} kept, {groups} clusters", flush=True)
        good &= bad == 0 and 0 < groups <= sum(kept.values()) < len(kept)
    if "learn" in only:
        program("learn", "-q", "--id-field", "url", documents, "-o", path / "pack.toml")
        pack = timed("learn", lambda: ds.learn(df, url="url", order="n"))
        equal = pack == (path / "pack.toml").read_text()
        print(f"  learn: {pack.count('[[line]]')} lines, {'the same' if equal else 'NOT the same'}")
        good &= equal and "[[line]]" in pack
        program("boilerplate", "-q", "--no-context", "--id-field", "url", "--pack", path / "pack.toml",
                documents, "-o", out)
        frame = ds.clean(df, "boilerplate", id="url", settings={"boilerplate.context": False}, pack=pack)
        result = timed("clean with the pack", lambda: stored(frame, "packed"))
        good &= compare("clean with the pack", result, texts_of(out))
    if killer.on:
        print(f"{killer.killed} executors were killed")
        good &= killer.killed > 0
    session.stop()
    print("the same as in one process" if good else "DIFFERENT from one process")
    folder.cleanup()
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
