"""A stretch on which two curves differ, as a region in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from slaspec.checks.backed.accepted import in_money
from slaspec.language.model.interpretation import RoundMeasured
from slaspec.remedies.analysis.analyse import Analysis
from slaspec.remedies.analysis.axis import Axis
from slaspec.remedies.analysis.curve import Piece
from slaspec.remedies.bands.band import Axis as Figures
from slaspec.remedies.cut import Cut
from slaspec.review.regions.apart import Apart, Stretch
from slaspec.review.review import Region


def regions_of(found: Apart, known: Analysis) -> Iterator[Region]:
    """The region of a stretch; none where no count of records lies in it."""
    stretch = found.stretch
    if known.axis.of_records:
        stretch = _whole(stretch)
        if stretch.low is not None and stretch.high is not None and stretch.high < stretch.low:
            return
    low, high = stretch
    yield replace(
        inexact("" if found.exact else "steps of different sizes: some values in it pay alike"),
        unit=known.axis.unit,
        low=low.value if low is not None else None,
        high=high.value if high is not None else None,
        low_included=low is not None and not low.after,
        high_included=high is not None and high.after,
        before=_words(found.before, stretch, known),
        after=_words(found.after, stretch, known),
        exact=found.exact,
    )


def _whole(stretch: Stretch) -> Stretch:
    """The counts inside a stretch: from the first to the last, both included."""
    low, high = stretch
    first = (
        None if low is None else Fraction(floor(low.value) + 1 if low.after else ceil(low.value))
    )
    last = (
        None
        if high is None
        else Fraction(floor(high.value) if high.after else ceil(high.value) - 1)
    )
    return Stretch(
        None if first is None else Cut(first, after=False),
        None if last is None else Cut(last, after=True),
    )


def _words(piece: Piece, stretch: Stretch, known: Analysis) -> str:
    """`4,000.00 EUR`, or the amounts at both ends of a stretch with their values."""
    part = piece._replace(low=stretch.low, high=stretch.high)
    ends = [(part.near_low, stretch.low), (part.near_high, stretch.high)]
    if len({amount for amount, _ in ends}) == 1 and ends[0][0] is not None:
        return _amount(ends[0][0], known.currency)
    figures = Figures(known.axis.unit)
    return " to ".join(
        f"{_amount(amount, known.currency)} at {figures.figure(cut.value)}"
        if amount is not None and cut is not None
        else "ever more"
        for amount, cut in ends
    )


def _amount(amount: Fraction, currency: str) -> str:
    if not amount:
        return "nothing"
    return f"{'a bonus of ' if amount < 0 else ''}{in_money(abs(amount), currency)}"


def subject(axis: Axis) -> str:
    """What a remedy depends on."""
    if axis.of_events:
        return "the time of each event"
    return "the records that missed" if axis.of_records else f"a figure in {axis.unit}"


def as_judged(rounds: RoundMeasured | None, axis: Axis) -> str:
    """What must be said of figures that are rounded before anybody judges them."""
    if rounds is None or axis.of_events or axis.of_records:
        return ""
    places = f"{rounds.places} place{'' if rounds.places == 1 else 's'}"
    return f"figures as they are judged, to {places} {rounds.mode.replace('_', ' ')}"


def inexact(why: str) -> Region:
    """A region of which nobody knows where it lies, or not exactly."""
    return Region(
        document="",
        target="",
        objective="",
        differs="credit",
        unit="",
        low=None,
        high=None,
        low_included=False,
        high_included=False,
        before="",
        after="",
        exact=False,
        why=why,
    )
