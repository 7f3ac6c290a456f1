"""The entries about one agreement, from all of its ledgers."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from slaspec.language.model.ledger import Entry, Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from slaspec.language.book import Book

_Entry = TypeVar("_Entry", bound=Entry)


def ledgers_of(book: Book, agreement_id: str) -> Iterator[Ledger]:
    """The ledgers of an agreement, by file name."""
    return (ledger for ledger in book.of(Ledger) if ledger.agreement == agreement_id)


def entries_of(book: Book, agreement_id: str) -> tuple[Entry, ...]:
    """The entries about an agreement, file by file, in the order written."""
    return tuple(entry for each in ledgers_of(book, agreement_id) for entry in each.entries)


def of_kind(book: Book, agreement_id: str, kind: type[_Entry]) -> Iterator[_Entry]:
    """The entries of one kind about an agreement."""
    return (entry for entry in entries_of(book, agreement_id) if isinstance(entry, kind))
