"""Agreements that promise one service to one customer at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from slaspec.checks.index import index
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.governance import PartiesTo, ServiceLine


class Pair(NamedTuple):
    """A later agreement and an earlier one that still runs when it begins; both have a service."""

    earlier: Agreement
    later: Agreement
    service: str
    line: ServiceLine
    earlier_line: ServiceLine

    @property
    def are_tiers(self) -> bool:
        """Whether the two are the service at two tiers, which promise differently on purpose."""
        return self.line.tier != self.earlier_line.tier


def pairs(book: Book) -> Iterator[Pair]:
    """
    Each agreement with the longest-running earlier one of its kind, parties and service.

    Agreements for different beneficiaries are not side by side: two sites may have one each.
    """
    told: set[tuple[str, str, str]] = set()
    for (*_, service, _for), entries in sorted(_groups(book).items()):
        entries.sort(key=lambda entry: (entry[0].effective.from_.value, entry[0].id))
        longest, its_line = entries[0]
        for agreement, line in entries[1:]:
            key = (longest.id, agreement.id, service)
            runs_on = _last(longest) >= agreement.effective.from_.value
            if runs_on and longest is not agreement and key not in told:
                told.add(key)
                yield Pair(longest, agreement, service, line, its_line)
            if _last(agreement) > _last(longest):
                longest, its_line = agreement, line


def _groups(book: Book) -> dict[tuple[str, ...], list[tuple[Agreement, ServiceLine]]]:
    found: dict[tuple[str, ...], list[tuple[Agreement, ServiceLine]]] = defaultdict(list)
    for agreement in index(book).agreements:
        if (sides := agreement.parties) is not None:
            for line in agreement.services or ():
                for one in _served(sides):
                    key = (agreement.kind, sides.provider, sides.customer, line.service, one)
                    found[key].append((agreement, line))
    return found


def _served(sides: PartiesTo) -> tuple[str, ...]:
    return sides.beneficiaries or (sides.customer,)


def _last(agreement: Agreement) -> date:
    """The last day of the term; an open end has none."""
    ends = agreement.effective.ends
    return ends.value if ends is not None else date.max
