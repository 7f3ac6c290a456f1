"""Any two documents of one kind, as if one had become the other: every rule has an answer."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import permutations
from pathlib import Path

import pytest

import slaspec
from slaspec.language.book import Book, load_book
from slaspec.language.model import KINDS, Agreement, Contract
from slaspec.review.change import OPPOSITE
from slaspec.review.difference import Difference
from slaspec.review.registry import owner_of
from slaspec.review.texts import whole
from slaspec.review.walk import Walk

GALLERY = Path(slaspec.__file__).parents[1] / "contracts" / "gallery"


@cache
def books() -> tuple[Book, ...]:
    """The books of the gallery."""
    return tuple(load_book(each) for each in sorted(GALLERY.iterdir()) if each.is_dir())


def differences(kind: type[Contract]) -> Iterator[Difference]:
    """All differences between any two documents of a kind, both ways."""
    documents = [
        (book, whole(book, each) if isinstance(each, Agreement) else each)
        for book in books()
        for each in book.of(kind)
    ]
    for (one, base), (other, head) in permutations(documents, 2):
        yield from Walk(one, other).documents(base, head)


@pytest.mark.parametrize("kind", sorted({*KINDS.values()}, key=lambda each: each.__name__))
def test_every_difference_is_told_and_its_reverse_is_the_opposite(kind: type[Contract]) -> None:
    """In one line of a length that can be read, and from either side."""
    for difference in differences(kind):
        rule = owner_of(difference.field)
        assert rule is not None, difference.field
        said, back = rule.judge(difference), rule.judge(difference.swapped)

        assert (said is None) == (back is None), difference
        if said is not None and back is not None:
            assert len(said.sentence) <= 200, said.sentence
            assert said.sentence == " ".join(said.sentence.split())
            assert rule.one_way or OPPOSITE[said.direction] == back.direction, difference
