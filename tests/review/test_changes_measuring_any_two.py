"""The examples of all pages, each as if it had become another one: every rule has an answer."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

import pytest

from slaspec.checks.pages.examples import write_example
from slaspec.language.book import Book, load_book
from slaspec.review.change import OPPOSITE
from slaspec.review.difference import Difference
from slaspec.review.pages import change_pages
from slaspec.review.registry import owner_of
from slaspec.review.walk import Walk

MANY = 8  # how many others each example is compared with


@cache
def examples(folder: str) -> tuple[Book, ...]:
    """What stands before and after on every page of a kind of rules, as a book."""
    books = []
    for page in change_pages().values():
        if page.id.startswith(folder):
            for part in ("Before:", "After:"):
                with tempfile.TemporaryDirectory() as place:
                    write_example(page.sections[part], Path(place))
                    books.append(load_book(Path(place)))
    return tuple(books)


def differences(base: Book, head: Book) -> list[Difference]:
    """Every difference between the documents of two books that have the same id."""
    walk = Walk(base, head)
    return [
        each
        for id, contract in base.contracts.items()
        for each in walk.documents(contract, head.contracts.get(id))
    ]


@pytest.mark.parametrize("folder", ["V1", "V2", "V6"])
def test_a_difference_and_its_reverse_are_opposite(folder: str) -> None:
    """Whatever stands on the two sides, a rule says the same of it seen from either of them."""
    books = examples(folder)
    for i, base in enumerate(books):
        for step in range(1, MANY + 1):
            for difference in differences(base, books[(i + step) % len(books)]):
                rule = owner_of(difference.field)
                assert rule is not None
                said, back = rule.judge(difference), rule.judge(difference.swapped)

                assert (said is None) == (back is None), difference
                if said is not None and back is not None:
                    assert len(said.sentence) <= 200, said.sentence
                    assert "_" not in said.sentence
                    if not rule.one_way:
                        assert OPPOSITE[said.direction] == back.direction, difference
                        assert said.material == back.material, difference
