"""The first and last window of a term: which part of a charge stands behind it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.node import Node, Place
from slaspec.remedies.periods import Period

Said = tuple[Any, Place]
Refuse = Callable[[str, Place], LocatedError]


def charged_share(period: Period, partial: Said, prorate: Said, refuse: Refuse) -> Fraction:
    """
    The share of a window's charge that its part inside the term bears; 1 for a whole window.

    `partial` and `prorate` are the answers to `partial_window` and `prorate` with their places;
    `refuse` makes the refusal of a term. Raises `LocatedError` where the text is silent, and the
    refusal for every way of prorating but by calendar days.
    """
    if not period.partial:
        return Fraction(1)
    terms, at = partial
    if terms is None:
        raise _silent("partial_window", period, at, "partial_window: {charge: prorated, …}")
    if not isinstance(terms, PartialWindow):
        raise refuse(f"partial_window: {terms}", at)
    if terms.charge == "full":
        return Fraction(1)
    by, at = prorate
    if by is None:
        raise _silent("prorate", period, at, "prorate: calendar_days")
    if by != "calendar_days":
        raise refuse("prorate" if isinstance(by, Node) else f"prorate: {by}", at)
    return Fraction(period.inside_days, period.days)


def _silent(question: str, period: Period, at: Place, example: str) -> LocatedError:
    return LocatedError(
        f"'{question}' is not said: {period.inside_days} of {period.days} days of"
        f" {period.name} lie inside the term, and it decides what they cost",
        str(at.span),
        f"write {example}",
    )
