"""What a remedy pays at most in one evaluation, and in which units its amounts are."""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

from slaspec.checks.targets import Limit
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import CalendarDays, QuantityPaid, Remedy, Rung
from slaspec.language.quantities import Amount

SERVICE_TIME = ("service hours", "service days")
_HUNDRED = Fraction(100)


class Paid(NamedTuple):
    """An amount that a remedy pays, and where it stands."""

    amount: Amount
    at: Place


def paid_amounts(remedy: Remedy) -> Iterator[Paid]:
    """Every amount that a remedy may pay: of its rate, its repeats and its points."""
    rate = remedy.rate
    for key in ("flat", "per_step", "first", "then"):
        amount = getattr(rate, key)
        if amount is not None:
            yield Paid(amount, rate.at.of(key))
    if rate.symmetric is not None:
        yield Paid(rate.symmetric.per_step, rate.symmetric.at.of("per_step"))
    yield from _of_rungs(rate.ladder)
    if remedy.repeat is not None:
        for position, amount in enumerate(remedy.repeat.ladder or ()):
            yield Paid(amount, remedy.repeat.at.of("ladder", position))
    if remedy.points is not None:
        convert = remedy.points.convert
        if convert.per_point is not None:
            yield Paid(convert.per_point, convert.at.of("per_point"))
        yield from _of_rungs(convert.ladder)


def _of_rungs(rungs: tuple[Rung, ...] | None) -> Iterator[Paid]:
    for rung in rungs or ():
        yield Paid(rung.pays, rung.at.of("pays"))


def is_share(amount: Amount) -> bool:
    """Whether an amount is a part or a multiple of a base."""
    return amount.unit in ("%", "x")


def share_of_base(amount: Amount) -> Fraction:
    """`10%` as 1/10, `10x` as 10."""
    return Fraction(amount.value) / (_HUNDRED if amount.unit == "%" else 1)


class Most(NamedTuple):
    """
    The most that one evaluation pays, as a share of the base; None where it has no bound.

    `finite` is False where nothing bounds it; an amount of money or time is finite, its `share`
    is None.
    """

    finite: bool
    share: Fraction | None


UNBOUNDED = Most(finite=False, share=None)
FIXED = Most(finite=True, share=None)


def most_for(remedy: Remedy, limit: Limit | None) -> Most:
    """The most that one evaluation of an objective with this limit pays."""
    rate = remedy.rate
    if rate.lost_time is not None:
        return Most(finite=True, share=Fraction(rate.lost_time))
    if rate.flat is not None:
        return _times(_one(rate.flat), _repeated(remedy))
    if rate.ladder is not None:
        return _times(_largest([rung.pays for rung in rate.ladder]), _repeated(remedy))
    per_step = rate.per_step or rate.then or (rate.symmetric and rate.symmetric.per_step)
    return _most_of_steps(remedy, limit, per_step) if per_step else FIXED


def _most_of_steps(remedy: Remedy, limit: Limit | None, per_step: Amount) -> Most:
    steps = _most_steps(remedy, limit)
    if steps is None:
        return UNBOUNDED
    most = _times(_one(per_step), steps * _repeated(remedy))
    first, forfeits = remedy.rate.first, remedy.rate.forfeits_over
    if first is not None and most.share is not None and is_share(first):
        most = most._replace(share=most.share + share_of_base(first))
    if forfeits is not None:
        most = most._replace(share=max(most.share or Fraction(0), Fraction(1)))
    return most


def _one(amount: Amount) -> Most:
    return Most(finite=True, share=share_of_base(amount)) if is_share(amount) else FIXED


def _largest(amounts: list[Amount]) -> Most:
    shares = [share_of_base(each) for each in amounts if is_share(each)]
    return Most(finite=True, share=max(shares)) if shares else FIXED


def _times(most: Most, factor: Fraction) -> Most:
    return most._replace(share=most.share * factor) if most.share is not None else most


def _repeated(remedy: Remedy) -> Fraction:
    factor = remedy.repeat.factor if remedy.repeat is not None else None
    return Fraction(factor or 1)


def _most_steps(remedy: Remedy, limit: Limit | None) -> Fraction | None:
    """The most steps that can be counted; None where the quantity has no bound."""
    quantity = remedy.quantity
    if quantity is None or quantity.of == "flat":
        return Fraction(1)
    step = quantity.step
    bound = _most_counted(remedy, quantity, None if isinstance(step, CalendarDays) else limit)
    if bound is None or step is None:
        return None
    size = Fraction(step.value) if isinstance(step, Amount) else Fraction(step.calendar_days)
    if size <= 0:
        return None
    steps = bound / size
    rounded = {"commenced": math.ceil(steps), "whole": math.floor(steps)}
    return Fraction(rounded.get(quantity.count or "", steps))


def _most_counted(remedy: Remedy, quantity: QuantityPaid, limit: Limit | None) -> Fraction | None:
    """The most of the quantity that counts, in its own unit."""
    limits = (quantity.at_most, remedy.rate.forfeits_over)
    bounds = [Fraction(each.value) for each in limits if each is not None]
    widest = _widest(quantity.of, limit)
    if widest is not None:
        deadband = remedy.trigger.deadband if remedy.trigger else None
        free = (quantity.from_, quantity.allowance, deadband)
        bounds.append(widest - sum(Fraction(each.value) for each in free if each is not None))
    return max(min(bounds), Fraction(0)) if bounds else None


def _widest(quantity: str | None, limit: Limit | None) -> Fraction | None:
    """The widest distance from an objective in percent, which ends at 0 % and at 100 %."""
    if limit is None or limit.unit != "%" or quantity not in ("shortfall", "excess"):
        return None
    towards_zero = (quantity == "shortfall") == limit.higher_is_better
    return limit.figure if towards_zero else _HUNDRED - limit.figure
