"""The program, as `dechaff` and `python -m dechaff`. Parquet files are read by pyarrow and reach the
program as JSON Lines, an object a row."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

_OUTPUTS = {"-o", "--output", "--removed", "--errors", "--meta", "--summary", "--store", "--checkpoint"}


def _parquet(arguments: list[str]) -> list[int]:
    """Which arguments are Parquet files that are read."""
    found = []
    for i, name in enumerate(arguments):
        if name.startswith("-") or (i > 0 and arguments[i - 1] in _OUTPUTS) or not os.path.isfile(name):
            continue
        with open(name, "rb") as file:
            if file.read(4) == b"PAR1":
                found.append(i)
    return found


def _write_rows(source: str, pipe: Path, failed: list[str]) -> None:
    import json

    import pyarrow.parquet as pq

    def plain(value: Any) -> Any:
        return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)

    try:
        with open(pipe, "w", encoding="utf-8", errors="surrogatepass") as lines, pq.ParquetFile(source) as file:
            for batch in file.iter_batches(batch_size=4096):
                for row in batch.to_pylist():
                    lines.write(json.dumps(row, ensure_ascii=False, separators=(",", ":"), default=plain) + "\n")
    except BrokenPipeError:
        pass  # the program has ended, and said why
    except Exception as error:
        failed.append(f"dechaff: {source}: error: a Parquet file that cannot be read: {error}")


def _fail(message: str) -> None:
    sys.exit(print(message, file=sys.stderr) or 2)


def main() -> None:
    program = str(Path(__file__).parent / "bin" / "dechaff")
    arguments = sys.argv[1:]
    files = _parquet(arguments)
    if not files:
        os.execv(program, ["dechaff", *arguments])
    if "--in-place" in arguments:
        _fail(f"dechaff: {arguments[files[0]]}: error: is a Parquet file: --in-place cannot rewrite it")
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        _fail(f"dechaff: {arguments[files[0]]}: error: is a Parquet file\nhelp: pip install 'dechaff[arrow]'")
    failed: list[str] = []
    writers: list[threading.Thread] = []
    with tempfile.TemporaryDirectory(prefix="dechaff.") as folder:
        for n, i in enumerate(files):
            pipe = Path(folder) / str(n) / (Path(arguments[i]).name + ".jsonl")
            pipe.parent.mkdir()
            os.mkfifo(pipe)
            writers.append(threading.Thread(target=_write_rows, args=(arguments[i], pipe, failed), daemon=True))
            writers[-1].start()
            arguments[i] = str(pipe)
        status = subprocess.run([program, *arguments]).returncode
        for writer in writers:
            writer.join(timeout=1)  # one whose pipe nobody opened waits for ever
    for message in failed:
        print(message, file=sys.stderr)
    sys.exit(2 if failed else 128 - status if status < 0 else status)


if __name__ == "__main__":
    main()
