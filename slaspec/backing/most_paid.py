"""The most that the remedies of one objective pay in one window, where that is exact."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from slaspec.backing.promise import Promise
from slaspec.language.model.governance import Charge
from slaspec.language.model.remedy import Base, Cap, Remedy
from slaspec.language.model.target import Binding
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
        amount = self._rate()
        if isinstance(amount, NotComputed):
            return amount
        paid = self._paid(amount)
        for cap in self.remedy.caps or ():
            most = _cap(self.promise, cap, self.window, self.remedy.base)
            if isinstance(paid, NotComputed) or isinstance(most, NotComputed):
                return most if isinstance(most, NotComputed) else paid
            paid = min(paid, most)
        return paid

    def _rate(self) -> Amount | NotComputed:
        remedy, rate = self.remedy, self.remedy.rate
        term = next((term for term in _REFUSED if getattr(remedy, term) is not None), None)
        if term is not None:
            return self._not(f"its most depends on '{term}'")
        if remedy.for_each not in (None, "window"):
            return self._not(f"it pays for each {remedy.for_each}, of which there is no most")
        if rate.forfeits_over is not None:
            return self._not("it forfeits the whole base")
        if rate.flat is not None:
            return rate.flat
        if rate.ladder and rate.over in (None, "measured"):
            units = {rung.pays.unit for rung in rate.ladder}
            if len(units) == 1:
                return max((rung.pays for rung in rate.ladder), key=lambda pays: pays.value)
        return self._not("its rate is neither flat nor one ladder over the measured value")

    def _paid(self, amount: Amount) -> Money:
        share = self.binding.allocation.value if self.binding.allocation else Fraction(1)
        if amount.unit == self.promise.agreement.currency:
            return Fraction(amount.value) * share
        if amount.unit not in ("%", "x") or self.remedy.base is None:
            return self._not(f"it pays '{amount}', which is no money")
        base = _base(self.promise, self.remedy.base, self.window)
        if isinstance(base, NotComputed):
            return base
        return Fraction(amount.value) / (100 if amount.unit == "%" else 1) * base * share

    def _not(self, why: str) -> NotComputed:
        return NotComputed(f"remedy '{self.remedy.id}': {why}")


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
    """The charges that a percentage is taken of, for one period."""
    if base.at_risk is not None and base.of is not None:
        inner = _base(promise, base.of, per)
        pool = base.pool.value if base.pool is not None else Fraction(1)
        return inner if isinstance(inner, NotComputed) else inner * base.at_risk.value * pool
    service = base.charge or base.service
    if base.over == "contract_year" or (service is None and base.all_charges != "contracted"):
        return NotComputed("its base is no charge that the agreement states")
    lines = [
        line
        for line in promise.agreement.services or ()
        if service is None or line.service == service
    ]
    if not lines:
        return NotComputed(f"there is no service '{service}'")
    amounts = [_charge(line.charge, per, promise.agreement.currency or "") for line in lines]
    missing = next((each for each in amounts if isinstance(each, NotComputed)), None)
    if missing is not None:
        return missing
    return sum((each for each in amounts if isinstance(each, Fraction)), Fraction(0))


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
