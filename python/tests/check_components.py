"""The components that dechaff.spark finds, by union-find and by joins, against a plain search.

    python check_components.py

Small graphs, one process with two threads. The joins must also be cheap when the session asks for 200
shuffle partitions and Spark may not join small ones (adaptive execution is off): before, a graph of 1,400
edges took 10,610 tasks in six rounds. tests/spark runs it.
"""

import os
import random
import sys


def components(edges):
    """{node: the least of its component} without those that are the least."""
    beside = {}
    for a, b in edges:
        beside.setdefault(a, []).append(b)
        beside.setdefault(b, []).append(a)
    found = {}
    for start in sorted(beside):
        if start in found:
            continue
        found[start], ahead = start, [start]
        while ahead:
            for node in beside[ahead.pop()]:
                if node not in found:
                    found[node] = start
                    ahead.append(node)
    return {node: least for node, least in found.items() if node != least}


def graphs():
    chance = random.Random(3)
    shuffled = list(range(300))
    chance.shuffle(shuffled)
    yield "stars", [(i - i % 5, i) for i in range(3000) if i % 5]
    yield "random", [tuple(sorted(chance.sample(range(3000), 2))) for _ in range(1400)]
    yield "path", [(i, i + 1) for i in range(100)]
    yield "shuffled path", [tuple(sorted(pair)) for pair in zip(shuffled, shuffled[1:])]
    yield "names", [("b", "c"), ("a", "c"), ("x", "y"), ("x", "z"), ("y", "z")]
    yield "none", []


def tasks_of(context, group):
    tracker = context.statusTracker()
    stages = {s for job in tracker.getJobIdsForGroup(group) for s in tracker.getJobInfo(job).stageIds}
    return sum(info.numCompletedTasks for info in map(tracker.getStageInfo, stages) if info)


def main():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession

    import dechaff.spark as ds

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.sql.shuffle.partitions", "200")
        .config("spark.sql.adaptive.enabled", "false")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    good = True
    for name, edges in graphs():
        kind = "string" if name == "names" else "long"
        df = session.createDataFrame(edges, f"a {kind}, b {kind}")
        expected = sorted(components(edges).items())
        here = sorted(map(tuple, ds._components_here(df).collect())) == expected
        session.sparkContext.setJobGroup(name, name)
        joined = sorted(map(tuple, ds._components(df).collect())) == expected
        tasks = tasks_of(session.sparkContext, name)
        print(f"{name}: {len(edges)} edges, {tasks} tasks{'' if here and joined else ', WRONG'}", flush=True)
        good &= here and joined and tasks < 400
    session.stop()
    print("components: as they should be" if good else "components: WRONG, or too many tasks")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
