"""The entries about one agreement, from all of its ledgers."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, TypeVar

from slaspec.language.document import as_text
from slaspec.language.model.ledger import Entry, Ledger, StatementEntry

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

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


def known_on(entries: Sequence[Entry], as_of: date) -> tuple[Entry, ...]:
    """The entries that were made by a day."""
    return tuple(entry for entry in entries if entry.date.value <= as_of)


def states_of(entries: Sequence[Entry], window: str) -> tuple[StatementEntry, ...]:
    """What became of the statement of a window, the first state first."""
    found = (e for e in entries if isinstance(e, StatementEntry) and e.statement == window)
    return tuple(sorted(found, key=lambda entry: entry.date.value))


def digests_of(entries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """
    The digest of each entry with all that stand above it, the first one first.

    It covers `previous`, the digest of the entry before: the one that is written, else the one that
    could be. So the first entry with `previous` covers those above that have none.
    """
    before: dict[str, str] = {}
    for entry in entries:
        digest = digest_of({**before, **entry})
        yield digest
        before = {"previous": digest}


def digest_of(entry: Mapping[str, Any]) -> str:
    """The SHA-256 of an entry as JSON, sorted by key: its layout and its comments do not count."""
    text = json.dumps(_as_said(entry), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _as_said(value: Any) -> Any:
    """A value with its numbers as texts: `for: 17` and `for: "17"` say the same."""
    if isinstance(value, dict):
        return {key: _as_said(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_as_said(each) for each in value]
    return value if isinstance(value, str | bool) or value is None else as_text(value)
