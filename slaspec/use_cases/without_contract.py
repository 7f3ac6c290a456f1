"""Records that are of no service that any agreement names: who pays for them, and who measures?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from slaspec.language.book import Book
from slaspec.language.model import Agreement, ServiceCatalogue

if TYPE_CHECKING:
    from slaspec.records.tables import Records
    from slaspec.records.tickets import Int32

MOST_NAMED = 5


@dataclass(frozen=True)
class WithoutContract:
    """How many `of` all records are of no contracted service, by their service, most first."""

    services: Mapping[str, int]
    of: int

    @property
    def records(self) -> int:
        """How many there are."""
        return sum(self.services.values())

    @property
    def share(self) -> str:
        """`2.06%`, cut, and never 0.00% where there is one."""
        hundredths = self.records * 10_000 // self.of if self.of else 0
        if not hundredths and self.records:
            return "less than 0.01%"
        return f"{hundredths // 100}.{hundredths % 100:02}%"

    @property
    def named(self) -> str:
        """`Foo (8), Bar (4)`; of many the first few."""
        first = [f"{name} ({count:,})" for name, count in list(self.services.items())[:MOST_NAMED]]
        more = len(self.services) - MOST_NAMED
        return ", ".join([*first, *([f"and {more:,} more"] if more > 0 else [])])


def without_contract(book: Book, parts: Iterable[Records]) -> WithoutContract:
    """
    The records of no service of any agreement of a book.

    An outage or probe of a component is of the services that have it in the catalogue.
    """
    import numpy as np

    known, found, total = _contracted(book), Counter[str](), 0
    for part in parts:
        names, codes = _named(part)
        counts = np.bincount(codes, minlength=len(names)).tolist()
        found.update({n: c for n, c in zip(names, counts, strict=True) if c and n not in known})
        total += len(part)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return WithoutContract(dict(ranked), total)


def _named(records: Records) -> tuple[tuple[str, ...], Int32]:
    from slaspec.records.outages import Outages, Probes

    if isinstance(records, Outages | Probes):
        return records.parts, records.part
    return records.services, records.service


def _contracted(book: Book) -> frozenset[str]:
    """The services that some agreement names, and their components."""
    wholes = [book.whole(agreement) for agreement in book.of(Agreement)]
    services = {line.service for whole in wholes for line in whole.services or ()}
    services |= {target.service for whole in wholes for target in whole.targets or ()}
    listed = [each for catalogue in book.of(ServiceCatalogue) for each in catalogue.services]
    parts = {c for each in listed if each.id in services for c in each.components or ()}
    return frozenset(services | parts)
