"""Amounts that a record carries: a fare, the price of a delivery."""

from __future__ import annotations

from fractions import Fraction

from slaspec.errors import LocatedError, QuantityError
from slaspec.language.model.node import Place
from slaspec.language.quantities import Money
from slaspec.measure.results import Miss
from slaspec.remedies.charges import Basis
from slaspec.remedies.money import money_shown


def amount_of(field: str, at: Place, record: Miss | None, currency: str) -> Basis:
    """
    The amount in a field of a record: `25.00`, in the agreement's currency, or `25.00 EUR`.

    Raises `LocatedError` at `at` where the record tells none, or an amount of another currency.
    """
    assert record is not None  # the stage has asked for one
    text = record.fields.get(field, "").strip()
    money = _read(text, currency)
    if money is None or money.amount < 0 or money.currency != currency:
        told = f"tells '{text[:40]}'" if text else "tells nothing"
        raise LocatedError(
            f"the amount of record {record.id} is not known: its column '{field}' {told}",
            str(at.span),
            f"fill in an amount in {currency} that is not below zero, like 25.00",
        )
    amount = Fraction(money.amount)
    return Basis(amount, f"the {field} of {record.id} ({money_shown(amount, currency)})")


def _read(text: str, currency: str) -> Money | None:
    for written in (text, f"{text} {currency}"):
        try:
            return Money(written)
        except QuantityError:
            continue
    return None
