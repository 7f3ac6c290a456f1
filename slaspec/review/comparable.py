"""Two books of which what cannot be read on one side is left out of the comparison on both."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.read import ReadFile
    from slaspec.review.pair import Pair
    from slaspec.review.review import Side


def comparable(pair: Pair) -> Pair:
    """
    A pair in which a file that cannot be read says what it says on the other side.

    Nobody knows what it would have said: a slip of the pen in the general terms is no removal of
    every clause. What is wrong with it is among the findings of the book as it was read.
    """
    base, head = _completed(pair.base, pair.head), _completed(pair.head, pair.base)
    unknown = (base.contracts.keys() - pair.base.contracts.keys()) | (
        head.contracts.keys() - pair.head.contracts.keys()
    )
    return dataclasses.replace(
        pair,
        base=base,
        head=head,
        base_side=_without(pair.base_side, unknown),
        head_side=_without(pair.head_side, unknown),
    )


def _without(side: Side, unknown: Collection[str]) -> Side:
    """A side that names no version of what cannot be read on one of them."""
    known = {id: version for id, version in side.versions.items() if id not in unknown}
    return dataclasses.replace(side, versions=known)


def _completed(book: Book, other: Book) -> Book:
    """A book with the documents of another one where its own files cannot be read."""
    files = tuple(_in_place_of(file, book, other) for file in book.files)
    if files == book.files:
        return book
    return dataclasses.replace(book, files=files, _wholes={})


def _in_place_of(file: ReadFile, book: Book, other: Book) -> ReadFile:
    if file.contract is not None:
        return file
    id, name = _id_in(file), _name_in(file, book)
    for each in other.files:
        contract = each.contract
        if contract is None or contract.id in book.contracts:
            continue
        if contract.id == id or (id is None and _name_in(each, other) == name):
            return dataclasses.replace(each, path=file.path)
    return file


def _id_in(file: ReadFile) -> str | None:
    """The id in a file with faults; None where it is no text at all, or has none."""
    data = file.document.data if file.document is not None else None
    id = data.get("id") if isinstance(data, dict) else None
    return id if isinstance(id, str) else None


def _name_in(file: ReadFile, book: Book) -> str:
    """The name of a file below the root of its book."""
    if file.path is None or not file.path.is_relative_to(book.root):
        return file.file
    return file.path.relative_to(book.root).as_posix()
