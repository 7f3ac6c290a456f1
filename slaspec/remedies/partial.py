"""What part of a charge stands behind a cut window, and how long a window of service is."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from slaspec.errors import LocatedError
from slaspec.language.model.interpretation import FixedMonth, PartialWindow
from slaspec.language.model.node import Node, Place
from slaspec.remedies.periods import MONTHS, Period

_DAY, _THIRTY = 86400, 30
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


def service_seconds(period: Period, prorate: Said) -> int:
    """
    The seconds of service that the charge of a whole window pays for.

    `prorate` is the answer to that question with its place: dates of 24 hours each, whatever the
    clocks did; thirty of them a month; or a month of fixed length. Raises `LocatedError` where
    the text is silent, and for a week, which is no number of months.
    """
    by, at = prorate
    if by is None:
        raise LocatedError(
            f"'prorate' is not said: it decides what an hour of service in {period.name} costs",
            str(at.span),
            "write prorate: calendar_days",
        )
    if by == "calendar_days":
        return period.days * _DAY
    if period.kind == "week":
        raise LocatedError(
            f"{period.name} is a week, and a month of fixed length says nothing of it",
            str(at.span),
            "write prorate: calendar_days",
        )
    month: int = by.month.seconds if isinstance(by, FixedMonth) else _THIRTY * _DAY
    return MONTHS[period.kind] * month


def _silent(question: str, period: Period, at: Place, example: str) -> LocatedError:
    return LocatedError(
        f"'{question}' is not said: {period.inside_days} of {period.days} days of"
        f" {period.name} lie inside the term, and it decides what they cost",
        str(at.span),
        f"write {example}",
    )
