"""What module.cpp defines; dechaff/__init__.py is its face."""

from typing import Optional, TypeVar, Union

from typing_extensions import Buffer

Text = TypeVar("Text", str, bytes)

class Decision:
    """What was done to bytes [begin, end) of the text in UTF-8; the fields are those of --explain."""

    @property
    def action(self) -> str: ...
    @property
    def begin(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def stage(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def why(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def score(self) -> float: ...
    @property
    def replacement(self) -> str: ...

class Pipeline:
    def __init__(
        self,
        recipe: str,
        settings: list[str],
        languages: list[str],
        rules: str,
        model: bool,
        evidence: bool,
        ledger: bool,
    ) -> None: ...
    @property
    def in_order(self) -> bool: ...
    def clean(self, text: Text, id: str) -> Text: ...
    def clean_list(self, texts: list[Text], ids: list[str], jobs: int) -> list[Text]: ...
    def clean_arrow(
        self,
        validity: Optional[Buffer],
        offsets: Buffer,
        data: Optional[Buffer],
        width: int,
        first: int,
        length: int,
        ids: list[str],
        jobs: int,
    ) -> tuple[bytes, bytes, bytes]: ...
    def explain(self, text: Union[str, bytes], id: str) -> list[Decision]: ...
    def keys(self, texts: list[Text], ids: list[str], jobs: int) -> list[bytes]: ...
    def clean_after(
        self, texts: list[Text], earlier: list[Optional[bytes]], ids: list[str], jobs: int
    ) -> list[Text]: ...

def near_keys(
    texts: list[Text], threshold: float, min_words: int, jobs: int
) -> list[tuple[bytes, bytes]]: ...
def similarity(a: bytes, b: bytes) -> float: ...
