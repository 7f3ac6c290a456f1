"""
Caps and minimum amounts: which figures they begin to bind at, the engine itself is asked.

Where a cap begins to cut follows from all other terms, so nothing is read from the text but the
bound: beyond it nothing more is paid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from slaspec.checks.remedies.witnesses.edges import Edge, Story
from slaspec.checks.remedies.witnesses.scale import Scale
from slaspec.checks.remedies.witnesses.story import Told, first
from slaspec.language.model.remedy import Cap, MinimumPayable, Remedy

Tell = Callable[[Story], Told]
_EVENTS = ("outage", "record", "incident", "window", "month")


def bounds(scale: Scale, remedy: Remedy, tell: Tell, room: int) -> Iterator[Edge]:
    """
    The edges of the caps and of the minimum of a remedy, as far as its figures reach them.

    A cap that they do not reach is none of its faults: several targets may fill it together.
    """
    for cap in remedy.caps or ():
        yield from _of_cap(scale, cap, tell, room)
    if remedy.minimum_payable is not None and remedy.points is None:
        yield from _of_minimum(scale, remedy.minimum_payable, tell)


def _of_cap(scale: Scale, cap: Cap, tell: Tell, room: int) -> Iterator[Edge]:
    def cut(told: Told) -> bool:
        return any(
            step.at.path == cap.at.path and step.amount_in != step.amount_out for step in told.trail
        )

    worst = (scale.most,)
    windows = range(1, 1 + (1 if cap.per in _EVENTS else room))
    number = next((k for k in windows if cut(tell(worst * k))), None)
    if number is None:
        return
    what, inside, outside = f"the cap of {cap.at_most} a {cap.per}", worst * number, None
    if number == 1:
        turn = first(scale.least, scale.most, lambda n: cut(tell((n,))))
        if turn is not None and turn > scale.least:
            inside, outside = (turn,), (turn - 1,)
    most = tell(inside).amount

    def binds(told: Told) -> bool:
        return cut(told) and tell((*inside[:-1], *worst)).amount <= most

    yield Edge(what, cap.at, inside, outside, binds, adds=False)


def _of_minimum(scale: Scale, minimum: MinimumPayable, tell: Tell) -> Iterator[Edge]:
    turn = first(scale.least, scale.most, lambda n: tell((n,)).amount > 0)
    what, more_than = f"more than {minimum.more_than}", Fraction(minimum.more_than.amount)

    def paid(told: Told) -> bool:
        return told.amount > more_than

    if turn is None:
        yield Edge(what, minimum.at, (scale.most,), None, paid)
    else:
        outside = (turn - 1,) if turn > scale.least else None
        yield Edge(what, minimum.at, (turn,), outside, paid)
