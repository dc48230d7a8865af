"""dechaff on Apache Spark: docs/spark.md.

Every function takes and returns a DataFrame and runs in Spark's Python workers, a batch of rows at a
time, without a process a row. The results are those of the program over the same documents in the
order of the column `order`, whatever the partitions and however often a task runs again.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Optional

import pyarrow as pa
from pyspark.sql import functions as F
from pyspark.sql import types as T
from pyspark.sql.window import Window

import dechaff

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["clean", "dedup", "learn", "neardup"]

Batches = Iterator[pa.RecordBatch]


def _with_text(batch: pa.RecordBatch, text: str, values: Any) -> pa.RecordBatch:
    at = batch.schema.get_field_index(text)
    return batch.set_column(at, batch.schema.field(at), values)


def _pack_file(pack: str) -> str:
    """A file with this content, on whatever machine the task runs."""
    name = f"dechaff-{hashlib.sha256(pack.encode()).hexdigest()[:32]}.toml"
    path = os.path.join(tempfile.gettempdir(), name)
    if not os.path.exists(path):
        handle, made = tempfile.mkstemp(suffix=".toml", prefix="dechaff-")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(pack)
        os.replace(made, path)
    return path


def clean(
    df: DataFrame,
    recipe: str = "default",
    *,
    text: str = "text",
    id: Optional[str] = None,
    settings: Optional[Mapping[str, Any]] = None,
    languages: Iterable[str] = (),
    pack: Optional[str] = None,
) -> DataFrame:
    """The rows with the column `text` cleaned. `id`: the column of the pages' URLs; `pack`: what
    learn() returned, for boilerplate. A recipe that looks at earlier documents is refused: dedup()
    is for that.
    """
    chosen, tongues = dict(settings or {}), tuple(languages)
    if dechaff.Pipeline(recipe, settings=chosen, languages=tongues).in_order:
        raise ValueError("this recipe depends on earlier documents: use dechaff.spark.dedup")

    def batches(given: Batches) -> Batches:
        own = dict(chosen)
        if pack is not None:
            own["boilerplate.pack"] = _pack_file(pack)
        for batch in given:
            ids = batch.column(id) if id is not None else None
            cleaned = dechaff.clean(
                batch.column(text), recipe, settings=own, languages=tongues, ids=ids
            )
            yield _with_text(batch, text, cleaned)

    return df.mapInArrow(batches, df.schema)


def dedup(
    df: DataFrame,
    recipe: str = "dedup",
    *,
    order: str,
    text: str = "text",
    settings: Optional[Mapping[str, Any]] = None,
    languages: Iterable[str] = (),
) -> DataFrame:
    """The rows without what an earlier row has said: `dechaff dedup --scope input` over the rows in
    the order of the column `order`, whose values all differ. Settings as of the filter: {"unit":
    "line", "match": "folded", "min-words": 5}; match "near" is for neardup().

    Each document is read twice. Between, Spark brings equal fingerprints together (16 bytes and
    the order a unit) and finds the first document of each.
    """
    named = {
        name if "." in name else f"{recipe}.{name}": value
        for name, value in (settings or {}).items()
    }
    if recipe == "dedup":
        named.setdefault("dedup.scope", "input")
    if named.get("dedup.match") == "near":
        raise ValueError("match 'near' is for dechaff.spark.neardup")
    tongues = tuple(languages)
    if not dechaff.Pipeline(recipe, settings=named, languages=tongues).in_order:
        raise ValueError("this recipe does not look at earlier documents: use dechaff.spark.clean")
    kind = df.schema[order].dataType

    def pipeline() -> dechaff.Pipeline:
        return dechaff.Pipeline(recipe, settings=named, languages=tongues, ledger=True)

    def keys(given: Batches) -> Batches:
        own = pipeline()
        for batch in given:
            found = own.keys(batch.column(text).to_pylist())
            rows = [row for row, one in enumerate(found) for _ in range(len(one) // 16)]
            flat = b"".join(found)
            key = pa.FixedSizeBinaryArray.from_buffers(
                pa.binary(16), len(flat) // 16, [None, pa.py_buffer(flat)]
            )
            yield pa.RecordBatch.from_arrays(
                [key.cast(pa.binary()), batch.column(order).take(pa.array(rows, pa.int32()))], ["key", order]
            )

    def cut(given: Batches) -> Batches:
        own = pipeline()
        for batch in given:
            earlier = [None if one is None else b"".join(one) for one in batch.column("earlier").to_pylist()]
            values = own.clean_after(batch.column(text).to_pylist(), earlier)
            field = batch.schema.field(text)
            rest = batch.drop_columns(["earlier"])
            yield _with_text(rest, text, pa.array(values, field.type))

    said = df.select(order, text).mapInArrow(
        keys, T.StructType([T.StructField("key", T.BinaryType()), T.StructField(order, kind)])
    )
    first = said.groupBy("key").agg(
        F.min(order).alias("first"), F.count(F.lit(1)).alias("times")
    )
    earlier = (
        said.join(first.where("times > 1"), "key")
        .where(F.col(order) > F.col("first"))
        .groupBy(order)
        .agg(F.collect_list("key").alias("earlier"))
    )
    return df.join(earlier, order, "left").select(*df.columns, "earlier").mapInArrow(cut, df.schema)


def neardup(
    df: DataFrame,
    *,
    order: str,
    text: str = "text",
    threshold: float = 0.8,
    min_words: int = 8,
    driver_edges: int = 2_000_000,
) -> DataFrame:
    """The rows with two more columns: `near_of`, an earlier row that this one is like, null
    when there is none; and `cluster`, the first row of its connected component.
    Alike are texts whose sets of runs of five words have a Jaccard similarity of `threshold`.

    Rows with near_of null are those that `dechaff dedup --scope input --unit document --match near`
    keeps; those with cluster = order are one of each component, which can be fewer. Up to
    `driver_edges` pairs the components are found on the driver, beyond by joins in rounds.
    """
    kind = df.schema[order].dataType
    signed = T.StructType(
        [
            T.StructField("doc", kind),
            T.StructField("bands", T.ArrayType(T.LongType())),
            T.StructField("shingles", T.BinaryType()),
        ]
    )

    def sign(given: Batches) -> Batches:
        for batch in given:
            found = dechaff._dechaff.near_keys(
                batch.column(text).to_pylist(), threshold, min_words, 1
            )
            bands = [memoryview(one[0]).cast("q").tolist() for one in found]
            yield pa.RecordBatch.from_arrays(
                [
                    batch.column(order),
                    pa.array(bands, pa.list_(pa.int64())),
                    pa.array([one[1] for one in found], pa.binary()),
                ],
                ["doc", "bands", "shingles"],
            )

    def verify(given: Batches) -> Batches:
        for batch in given:
            a, b = batch.column("a_shingles"), batch.column("b_shingles")
            alike = [
                dechaff._dechaff.similarity(x.as_py(), y.as_py()) >= threshold for x, y in zip(a, b)
            ]
            yield batch.select(["a", "b"]).filter(pa.array(alike, pa.bool_()))

    signs = df.select(order, text).mapInArrow(sign, signed).where(F.size("bands") > 0)
    signs = signs.withColumn("digest", F.sha2("shingles", 256)).persist()
    # Texts with the same set count as their first one: many copies of one page make no pairs.
    same = Window.partitionBy("digest")
    copies = signs.select("doc", F.min("doc").over(same).alias("first"))
    firsts = signs.join(copies.where("doc = first").select("doc"), "doc", "left_semi").persist()
    bands = firsts.select("doc", F.explode("bands").alias("band"))
    pairs = (
        bands.select("band", F.col("doc").alias("a"))
        .join(bands.select("band", F.col("doc").alias("b")), "band")
        .where("a < b")
        .select("a", "b")
        .distinct()
    )
    shingles = firsts.select("doc", "shingles")
    edges = (
        pairs.join(shingles.toDF("a", "a_shingles"), "a")
        .join(shingles.toDF("b", "b_shingles"), "b")
        .mapInArrow(verify, T.StructType([T.StructField("a", kind), T.StructField("b", kind)]))
        .union(copies.where("first < doc").select(F.col("first").alias("a"), F.col("doc").alias("b")))
        .persist()
    )
    near = edges.groupBy("b").agg(F.min("a").alias("near_of")).withColumnRenamed("b", order)
    few = edges.count() <= driver_edges
    clusters = (_components_here if few else _components)(edges).toDF(order, "cluster")
    return (
        df.join(near, order, "left")
        .join(clusters, order, "left")
        .select(*df.columns, "near_of", F.coalesce("cluster", F.col(order)).alias("cluster"))
    )


def _components_here(edges: DataFrame) -> DataFrame:
    """What _components gives, by union-find on the driver: a hundred bytes or so an edge."""
    parent: dict[Any, Any] = {}

    def root(node: Any) -> Any:
        while (above := parent.setdefault(node, node)) != node:
            parent[node] = parent[above]
            node = above
        return node

    for a, b in edges.collect():
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    pairs = [(node, root(node)) for node in list(parent)]
    return edges.sparkSession.createDataFrame(
        [pair for pair in pairs if pair[0] != pair[1]], edges.schema
    )


def _components(edges: DataFrame) -> DataFrame:
    """The least document of the component of each one that is not the least, by alternating large
    and small stars: R. Kiveris et al., "Connected Components in MapReduce and Beyond" (2014). Some
    log² of the longest path rounds.
    """
    before: Optional[tuple[int, Any]] = None
    most = int(str(edges.sparkSession.conf.get("spark.sql.shuffle.partitions")))
    parts = min(most, 1 + edges.count() // 50_000)
    edges = _cut(edges)
    while True:
        large = _stars(edges.union(edges.select("b", "a")), parts, larger=True)
        small = _stars(
            large.select(F.greatest("a", "b").alias("a"), F.least("a", "b").alias("b")), parts, larger=False
        )
        last, edges = edges, _cut(small.repartition(parts, "a").distinct()).persist()
        count = edges.agg(
            F.count(F.lit(1)), F.sum(F.xxhash64("a", "b").cast("decimal(38,0)"))
        ).first()
        assert count is not None
        last.unpersist()
        now = (count[0], count[1])
        if now == before:
            return edges
        before = now


def _cut(df: DataFrame) -> DataFrame:
    """The same rows with a plan of one node, or a plan of rounds doubles in each. They stay on the
    JVM; Spark has run all but the last stage, and joined its small partitions, when this returns. What
    is lost with a worker can still be computed again, which is not so after localCheckpoint()."""
    session: Any = df.sparkSession
    frame: Any = df
    rows = frame._jdf.javaRDD()
    return type(df)(session._jsparkSession.createDataFrame(rows, frame._jdf.schema()), session)


def _stars(edges: DataFrame, parts: int, larger: bool) -> DataFrame:
    """Rows (a, b) are a node and a neighbour of it. Ties neighbours to the least among them and the
    node: the larger neighbours, or, when all given ones are smaller, all of them and the node."""
    node = Window.partitionBy("a")
    least = edges.repartition(parts, "a").withColumn("m", F.least("a", F.min("b").over(node)))
    tied = least.select(F.col("b").alias("a"), F.col("m").alias("b"), F.col("a").alias("node"))
    if larger:
        return tied.where("a > node").select("a", "b")
    own = least.select("a", F.col("m").alias("b"))
    return tied.select("a", "b").union(own).where("a != b")


def learn(
    df: DataFrame,
    *,
    url: str,
    order: str,
    text: str = "text",
    min_pages: int = 8,
    min_share: float = 0.3,
) -> str:
    """The pack that `dechaff learn` prints of the rows in the order of the column `order`; `url` is
    the column of the pages' addresses. Spark brings a site's pages together, at most the first
    10,000 of it, and learns each site in one task.
    """
    most_pages = 10000
    sited = T.StructType([*df.select(url, order, text).schema.fields, T.StructField("site", T.StringType())])

    def site(given: Batches) -> Batches:
        for batch in given:
            sites = [dechaff._dechaff.site_of(one or "") for one in batch.column(url).to_pylist()]
            yield batch.append_column("site", pa.array(sites, pa.string()))

    def one_site(pages: Any) -> Any:
        pages = pages.sort_values(order)
        pack = dechaff.learn(
            pages[text].tolist(), pages[url].tolist(), min_pages=min_pages, min_share=min_share
        )
        return pages.head(1)[["site"]].assign(pack=pack)

    rank = F.row_number().over(Window.partitionBy("site").orderBy(order))
    size = F.count(F.lit(1)).over(Window.partitionBy("site"))
    packs = (
        df.select(url, order, text)
        .mapInArrow(site, sited)
        .where("site != ''")
        .withColumn("rank", rank)
        .withColumn("size", size)
        .where((F.col("rank") <= most_pages) & (F.col("size") >= min_pages))
        .drop("rank", "size")
        .groupBy("site")
        .applyInPandas(one_site, "site string, pack string")
        .collect()
    )
    head = dechaff.learn([], min_pages=min_pages, min_share=min_share)
    out = head
    for row in sorted(packs, key=lambda one: str(one["site"]).encode()):
        out += row["pack"][len(head) :]
    return out
