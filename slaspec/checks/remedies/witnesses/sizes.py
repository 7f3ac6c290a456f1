"""How much a remedy counts at some figures, as its terms say it: nothing of the engine is asked."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import ceil, floor
from operator import ge, gt, le, lt

from slaspec.checks.remedies.witnesses.scale import Scale, Untried
from slaspec.language.model.remedy import CalendarDays, Remedy, Rung
from slaspec.language.quantities import Amount

_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "below": lt,
    "at_or_below": le,
    "above": gt,
    "at_or_above": ge,
}
_EVENTS = ("record", "outage", "incident")
_NONE = Fraction(0)


class Sizes:
    """The sizes of a remedy on a scale; a bonus counts on the other side of the objective."""

    def __init__(self, scale: Scale, remedy: Remedy, *, bonus: bool) -> None:
        self._scale, self._remedy, self._bonus = scale, remedy, bonus
        self.events = remedy.for_each in _EVENTS
        quantity = remedy.quantity
        if quantity is not None and isinstance(quantity.step, CalendarDays):
            raise Untried("its steps are dates")
        timed = self._kind != "flat" or remedy.trigger is not None
        if remedy.for_each in ("record", "incident") and timed:
            raise Untried(f"figures say no time of a single {remedy.for_each}")

    @property
    def _kind(self) -> str:
        rate, quantity = self._remedy.rate, self._remedy.quantity
        if rate.symmetric is not None:
            return "excess" if self._bonus else "shortfall"
        if rate.lost_time is not None:
            return "lost_time"
        if self.events and (rate.ladder or rate.first is not None):
            return "duration"
        return (quantity.of if quantity is not None else None) or "flat"

    @property
    def in_proportion(self) -> bool:
        """Whether a part of a step is paid as a part."""
        quantity = self._remedy.quantity
        return quantity is None or quantity.count in (None, "prorata")

    @property
    def tried(self) -> tuple[int, ...]:
        """The steps that are tried: the first and, of those that are counted, the second."""
        if self._kind == "flat" or self._remedy.rate.ladder:
            return ()
        return (1,) if self.in_proportion else (1, 2)

    def reaches(self, rung: Rung, n: int) -> bool:
        """Whether the figures reach a rung."""
        [(key, limit)] = [(k, getattr(rung, k)) for k in _COMPARED if getattr(rung, k) is not None]
        timed = self.events or self._remedy.rate.over == "duration"
        compared = Fraction(n) if timed else self._scale.judged(n)
        return _COMPARED[key](compared, Fraction(limit.value))

    def fires(self, n: int) -> bool:
        """Whether the remedy is due at all: the verdict, and what is spared."""
        if not self.events and self._scale.missed(n) == self._bonus:
            return False
        if self.events and not n:
            return False
        trigger = self._remedy.trigger
        said = (trigger.grace, trigger.deadband) if trigger is not None else ()
        return all(self._beside(each, n) > each.value for each in said if each is not None)

    def steps(self, n: int) -> Fraction:
        """How many steps are counted."""
        quantity, left = self._remedy.quantity, self.size(n) - self._free()
        count, step = "prorata", Fraction(1)
        if quantity is not None:
            left = left if quantity.at_most is None else min(left, Fraction(quantity.at_most.value))
            step = Fraction(quantity.step.value) if isinstance(quantity.step, Amount) else step
            count = quantity.count or count
        steps = max(_NONE, left) / step
        return {"whole": Fraction(floor(steps)), "commenced": Fraction(ceil(steps))}.get(
            count, steps
        )

    def exceeds(self, n: int) -> bool:
        """Whether anything is left to be paid for behind what is free."""
        return self.size(n) > self._free()

    def size(self, n: int, kind: str = "") -> Fraction:
        """How large the miss is, or how far the objective is exceeded."""
        kind, scale = kind or self._kind, self._scale
        if kind in ("duration", "lost_time"):
            return Fraction(n)
        if kind in ("occurrences", "excess_records"):
            return self._records(kind, n)
        beyond = scale.judged(n) - scale.edge
        better = beyond if scale.higher_is_better else -beyond
        return max(_NONE, better if kind == "excess" else -better)

    def _records(self, kind: str, n: int) -> Fraction:
        good, quantity = self._scale.figure(n) / 100 * self._scale.counted, self._remedy.quantity
        if kind == "occurrences":
            return self._scale.counted - good
        if quantity is not None and quantity.floor is not None:
            good = max(good, Fraction(quantity.floor.value) / 100 * self._scale.counted)
        return max(_NONE, self._scale.edge / 100 * self._scale.counted - good)

    def _beside(self, spared: Amount, n: int) -> Fraction:
        """What an amount of the trigger is compared with; of a flat rate its unit tells it."""
        if self._kind != "flat":
            return self.size(n)
        if self.events or (spared.unit == "s" and self._scale.unit != "s"):
            return Fraction(n)
        return self.size(n, "excess" if self._bonus else "shortfall")

    def _free(self) -> Fraction:
        quantity, trigger, symmetric = (
            self._remedy.quantity,
            self._remedy.trigger,
            self._remedy.rate.symmetric,
        )
        amounts = (
            quantity and quantity.from_,
            quantity and quantity.allowance,
            trigger and trigger.deadband,
            symmetric and symmetric.deadband,
        )
        return sum((Fraction(each.value) for each in amounts if each), _NONE)
