"""Keys of `dechaff dedup --emit keys` as Parquet and back, in bounded memory: write_keys(),
read_keys(), and as a program `python -m dechaff.keys FROM TO`. Needs pyarrow.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Optional, Union

__all__ = ["read_keys", "schema", "write_keys"]

PathLike = Union[str, "os.PathLike[str]"]

_ESCAPES = {"\\t": "\t", "\\n": "\n", "\\r": "\r", "\\\\": "\\"}


def schema() -> Any:
    """A row a unit: where it stands (bytes of the document, half-open), and the 128 bits of its
    fingerprint. Rows with the same fingerprint repeat one another."""
    import pyarrow as pa

    return pa.schema(
        [
            pa.field("document", pa.string(), nullable=False),
            pa.field("unit", pa.int64(), nullable=False),
            pa.field("begin", pa.int64(), nullable=False),
            pa.field("end", pa.int64(), nullable=False),
            pa.field("fingerprint", pa.binary(16), nullable=False),
        ]
    )


def _unescape(cell: str) -> str:
    import re

    return re.sub(r"\\[tnr\\]", lambda found: _ESCAPES[found.group()], cell)


def _escape(cell: str) -> str:
    for escape, plain in reversed(_ESCAPES.items()):  # the backslash first
        cell = cell.replace(plain, escape)
    return cell


def _where(array: Any, pattern: str, change: Any) -> Any:
    """The strings with `change` made to those that hold what `pattern` says, which are few."""
    import pyarrow as pa
    import pyarrow.compute as pc

    found = pc.match_substring_regex(array, pattern)
    if not pc.any(found).as_py():
        return array
    changed = [change(cell) for cell in array.filter(found).to_pylist()]
    return pc.replace_with_mask(array, found, pa.array(changed, array.type))


def _from_hex(array: Any) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if not pc.all(pc.match_substring_regex(array, "^[0-9a-f]{32}$")).as_py():
        raise ValueError("a fingerprint is not of 32 hexadecimal digits")
    raw = bytes.fromhex("".join(array.to_pylist()))
    return pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(16), len(array), [None, pa.py_buffer(raw)]
    )


def _to_hex(array: Any) -> Any:
    import pyarrow as pa

    digits = b"".join(array.to_pylist()).hex()
    if len(digits) != 32 * len(array):
        raise ValueError("a fingerprint is not of 16 bytes")
    return pa.array([digits[at : at + 32] for at in range(0, len(digits), 32)], pa.string())


def _opened(name: PathLike, mode: str, standard: Any, stack: ExitStack) -> Any:
    if os.fspath(name) == "-":
        return standard.buffer
    return stack.enter_context(open(name, mode))


def write_keys(source: PathLike, target: PathLike, *, compression: str = "zstd") -> int:
    """Writes the rows that `dechaff dedup --emit keys` printed to `source` ("-": standard input)
    as Parquet; how many they were. `target` is there when all is written, or not at all. Raises
    ValueError for rows that are none.
    """
    import pyarrow as pa
    import pyarrow.csv as csv
    import pyarrow.parquet as pq

    kinds = {field.name: field.type for field in schema()}
    kinds["fingerprint"] = pa.string()
    part = f"{os.fspath(target)}.{os.getpid()}.part"
    rows = 0
    with ExitStack() as stack:
        stack.callback(Path(part).unlink, missing_ok=True)
        given = _opened(source, "rb", sys.stdin, stack)
        with pq.ParquetWriter(part, schema(), compression=compression) as writer:
            if given.peek(1):  # Arrow takes an empty file for an error
                reader = csv.open_csv(
                    given,
                    read_options=csv.ReadOptions(column_names=list(kinds), block_size=4 << 20),
                    parse_options=csv.ParseOptions(
                        delimiter="\t", quote_char=False, escape_char=False
                    ),
                    convert_options=csv.ConvertOptions(column_types=kinds, null_values=[]),
                )
                for batch in reader:
                    document, unit, first, last, fingerprint = batch.columns
                    columns = [_where(document, r"\\", _unescape), unit, first, last]
                    columns.append(_from_hex(fingerprint))
                    writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=schema()))
                    rows += len(batch)
        with open(part, "rb") as written:
            os.fsync(written.fileno())
        os.replace(part, target)
    return rows


def read_keys(source: PathLike, target: PathLike) -> int:
    """Writes the rows of a Parquet file, or of a folder of them, to `target` ("-": standard output)
    as `dechaff dedup --drop` reads them; how many they were. Other columns are left aside. Raises
    KeyError for a column that is not there.
    """
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.dataset as ds

    files = ds.dataset(source, format="parquet")
    for name in schema().names:
        if name not in files.schema.names:
            raise KeyError(f"{source} has no column {name!r}; there are {files.schema.names}")
    rows = 0
    with ExitStack() as stack:
        out = _opened(target, "wb", sys.stdout, stack)
        for batch in files.to_batches(columns=schema().names):
            document, *numbers, fingerprint = batch.columns
            cells = [_where(document.cast(pa.string()), r"[\\\t\r\n]", _escape)]
            cells += [number.cast(pa.string()) for number in numbers]
            cells.append(_to_hex(fingerprint))
            lines = pc.binary_join_element_wise(*cells, "\t")
            if len(lines) > 0:
                out.write(("\n".join(lines.to_pylist()) + "\n").encode())
            rows += len(batch)
        out.flush()
    return rows


def main(arguments: Optional[Sequence[str]] = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m dechaff.keys",
        description="keys of `dechaff dedup --emit keys` to Parquet, or back for --drop",
    )
    parser.add_argument("source", help="keys (- is standard input), or Parquet: a file or a folder")
    parser.add_argument("target", help="*.parquet, or where keys go (- is standard output)")
    given = parser.parse_args(arguments)
    try:
        if given.target.endswith(".parquet"):
            write_keys(given.source, given.target)
        else:
            read_keys(given.source, given.target)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (KeyError, ValueError, OSError) as error:
        said = error.args[0] if isinstance(error, KeyError) else error
        print(f"dechaff: {given.source}: error: {said}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
