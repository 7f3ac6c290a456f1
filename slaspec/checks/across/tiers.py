"""What is promised at which tier of a service, over all agreements of a book."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from typing import NamedTuple

from slaspec.checks.index import index
from slaspec.checks.measurements import Promised, promised
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.model.governance import ServiceLine

_KEPT = "tiers_of_checks"


class Offer(NamedTuple):
    """A service at a tier (`rank` from the weakest), with what is promised by measurement."""

    agreement: Agreement
    line: ServiceLine
    tier: str
    rank: int
    promises: Mapping[Hashable, Promised]

    @property
    def compared(self) -> Iterator[tuple[Promised, tuple[Hashable, ...]]]:
        """
        Each promise with the measurements by which it is compared with those of other tiers.

        A filter (one customer's records of an export) does not make it another measurement, unless
        the offer has several promises that only their filters tell apart: these are compared
        where the other tier has the same filter.
        """
        alike = Counter(each.unfiltered for each in self.promises.values())
        for each in self.promises.values():
            alone = alike[each.unfiltered] == 1
            loose = ("unfiltered", each.unfiltered)
            yield each, (each.measured, loose) if alone else (each.measured,)


def offers(book: Book) -> Mapping[tuple[str, str], list[Offer]]:
    """The offers of each provider and service, in the order of agreement ids; kept with it."""
    kept = vars(book)
    if _KEPT not in kept:
        kept[_KEPT] = _found(book)
    found: Mapping[tuple[str, str], list[Offer]] = kept[_KEPT]
    return found


def _found(book: Book) -> Mapping[tuple[str, str], list[Offer]]:
    ranks = {tier: rank for rank, tier in enumerate(index(book).tiers)}
    found: dict[tuple[str, str], list[Offer]] = defaultdict(list)
    for agreement in index(book).agreements:
        tiered = [line for line in agreement.services or () if line.tier in ranks]
        every = list(promised(agreement)) if tiered else []
        for line in tiered:
            provider = agreement.parties.provider if agreement.parties else ""
            of_service = {p.measured: p for p in every if p.target.service == line.service}
            tier = str(line.tier)
            offer = Offer(agreement, line, tier, ranks[tier], of_service)
            found[provider, line.service].append(offer)
    return found
