"""Agreements with one customer, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from slaspec.checks.index import index
from slaspec.language.book import Book
from slaspec.language.model import Agreement


def said_differently(
    book: Book, section: Literal["timezone", "currency"]
) -> Iterator[tuple[Agreement, Agreement]]:
    """
    The first SLA of each customer that says something else than the customer's first one.

    One for each customer, customers and agreements in the order of the agreements' ids.
    """
    first: dict[str, Agreement] = {}
    told: set[str] = set()
    for agreement in index(book).agreements:
        customer = agreement.parties.customer if agreement.parties else ""
        said = getattr(agreement, section)
        if agreement.kind != "SLA" or not customer or said is None or customer in told:
            continue
        other = first.setdefault(customer, agreement)
        if getattr(other, section) != said:
            told.add(customer)
            yield agreement, other
