"""Two fragments of YAML, each laid over the smallest portfolio, and what changed between them."""

from __future__ import annotations

from pathlib import Path

from slaspec.checks.pages.examples import write_example
from slaspec.language.book import load_book
from slaspec.review.change import Change, Direction
from slaspec.review.compare import changes
from slaspec.review.pair import Pair, side_of


def compared(before: str, after: str, folder: Path) -> tuple[Change, ...]:
    """Every change from one fragment to the other; both can be read."""
    books = []
    for name, text in (("before", before), ("after", after)):
        write_example(text, folder / name)
        books.append(load_book(folder / name, "contracts"))
        assert [] == [str(each.span) + each.message for each in books[-1].reading_findings]
    base, head = books
    return changes(Pair(base, head, side_of(base, "base"), side_of(head, "head")), "customer")


def told(before: str, after: str, folder: Path) -> dict[str, Direction]:
    """The rules that speak, with their directions."""
    return {each.rule: each.direction for each in compared(before, after, folder)}
