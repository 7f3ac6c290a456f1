"""Several agreements at once: a result for each, subtotals by party and currency, no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal, TypeVar

from slaspec.errors import EnvironmentFault, SlaspecError, UsageError
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.measure.windows import period as dates

if TYPE_CHECKING:
    from slaspec.use_cases.preview import Preview

_Made = TypeVar("_Made")
Section = Literal["customers", "internal", "suppliers"]
SECTIONS: dict[str, Section] = {"SLA": "customers", "OLA": "internal", "UC": "suppliers"}


@dataclass(frozen=True)
class Failure:
    """An agreement that could not be settled, and why."""

    agreement: str
    error: SlaspecError


@dataclass(frozen=True)
class Subtotal:
    """
    Credits and bonuses towards one party in one currency; currencies are never added.

    Towards `customers` the credits are owed; those of `suppliers` come back to whoever owes them,
    and stand beside them, gross.
    """

    section: Section
    party: str
    currency: str
    credits: Decimal
    bonuses: Decimal


@dataclass(frozen=True)
class Portfolio:
    """The previews of several agreements in the order asked for, and what could not be settled."""

    period: str
    previews: tuple[Preview, ...]
    failures: tuple[Failure, ...] = ()

    @property
    def subtotals(self) -> tuple[Subtotal, ...]:
        """By section, party and currency."""
        found: dict[tuple[Section, str, str], tuple[Decimal, Decimal]] = {}
        for preview in self.previews:
            statement = preview.statement
            key = (*_party(preview.agreement), statement.currency)
            credits, bonuses = found.get(key, (Decimal(0), Decimal(0)))
            credits += sum((line.amount for line in statement.credits), Decimal(0))
            bonuses -= sum((line.amount for line in statement.bonuses), Decimal(0))
            found[key] = (credits, bonuses)
        order = list(SECTIONS.values())
        keys = sorted(found, key=lambda key: (order.index(key[0]), *key[1:]))
        return tuple(Subtotal(*key, *found[key]) for key in keys)


def _party(agreement: Agreement) -> tuple[Section, str]:
    """Who is on the other side: of an underpinning contract its provider, else the customer."""
    section = SECTIONS[agreement.kind]
    sides = agreement.parties
    if sides is None:
        return section, ""
    return section, (sides.provider if section == "suppliers" else sides.customer) or ""


def portfolio(
    agreements: Sequence[str], period: str, preview: Callable[[str], Preview]
) -> Portfolio:
    """Settle several agreements, each by itself; raises as `each_by_itself` does."""
    return Portfolio(period, *each_by_itself(agreements, preview))


def each_by_itself(
    agreements: Sequence[str], make: Callable[[str], _Made]
) -> tuple[tuple[_Made, ...], tuple[Failure, ...]]:
    """
    What is made of each agreement: one that cannot be does not hide the others.

    Raises `UsageError` where an agreement is named twice, and the fault of the first where nothing
    could be made of any; `EnvironmentFault` at once.
    """
    if twice := [id for number, id in enumerate(agreements) if id in agreements[:number]]:
        raise UsageError(f"'{twice[0]}' is named twice")
    found, failures = [], []
    for id in agreements:
        try:
            found.append(make(id))
        except EnvironmentFault:
            raise
        except SlaspecError as error:
            failures.append(Failure(id, error))
    if failures and not found:
        raise failures[0].error
    return tuple(found), tuple(failures)


def in_term(
    book: Book, period: str, asks_for: Callable[[str], bool] = lambda _file: True
) -> tuple[str, ...]:
    """
    All agreements of a book of whose term some day lies in a period, by kind and then by id.

    `asks_for` says of which files; the others are there for those that refer to them.

    Raises `UsageError` for a book without one.
    """
    first, last = dates(period)
    found = [
        each
        for each in book.of(Agreement)
        if asks_for(each.at.span.file)
        and each.effective.from_.value <= last
        and (each.effective.ends is None or each.effective.ends.value >= first)
    ]
    if not found:
        raise UsageError(f"no agreement is in its term in {period}")
    order = list(SECTIONS)
    return tuple(each.id for each in sorted(found, key=lambda a: (order.index(a.kind), a.id)))


def require_known(book: Book, agreements: Iterable[str]) -> None:
    """
    Raises `UsageError` ("did you mean") for an agreement that is not in the book.

    Where a file cannot be read, the agreement may stand in it: `LocatedError` says why.
    """
    from slaspec.checks.names import instead_of
    from slaspec.use_cases.sound import require_readable

    known = [each.id for each in book.of(Agreement)]
    for id in agreements:
        if id not in known:
            require_readable(book)
            hint = instead_of(id, known, "agreements")
            raise UsageError(f"there is no agreement '{id}'; {hint}")
