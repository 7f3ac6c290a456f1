"""Two books to be compared, each with its side."""

from __future__ import annotations

from dataclasses import dataclass

from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.review.review import Side


@dataclass(frozen=True)
class Pair:
    """
    Both books as they were read, never `.dated`.

    A file that is the same on both sides, name and bytes, was read once: its `contract` and its
    `document` are the same objects in both books, so that `is` tells what did not change. `notes`
    are neutral sentences about the reading (files moved, submodules). `base_settings` is the text
    of the base's own `pyproject.toml`, empty where that revision has none, None where the base is
    no revision.
    """

    base: Book
    head: Book
    base_side: Side
    head_side: Side
    notes: tuple[str, ...] = ()
    base_settings: bytes | None = None


def side_of(book: Book, name: str, commit: str = "") -> Side:
    """The side of a book, with the versions of its agreements."""
    return Side(name, commit, {each.id: each.version for each in book.of(Agreement)})
