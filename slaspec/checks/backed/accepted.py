"""Promises that are not backed, and that somebody accepted in the Ledger with their exposure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.backing import Proof, exposure
from slaspec.language.book import Book
from slaspec.language.ledgers import of_kind
from slaspec.language.model.ledger import AcceptedRiskEntry
from slaspec.remedies.money import round_money

if TYPE_CHECKING:
    from slaspec.backing.money import Exposure
    from slaspec.language.model import Agreement

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def acceptances(proof: Proof, book: Book) -> Iterator[AcceptedRiskEntry]:
    """The entries that accept the risk of an objective, or of its whole target."""
    for entry in of_kind(book, proof.document, AcceptedRiskEntry):
        if entry.accepted_risk in (proof.target, proof.name):
            yield entry


def acceptance(proof: Proof, book: Book, as_of: date) -> AcceptedRiskEntry | None:
    """The last entry made that accepts the risk of an objective on a day; None where none does."""
    held = (entry for entry in acceptances(proof, book) if holds(entry, as_of))
    return max(held, key=lambda entry: entry.date.value, default=None)


def holds(entry: AcceptedRiskEntry, as_of: date) -> bool:
    """Whether a risk is accepted on a day: the first and the last day are."""
    return entry.date.value <= as_of <= entry.until.value


def covered(entry: AcceptedRiskEntry, proofs: Sequence[Proof]) -> list[Proof]:
    """The objectives whose risk an entry accepts."""
    return [each for each in proofs if entry.accepted_risk in (each.target, each.name)]


def exposure_of(proof: Proof, agreement: Agreement, book: Book) -> Exposure:
    """What a miss costs: where every OLA and UC is kept, no supplier returns any of `owed`."""
    return exposure(book, agreement, proof.target, proof.objective)


def most_lost(found: Sequence[Exposure], per: str) -> Fraction | None:
    """The most that is owed in a period; None where that is not known, or not per such a period."""
    total = Fraction(0)
    for each in found:
        if each.owed is None:
            return None
        if each.window == per:
            total += each.owed
        elif _MONTHS.get(per, 0) > _MONTHS.get(each.window, 13):
            total += each.owed * (_MONTHS[per] // _MONTHS[each.window])
        else:
            return None
    return total


def is_shorter(per: str, window: str) -> bool:
    """Whether a period is shorter than a calendar window; unknown windows are not compared."""
    lengths = ("week", *_MONTHS)
    return window in lengths and lengths.index(per) < lengths.index(window)


def in_money(amount: Fraction, currency: str) -> str:
    """`1,234.50 EUR`."""
    return f"{round_money(amount, currency, 'half_up'):,f} {currency}"
