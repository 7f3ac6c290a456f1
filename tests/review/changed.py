"""Two texts laid over the smallest complete portfolio, and the changes between them."""

from __future__ import annotations

from pathlib import Path

from slaspec.checks.pages.examples import write_example
from slaspec.language.book import load_book
from slaspec.review.change import Change, Perspective
from slaspec.review.compare import changes
from slaspec.review.pair import Pair, side_of


def told(
    folder: Path, before: str, after: str, perspective: Perspective = "customer"
) -> list[Change]:
    """Every change from one text to another one."""
    for name, text in (("before", before), ("after", after)):
        write_example(text, folder / name)
    return between(folder / "before", folder / "after", perspective)


def between(
    before: Path, after: Path, perspective: Perspective = "customer", *, readable: bool = True
) -> list[Change]:
    """Every change from the contracts of one folder to those of another."""
    books = [load_book(each, "contracts") for each in (before, after)]
    if readable:
        for book in books:
            assert [] == [f"{each.span} {each.message}" for each in book.reading_findings]
    sides = side_of(books[0], "base"), side_of(books[1], "head")
    return list(changes(Pair(*books, *sides), perspective))


def of(rule: str, found: list[Change]) -> list[Change]:
    """What one rule said."""
    return [each for each in found if each.rule == rule]
