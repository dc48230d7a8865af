"""Separates the grain from the chaff of scraped text.

>>> import dechaff
>>> dechaff.clean("Share this page\\n…")           # a text: str or bytes
>>> dechaff.clean(texts, jobs=0)                   # a list or an Arrow array of texts, on all cores
>>> dechaff.explain("Share this page\\n…")         # what goes, and why
>>> pipeline = dechaff.Pipeline("strict", settings={"boilerplate.datelines": False})
>>> pipeline.clean(texts)

The same bytes come out as of the program `dechaff run`. The GIL is free while texts are cleaned.
"""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Optional, TypeVar, Union, cast, overload

from . import _dechaff
from ._dechaff import Decision

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Decision", "Pipeline", "clean", "dedup", "explain", "learn"]
__version__ = "0.1.0"

Text = TypeVar("Text", str, bytes)
Setting = Union[str, bool, int, float]
Arrow = TypeVar("Arrow", "pa.Array[Any]", "pa.ChunkedArray[Any]")


def _assignment(name: str, value: Setting) -> str:
    return f"{name}={str(value).lower() if isinstance(value, bool) else value}"


class Pipeline:
    """The stages of a recipe. May be used by any number of threads at once, and pickled.

    recipe: "careful", "default", "strict", a file *.toml, or a filter's name ("boilerplate").
    settings: {"boilerplate.mode": "strict"}; of a filter alone also {"mode": "strict"}.
    languages: of all texts, e.g. ["de"]; none: each text's own is found.
    rules: a folder of packs, used instead of the built-in ones.
    evidence: decisions of the line model say what weighed most.
    ledger: for an engine that knows what earlier texts had: keys(), clean_after().

    Wrong recipes and settings raise RuntimeError with the program's message.
    """

    def __init__(
        self,
        recipe: str = "default",
        *,
        settings: Optional[Mapping[str, Setting]] = None,
        languages: Iterable[str] = (),
        rules: Union[None, str, os.PathLike[str]] = None,
        model: bool = True,
        evidence: bool = False,
        ledger: bool = False,
    ) -> None:
        self._options: dict[str, Any] = {
            "recipe": recipe,
            "settings": dict(settings or {}),
            "languages": list(languages),
            "rules": rules,
            "model": model,
            "evidence": evidence,
            "ledger": ledger,
        }
        self._native = _dechaff.Pipeline(
            recipe,
            [
                _assignment(name if "." in name else f"{recipe}.{name}", value)
                for name, value in (settings or {}).items()
            ],
            list(languages),
            "" if rules is None else os.fspath(rules),
            model,
            evidence,
            ledger,
        )
        self._finisher: Optional[Any] = None
        if self._native.in_order:
            self._finisher = weakref.finalize(self, _finish, self._native)

    def save(self) -> None:
        """Makes what was added to a `store` last, and waits for the disk. Call it when your output is
        safe. It also happens at the end of a `with` block, and when the pipeline is no longer used,
        unless the program or the block ends with an exception."""
        self._native.save()

    def __enter__(self) -> Pipeline:
        return self

    def __exit__(self, kind: Any, *_: Any) -> None:
        self._native.save() if kind is None else self._native.abandon()
        if self._finisher is not None:  # its store is free for others
            self._finisher.detach()
            self._native = cast(Any, _Closed())

    def __reduce__(self) -> tuple[Any, ...]:
        return _rebuilt, (self._options,)

    @property
    def in_order(self) -> bool:
        """Whether a text's result depends on the texts before it."""
        return self._native.in_order

    @overload
    def clean(self, text: Text, *, ids: Optional[str] = None, jobs: int = 1) -> Text: ...
    @overload
    def clean(
        self, text: list[Text], *, ids: Optional[Iterable[str]] = None, jobs: int = 1
    ) -> list[Text]: ...
    @overload
    def clean(
        self, text: Arrow, *, ids: Optional[Iterable[str]] = None, jobs: int = 1
    ) -> Arrow: ...
    def clean(self, text: Any, *, ids: Any = None, jobs: int = 1) -> Any:
        """The text without its chaff: str gives str, bytes gives bytes, a list a list, an Arrow array
        of strings or binaries one of the same type. `ids`: the texts' ids or URLs, for stages that
        look at them. `jobs`: threads over the texts; 0: all cores. None stays None.
        """
        if isinstance(text, (str, bytes)):
            return self._native.clean(cast(Any, text), ids or "")
        names = [] if ids is None else [name or "" for name in _python_list(ids)]
        if hasattr(text, "chunks") and hasattr(text, "type"):
            return self._clean_chunks(text, names, jobs)
        if hasattr(text, "buffers") and hasattr(text, "type"):
            return self._clean_arrow(text, names, jobs)
        texts: list[Any] = list(text)
        return self._native.clean_list(texts, names, jobs)

    def explain(self, text: Union[str, bytes], *, id: str = "") -> list[Decision]:
        """What cleaning does to the text, in the order in which the stages do it."""
        return self._native.explain(text, id)

    def keys(
        self, texts: Iterable[Text], *, ids: Optional[Iterable[str]] = None, jobs: int = 1
    ) -> list[bytes]:
        """With ledger=True: for each text, what a dedup stage with the scope "input" asks of earlier
        texts: fingerprints of 16 bytes, one after another."""
        return self._native.keys(list(texts), list(ids or []), jobs)

    def clean_after(
        self,
        texts: Iterable[Text],
        earlier: Iterable[Optional[bytes]],
        *,
        ids: Optional[Iterable[str]] = None,
        jobs: int = 1,
    ) -> list[Text]:
        """With ledger=True: the texts, after those of their keys() that an earlier text has went."""
        return self._native.clean_after(list(texts), list(earlier), list(ids or []), jobs)

    def _clean_arrow(self, array: Any, ids: list[str], jobs: int) -> Any:
        import pyarrow as pa

        kind = array.type
        wide = kind in (pa.large_string(), pa.large_binary())
        if not wide and kind not in (pa.string(), pa.binary()):
            array = array.cast(pa.large_string())  # views, dictionaries
            wide = True
        validity, offsets, data = array.buffers()
        parts = self._native.clean_arrow(
            validity,
            offsets if offsets is not None else bytes(8),
            data,
            8 if wide else 4,
            array.offset,
            len(array),
            ids,
            jobs,
        )
        text = pa.large_binary() if kind in (pa.binary(), pa.large_binary()) else pa.large_string()
        buffers = [pa.py_buffer(part) for part in parts]
        return pa.Array.from_buffers(text, len(array), buffers).cast(kind)

    def _clean_chunks(self, chunks: Any, ids: list[str], jobs: int) -> Any:
        import pyarrow as pa

        out, at = [], 0
        for chunk in chunks.chunks:
            out.append(self._clean_arrow(chunk, ids[at : at + len(chunk)], jobs))
            at += len(chunk)
        return pa.chunked_array(out, type=chunks.type)


class _Closed:
    """What is left of a pipeline that remembered texts, after its `with` block."""

    in_order = True

    def __getattr__(self, name: str) -> Any:
        raise ValueError("this pipeline ended with its `with` block: make another one")


def _finish(native: _dechaff.Pipeline) -> None:
    """Of a pipeline that nobody uses any more. `sys.last_type` is set when an exception ends the
    program: then the output is not safe, and what was added since the last save() is forgotten."""
    failed = getattr(sys, "last_type", None) is not None and not hasattr(sys, "ps1")
    native.abandon() if failed else native.save()


def _rebuilt(options: dict[str, Any]) -> Pipeline:
    return Pipeline(options.pop("recipe"), **options)


def _python_list(values: Any) -> list[Any]:
    return cast("list[Any]", values.to_pylist() if hasattr(values, "to_pylist") else list(values))


@lru_cache(maxsize=8)
def _kept(
    recipe: str, settings: tuple[tuple[str, Setting], ...], languages: tuple[str, ...]
) -> Pipeline:
    return Pipeline(recipe, settings=dict(settings), languages=languages)


def _pipeline(
    recipe: str, settings: Optional[Mapping[str, Setting]], languages: Iterable[str]
) -> Pipeline:
    """One that is kept between calls, unless it remembers texts."""
    key = (recipe, tuple(sorted((settings or {}).items())), tuple(languages))
    pipeline = _kept(*key)
    return _rebuilt(dict(pipeline._options)) if pipeline.in_order else pipeline


@overload
def clean(
    text: Text,
    recipe: str = "default",
    *,
    settings: Optional[Mapping[str, Setting]] = None,
    languages: Iterable[str] = (),
    ids: Optional[str] = None,
    jobs: int = 1,
) -> Text: ...
@overload
def clean(
    text: list[Text],
    recipe: str = "default",
    *,
    settings: Optional[Mapping[str, Setting]] = None,
    languages: Iterable[str] = (),
    ids: Optional[Iterable[str]] = None,
    jobs: int = 1,
) -> list[Text]: ...
@overload
def clean(
    text: Arrow,
    recipe: str = "default",
    *,
    settings: Optional[Mapping[str, Setting]] = None,
    languages: Iterable[str] = (),
    ids: Optional[Iterable[str]] = None,
    jobs: int = 1,
) -> Arrow: ...
def clean(
    text: Any,
    recipe: str = "default",
    *,
    settings: Optional[Mapping[str, Setting]] = None,
    languages: Iterable[str] = (),
    ids: Any = None,
    jobs: int = 1,
) -> Any:
    """Pipeline(recipe, …).clean(text, …); the pipeline is kept for the next call."""
    return _pipeline(recipe, settings, languages).clean(text, ids=ids, jobs=jobs)


def explain(
    text: Union[str, bytes],
    recipe: str = "default",
    *,
    settings: Optional[Mapping[str, Setting]] = None,
    languages: Iterable[str] = (),
    id: str = "",
) -> list[Decision]:
    """Pipeline(recipe, …).explain(text, …); the pipeline is kept for the next call."""
    return _pipeline(recipe, settings, languages).explain(text, id=id)


def dedup(
    texts: Any, unit: str = "sentence", match: str = "exact", **settings: Setting
) -> Any:
    """The texts without what an earlier one, or the same one, had said. Of one text alone what it
    repeats itself. Settings as of `dechaff dedup`: min_words=5, any_digit=True.
    """
    named: dict[str, Setting] = {name.replace("_", "-"): value for name, value in settings.items()}
    named.update(unit=unit, match=match)
    if not isinstance(texts, (str, bytes)):
        named.setdefault("scope", "input")
    return Pipeline("dedup", settings=named, model=False).clean(texts)


def learn(
    texts: Iterable[Text],
    ids: Iterable[str] = (),
    *,
    host: str = "",
    min_pages: int = 8,
    min_share: float = 0.3,
) -> str:
    """What repeats across the pages of each site, as a pack (TOML) for the setting "pack" of
    boilerplate. `ids`: the pages' URLs or hosts; `host`: all are of this site.
    """
    return _dechaff.learn(list(texts), list(ids), host, min_pages, min_share)
