"""What a rate pays at every measured value, and which of two rates pays more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from slaspec.language.model.remedy import Rate, Rung
from slaspec.language.quantities import Amount
from slaspec.remedies.ladder import comparisons, reached
from slaspec.remedies.stages.rate import Pay, worth
from slaspec.review.alike import alike
from slaspec.review.changes.edges import Edge
from slaspec.review.changes.orders import Order, order, reverse, sign, together
from slaspec.review.changes.wording import plain

_PAYING = ("flat", "per_step", "first", "then", "lost_time")
_OF_FORMS: dict[str, Callable[[Rate], str]] = {
    "flat": lambda rate: str(rate.flat),
    "ladder": lambda rate: ladder_words(rate.ladder or ()) + _over(rate),
    "per_step": lambda rate: f"{rate.per_step} for each step",
    "first": lambda rate: f"{rate.first} at first, then {rate.then} for each step",
    "lost_time": lambda rate: f"{rate.lost_time} times the charge of the lost time",
    "symmetric": lambda rate: f"on both sides {plain(rate.symmetric)}",
}


def rate_order(base: Rate, head: Rate, *, best: bool = False, missed: Sequence[Edge] = ()) -> Order:
    """
    Which of two rates pays more for the same miss: at some values, and less at none.

    `best`: of a bonus the rung that pays most counts. `missed` is where a flat rate begins to pay.
    None for rates of two other forms.
    """
    if bool(base.ladder) != bool(head.ladder) and missed and not best:
        return together(_with_flat(base, head, edge) for edge in missed)
    forms = [[form for form in _OF_FORMS if getattr(each, form)] for each in (base, head)]
    over = [each.over or "measured" for each in (base, head)]
    if forms[0] != forms[1] or over[0] != over[1] or not alike(base.symmetric, head.symmetric):
        return None
    parts = [_of_part(base, head, key) for key in _PAYING]
    ladder = ladder_order(base.ladder or (), head.ladder or (), best=best)
    return together((*parts, ladder, _forfeits(base, head)))


def _with_flat(base: Rate, head: Rate, edge: Edge) -> Order:
    """A flat rate is a ladder with one rung, which is reached by every miss."""
    ladders = [
        (_rung(each.flat, edge),) if each.flat else each.ladder or () for each in (base, head)
    ]
    measured = all(ladders) and not any(_over(each) for each in (base, head))
    return ladder_order(*ladders) if measured else None


def _rung(pays: Amount, edge: Edge) -> Rung:
    key, limit = edge
    return Rung(pays=pays, below=limit) if key == "below" else Rung(pays=pays, above=limit)


def ladder_order(base: Sequence[Rung], head: Sequence[Rung], *, best: bool = False) -> Order:
    """Which of two ladders pays more, compared at every threshold and between them."""
    limits = [_threshold(rung) for rung in (*base, *head)]
    if len({limit.unit for limit in limits}) > 1:
        return None
    points = list(_points(sorted({Fraction(limit.value) for limit in limits})))
    return together(
        _of_pays(*(_pays(ladder, point, best=best) for ladder in (base, head))) for point in points
    )


def rate_words(rate: Rate) -> str:
    """A rate as it is said: `5% below 99.9%, 10% below 99.5%`."""
    said = next(say(rate) for form, say in _OF_FORMS.items() if getattr(rate, form))
    return f"{said}, everything over {rate.forfeits_over}" if rate.forfeits_over else said


def ladder_words(ladder: Sequence[Rung]) -> str:
    """A ladder as it is said, from mild to severe."""
    return ", ".join(_rung_words(rung) for rung in ladder)


def _over(rate: Rate) -> str:
    return f" of {rate.over}" if rate.over in ("duration", "points") else ""


def _rung_words(rung: Rung) -> str:
    [(key, threshold)] = comparisons(rung)
    return f"{rung.pays} {key.replace('_', ' ')} {threshold}"


def _threshold(rung: Rung) -> Amount:
    [(_, threshold)] = comparisons(rung)
    return threshold


def _points(limits: Sequence[Fraction]) -> Iterator[Fraction]:
    """The thresholds, a value between each two of them, and one on either side of all."""
    if limits:
        yield limits[0] - 1
        yield limits[-1] + 1
    yield from limits
    for one, other in pairwise(limits):
        yield (one + other) / 2


def _pays(ladder: Sequence[Rung], figure: Fraction, *, best: bool) -> Pay | None:
    position = reached(ladder, figure, best=best)
    return worth(ladder[position].pays) if position is not None else None


def _of_pays(base: Pay | None, head: Pay | None) -> Order:
    """Which of two payments is more; nothing is less than every amount."""
    if base is None or head is None or base.unit == head.unit:
        return sign(base.figure if base else 0, head.figure if head else 0)
    return None


def _of_part(base: Rate, head: Rate, key: str) -> Order:
    one, other = getattr(base, key), getattr(head, key)
    return 0 if one is None and other is None else order(one, other)


def _forfeits(base: Rate, head: Rate) -> Order:
    """The sooner everything is lost, the more is paid."""
    one, other = base.forfeits_over, head.forfeits_over
    if one is None or other is None:
        return sign(one is not None, other is not None)
    return reverse(order(one, other))
