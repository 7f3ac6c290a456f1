"""Whatever changes between two revisions, backing, regions and requirements end with an answer."""

from __future__ import annotations

import contextlib
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from slaspec.errors import UsageError
from slaspec.language.model import Agreement
from slaspec.review.backing import backing_changes
from slaspec.review.pair import Pair
from slaspec.review.references import affected
from slaspec.review.regions import regions
from slaspec.review.review import Side
from slaspec.use_cases.require import require
from tests.checks.test_rules_never_crash import ALL, book_of, change, changed

TODAY = date(2026, 11, 21)


def books(changes, dropped):
    """The whole portfolio, and it with some keys and documents replaced or dropped."""
    documents = ALL
    for (name, path), value in changes:
        documents = changed(documents, name, path, value)
    kept = {name: data for name, data in documents.items() if name not in dropped}
    return book_of(ALL, "."), book_of(kept or ALL, ".")


@settings(max_examples=60, deadline=None)
@given(st.lists(change, max_size=6), st.sets(st.sampled_from(sorted(ALL)), max_size=2))
def test_any_two_revisions_can_be_compared(changes, dropped):
    """Both ways round; each answer has a place, and a region that is not exact says why."""
    base, head = books(changes, dropped)
    for one, two in ((base, head), (head, base)):
        pair = Pair(one, two, Side("base"), Side("head"))
        ids = affected(pair)
        for found in backing_changes(pair, TODAY, ids):
            assert found.span.file
            assert found.before != found.after or found.effect == "slack"
        assert all(each.exact or each.why for each in regions(pair, TODAY, ids))


@settings(max_examples=40, deadline=None)
@given(st.lists(change, max_size=6), st.sets(st.sampled_from(sorted(ALL)), max_size=2))
def test_of_any_supplier_something_can_be_said(changes, dropped):
    """A figure that cannot be told says why."""
    _, book = books(changes, dropped)
    for agreement in list(book.of(Agreement)):
        with contextlib.suppress(UsageError):
            sheet = require(book, agreement.id, TODAY)
            assert all(each.why for each in sheet.figures if each.enough is None)


def test_equal_revisions_differ_nowhere():
    """The same documents, read twice."""
    base, head = book_of(ALL, "."), book_of(ALL, ".")
    pair = Pair(base, head, Side("base"), Side("head"))

    assert () == backing_changes(pair, TODAY, [each.id for each in base.of(Agreement)])
    assert () == regions(pair, TODAY, [each.id for each in base.of(Agreement)])
