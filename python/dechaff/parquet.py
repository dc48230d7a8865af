"""Cleans a column of a Parquet file, in bounded memory: clean_parquet(), and as a program
`python -m dechaff.parquet IN OUT`. Needs pyarrow.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Optional, Union

from . import Pipeline

__all__ = ["Counts", "clean_parquet"]

PathLike = Union[str, "os.PathLike[str]"]


class Counts(NamedTuple):
    """What clean_parquet() did: rows, and bytes of their texts before and after."""

    rows: int
    bytes_in: int
    bytes_out: int


def _bytes(array: Any) -> int:
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    return pc.sum(pc.binary_length(array)).as_py() or 0


def _clean(pipeline: Pipeline, array: Any, ids: Any, jobs: int) -> Any:
    import pyarrow as pa

    if not pa.types.is_dictionary(array.type):
        return pipeline.clean(array, ids=ids, jobs=jobs)
    plain = array.dictionary_decode()
    return pipeline.clean(plain, ids=ids, jobs=jobs).dictionary_encode().cast(array.type)


def clean_parquet(
    source: PathLike,
    target: PathLike,
    recipe: Union[str, Pipeline] = "default",
    *,
    column: str = "text",
    id_column: Optional[str] = None,
    jobs: int = 1,
    batch_rows: int = 4096,
    compression: str = "zstd",
) -> Counts:
    """Writes `target` with the texts of `column` cleaned, and all else as it is in `source`: the
    other columns, the schema with its metadata, the order and the groups of rows.

    recipe: as of Pipeline, or a Pipeline. id_column: the texts' URLs, for stages that look at them.
    jobs: threads; 0: all cores. Holds one group of rows of the output and `batch_rows` rows of the
    input in memory. `target` is there when all is written, or not at all; it may be `source`.
    Raises KeyError for a column that is not there, TypeError for one that holds no text.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    pipeline = recipe if isinstance(recipe, Pipeline) else Pipeline(recipe)
    part = f"{os.fspath(target)}.{os.getpid()}.part"
    rows = bytes_in = bytes_out = 0
    with pq.ParquetFile(source) as file:
        schema = file.schema_arrow
        for name in filter(None, (column, id_column)):
            if name not in schema.names:
                raise KeyError(f"{source} has no column {name!r}; there are {schema.names}")
        kind = schema.field(column).type
        value = kind.value_type if pa.types.is_dictionary(kind) else kind
        if value not in (pa.string(), pa.large_string(), pa.binary(), pa.large_binary()):
            raise TypeError(f"column {column!r} of {source} holds {kind}, not text")
        place = schema.get_field_index(column)
        try:
            with pq.ParquetWriter(part, schema, compression=compression) as writer:
                for group in range(file.num_row_groups):
                    batches = []
                    for batch in file.iter_batches(batch_rows, row_groups=[group]):
                        ids = batch.column(id_column).to_pylist() if id_column else None
                        if ids is not None:
                            ids = ["" if one is None else str(one) for one in ids]
                        texts = batch.column(place)
                        cleaned = _clean(pipeline, texts, ids, jobs)
                        rows += len(texts)
                        bytes_in += _bytes(texts)
                        bytes_out += _bytes(cleaned)
                        columns = batch.columns
                        columns[place] = cleaned
                        batches.append(pa.RecordBatch.from_arrays(columns, schema=schema))
                    table = pa.Table.from_batches(batches, schema=schema)
                    writer.write_table(table, row_group_size=max(1, len(table)))
            with open(part, "rb") as written:
                os.fsync(written.fileno())
            os.replace(part, target)
        finally:
            Path(part).unlink(missing_ok=True)
    return Counts(rows, bytes_in, bytes_out)


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m dechaff.parquet", description="cleans a column of a Parquet file"
    )
    parser.add_argument("source")
    parser.add_argument("target")
    parser.add_argument("--recipe", default="default", help="as of `dechaff run`, or a filter")
    parser.add_argument("--column", default="text", help="the texts (default text)")
    parser.add_argument("--id-column", help="their URLs, for stages that look at them")
    parser.add_argument("-j", "--jobs", type=int, default=0, help="threads (default: all cores)")
    given = parser.parse_args(arguments)
    try:
        counts = clean_parquet(
            given.source,
            given.target,
            given.recipe,
            column=given.column,
            id_column=given.id_column,
            jobs=given.jobs,
        )
    except (KeyError, TypeError, ValueError, OSError, RuntimeError) as error:
        said = error.args[0] if isinstance(error, KeyError) else error
        print(f"dechaff: {given.source}: error: {said}", file=sys.stderr)
        return 2
    print(
        f"dechaff: {counts.rows} rows, {counts.bytes_in} bytes of text in, {counts.bytes_out} out",
        file=sys.stderr,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
