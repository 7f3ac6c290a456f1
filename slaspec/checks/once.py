"""What several rules ask about one agreement or one book is answered once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

from slaspec.language.book import Book
from slaspec.language.model import Agreement

_T = TypeVar("_T")


def once(work: Callable[[Agreement], Iterable[_T]]) -> Callable[[Agreement], tuple[_T, ...]]:
    """
    Keep the answer for the last agreement: the rules judge one agreement after the other.

    The answer depends on nothing else.
    """
    last: list[tuple[Agreement, tuple[_T, ...]]] = []

    @wraps(work)
    def kept(agreement: Agreement) -> tuple[_T, ...]:
        if not last or last[0][0] is not agreement:
            last[:] = [(agreement, tuple(work(agreement)))]
        return last[0][1]

    return kept


def kept_with(book: Book, name: str) -> dict[Any, Any]:
    """A table that lives as long as a book, as its own cached properties do."""
    table: dict[Any, Any] = vars(book).setdefault(f"checks: {name}", {})
    return table
