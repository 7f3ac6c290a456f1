"""The most that the remedies of one objective pay in one window, where that is exact."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from slaspec.backing.promise import Promise
from slaspec.language.model.governance import Charge
from slaspec.language.model.remedy import Base, Cap, Remedy
from slaspec.language.model.target import Binding, Objective
from slaspec.language.quantities import Amount

_MONTHS = {"month": 1, "quarter": 3, "year": 12, "contract_year": 12}
_REFUSED = ("repeat", "points", "combine")


class NotComputed(NamedTuple):
    """Why there is no exact figure."""

    why: str


Money = Fraction | NotComputed


def window_of(promise: Promise) -> str | None:
    """The calendar window in which an objective is judged; None for other windows."""
    said = promise.said("window")
    return said if isinstance(said, str) else None


def most_paid(promise: Promise) -> Money:
    """The most that all remedies of an objective pay in one window; bonuses are left out."""
    window = window_of(promise)
    if window is None or not promise.agreement.currency:
        return NotComputed("the window has no fixed length in charges, or no currency is said")
    remedies = {remedy.id: remedy for remedy in promise.agreement.remedies or ()}
    total = Fraction(0)
    for bound in promise.target.remedies or ():
        binding = bound if isinstance(bound, Binding) else Binding(remedy=bound)
        remedy = remedies.get(binding.remedy)
        if remedy is None:
            return NotComputed(f"there is no remedy '{binding.remedy}'")
        if remedy.nature == "bonus":
            continue
        paid = _Remedy(promise, remedy, binding, window).most()
        if isinstance(paid, NotComputed):
            return paid
        total += paid
    return _capped(promise, window, total)


def _capped(promise: Promise, window: str, total: Fraction) -> Money:
    """Under the caps over the whole agreement."""
    for cap in promise.agreement.caps or ():
        most = _cap(promise, cap, window, None)
        if isinstance(most, NotComputed):
            return most
        total = min(total, most)
    return total


class _Remedy(NamedTuple):
    promise: Promise
    remedy: Remedy
    binding: Binding
    window: str

    def most(self) -> Money:
        """Rate times base, under the caps of the remedy."""
        rate = self._rate()
        if isinstance(rate, NotComputed):
            return rate
        paid = self._paid(*rate)
        for cap in self.remedy.caps or ():
            most = _cap(self.promise, cap, self.window, self.remedy.base)
            if isinstance(paid, NotComputed) or isinstance(most, NotComputed):
                return most if isinstance(most, NotComputed) else paid
            paid = min(paid, most)
        least = self.remedy.minimum_payable
        if (
            isinstance(paid, NotComputed)
            or least is None
            or paid > Fraction(least.more_than.amount)
        ):
            return paid
        return self._not(f"no more than {least.more_than} is not paid for itself")

    def _rate(self) -> tuple[Fraction, str] | NotComputed:
        """The most that the rate pays, and in which unit."""
        remedy, rate = self.remedy, self.remedy.rate
        term = next((term for term in _REFUSED if getattr(remedy, term) is not None), None)
        if term is not None:
            return self._not(f"its most depends on '{term}'")
        if remedy.for_each not in (None, "window"):
            return self._not(f"it pays for each {remedy.for_each}, of which there is no most")
        if rate.flat is not None:
            return Fraction(rate.flat.value), rate.flat.unit
        if rate.ladder and len({rung.pays.unit for rung in rate.ladder}) == 1:
            highest = max((rung.pays for rung in rate.ladder), key=lambda pays: pays.value)
            return Fraction(highest.value), highest.unit
        return self._of_steps()

    def _of_steps(self) -> tuple[Fraction, str] | NotComputed:
        """The most of a rate for each step: the widest shortfall that an objective has."""
        rate = self.remedy.rate
        per_step = rate.symmetric.per_step if rate.symmetric else rate.per_step or rate.then
        widest = _widest_shortfall(self.promise.objective)
        if per_step is None or widest is None or not self._counts_shortfall():
            return self._not("its rate has no most that the text alone tells")
        forfeits = rate.forfeits_over
        bound = widest if forfeits is None else min(widest, Fraction(forfeits.value))
        most = Fraction(per_step.value) * self._steps(bound)
        if rate.first is not None and bound > self._free():
            most += Fraction(rate.first.value)
        if forfeits is not None and widest > bound:
            most = max(most, Fraction(100))
        return most, per_step.unit

    def _counts_shortfall(self) -> bool:
        quantity = self.remedy.quantity
        of = quantity.of if quantity is not None else None
        return of == "shortfall" or self.remedy.rate.symmetric is not None

    def _free(self) -> Fraction:
        """What is taken off a shortfall before anything counts."""
        remedy, quantity = self.remedy, self.remedy.quantity
        nodes = ((remedy.trigger, "deadband"), (remedy.rate.symmetric, "deadband"))
        own = ((quantity, "from_"), (quantity, "allowance"))
        amounts = (getattr(node, key, None) for node, key in (*nodes, *own))
        return sum((Fraction(each.value) for each in amounts if each is not None), Fraction(0))

    def _steps(self, size: Fraction) -> Fraction:
        """How many steps are counted of a shortfall."""
        quantity = self.remedy.quantity
        step = quantity.step if quantity is not None else None
        if quantity is None or not isinstance(step, Amount) or step.value <= 0:
            return Fraction(0)
        over = max(Fraction(0), size - self._free())
        if quantity.at_most is not None:
            over = min(over, Fraction(quantity.at_most.value))
        steps = over / Fraction(step.value)
        if quantity.count == "prorata":
            return steps
        return Fraction(floor(steps) if quantity.count == "whole" else ceil(steps))

    def _paid(self, figure: Fraction, unit: str) -> Money:
        share = self.binding.allocation.value if self.binding.allocation else Fraction(1)
        share *= Fraction(self.binding.weight if self.binding.weight is not None else 1)
        if unit == self.promise.agreement.currency:
            return figure * share
        if unit not in ("%", "x") or self.remedy.base is None:
            return self._not(f"it pays in {unit}, which is no money")
        base = _base(self.promise, self.remedy.base, self.window)
        if isinstance(base, NotComputed):
            return base
        return figure / (100 if unit == "%" else 1) * base * share

    def _not(self, why: str) -> NotComputed:
        return NotComputed(f"remedy '{self.remedy.id}': {why}")


def _widest_shortfall(objective: Objective) -> Fraction | None:
    """How far a share can lie on the missed side, in points; None for other figures."""
    for share in (objective.share, objective.availability):
        if share is not None:
            return Fraction(share.percent)
    if objective.at_least is not None and objective.at_least.unit == "%":
        return Fraction(objective.at_least.value)
    if objective.at_most is not None and objective.at_most.unit == "%":
        return 100 - Fraction(objective.at_most.value)
    return None


def _cap(promise: Promise, cap: Cap, window: str, of: Base | None) -> Money:
    """The most that a cap lets pass in one window."""
    per = window if cap.per == "window" else cap.per
    if not isinstance(per, str) or (per != window and per not in _MONTHS):
        return NotComputed(f"a cap per {cap.per} has no fixed figure in one window")
    if per != window and (window == "week" or _MONTHS[per] < _MONTHS[window]):
        return NotComputed(f"a cap per {cap.per} cuts a window of a {window} into parts")
    if cap.excess == "carried":
        return NotComputed("what a cap cuts is carried to a later window")
    if cap.at_most.unit == promise.agreement.currency:
        return Fraction(cap.at_most.value)
    base = cap.of if cap.of is not None else of
    if cap.at_most.unit != "%" or base is None:
        return NotComputed(f"a cap of '{cap.at_most}' is no money")
    whole = _base(promise, base, per)
    return whole if isinstance(whole, NotComputed) else Fraction(cap.at_most.value) / 100 * whole


def _base(promise: Promise, base: Base, per: str) -> Money:
    """The amount that a percentage is taken of, for one period."""
    if base.greater_of:
        return _greatest([_base(promise, each, per) for each in base.greater_of])
    if base.at_risk is not None and base.of is not None:
        pool = base.pool.value if base.pool is not None else Fraction(1)
        return _times(_base(promise, base.of, per), base.at_risk.value * pool)
    if base.windows is not None:
        return _times(_charges(promise, None, per), Fraction(base.windows))
    service = base.charge or base.service
    if base.over == "contract_year" or (service is None and base.all_charges != "contracted"):
        return NotComputed("its base is no charge that the agreement states")
    return _charges(promise, service, per)


def _charges(promise: Promise, service: str | None, per: str) -> Money:
    """What the agreement states for a service, or (None) for all of them."""
    lines = [
        line
        for line in promise.agreement.services or ()
        if service is None or line.service == service
    ]
    if not lines:
        what = f"there is no service '{service}'" if service else "the agreement has no services"
        return NotComputed(what)
    amounts = [_charge(line.charge, per, promise.agreement.currency or "") for line in lines]
    missing = next((each for each in amounts if isinstance(each, NotComputed)), None)
    if missing is not None:
        return missing
    return sum((each for each in amounts if isinstance(each, Fraction)), Fraction(0))


def _times(amount: Money, factor: Fraction) -> Money:
    return amount if isinstance(amount, NotComputed) else amount * factor


def _greatest(amounts: list[Money]) -> Money:
    """The greatest of several amounts; why not, where one of them is not computed."""
    unknown = next((each for each in amounts if isinstance(each, NotComputed)), None)
    return unknown or max(each for each in amounts if isinstance(each, Fraction))


def _charge(charge: Charge | None, per: str, currency: str) -> Money:
    if charge is None or charge.amount is None or charge.per is None:
        return NotComputed("a charge comes from invoices and is not stated")
    if charge.amount.currency != currency:
        return NotComputed("a charge is in another currency; currencies are never added")
    if charge.per == per:
        return Fraction(charge.amount.amount)
    if charge.per not in _MONTHS or per not in _MONTHS:
        return NotComputed(f"a charge per {charge.per} has no exact part in a {per}")
    return Fraction(charge.amount.amount) * _MONTHS[per] / _MONTHS[charge.per]
