"""Columns of texts that are made when somebody looks: a million numbers cost a second as texts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from slaspec.records.tickets import Int64


class Numbered(Sequence[str]):
    """`SIM-0000001` and on, from a first number."""

    def __init__(self, first: int, count: int, form: str = "SIM-{:07}") -> None:
        self._numbers, self._form = range(first, first + count), form

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        found = self._numbers[at]
        return (
            self._form.format(found) if isinstance(found, int) else [*map(self._form.format, found)]
        )


class Worded(Sequence[str]):
    """A word for each code."""

    def __init__(self, words: Sequence[str], codes: Int64) -> None:
        self._words, self._codes = words, codes

    def __len__(self) -> int:
        return len(self._codes)

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        found = self._codes[at].tolist()
        return (
            [self._words[code] for code in found] if isinstance(at, slice) else self._words[found]
        )
