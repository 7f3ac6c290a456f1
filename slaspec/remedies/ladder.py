"""Ladders: which rung a measured value reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from operator import ge, gt, le, lt

from slaspec.language.model.remedy import Rung
from slaspec.language.quantities import Amount
from slaspec.remedies.evaluation import Evaluation

Comparison = tuple[str, Amount]
_MATCHES: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "below": lt,
    "at_or_below": le,
    "above": gt,
    "at_or_above": ge,
}


def over_duration(evaluation: Evaluation) -> bool:
    """Whether the rungs compare the down time, instead of the measured value."""
    return evaluation.remedy.rate.over == "duration"


def unit_of(evaluation: Evaluation) -> str:
    """The unit of what the rungs compare."""
    timed = over_duration(evaluation) or evaluation.for_events
    return "s" if timed else evaluation.measured.unit


def compared(evaluation: Evaluation, figure: Fraction | None) -> Fraction | None:
    """
    What the rungs compare, where `figure` is the value as it is judged; None: not known.

    Of a record, outage or incident it is how long it took.
    """
    if evaluation.miss is not None:
        return evaluation.miss.size
    return evaluation.measured.down if over_duration(evaluation) else figure


def comparisons(rung: Rung) -> list[Comparison]:
    """The comparisons that a rung states, by their key; a sound rung has exactly one."""
    stated = ((key, getattr(rung, key)) for key in _MATCHES)
    return [(key, threshold) for key, threshold in stated if threshold is not None]


def matches(rung: Rung, figure: Fraction) -> bool:
    """Whether a figure, in the unit of the threshold, reaches the rung. Exact."""
    [(key, threshold)] = comparisons(rung)
    return _MATCHES[key](figure, Fraction(threshold.value))


def reached(ladder: Sequence[Rung], figure: Fraction, *, best: bool) -> int | None:
    """
    The position of the one rung that pays, or None.

    Rungs stand from mild to severe and the last that matches pays, never the sum; with `best`
    (a bonus) it is the one that pays most, of equals the first.
    """
    found = [position for position, rung in enumerate(ladder) if matches(rung, figure)]
    if best:
        return max(found, key=lambda position: ladder[position].pays.value, default=None)
    return found[-1] if found else None
