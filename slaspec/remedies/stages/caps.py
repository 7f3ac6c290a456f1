"""Caps: the most that is paid. What lies above is cut pro rata and lost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slaspec.errors import LocatedError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Cap, Remedy
from slaspec.language.quantities import minor_units
from slaspec.remedies.charges import Charges
from slaspec.remedies.evaluation import Due, Evaluation, said
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import allot, decimals, money_shown, money_text, to_minor
from slaspec.remedies.partial import charged_share
from slaspec.remedies.periods import Period
from slaspec.remedies.stages.base import TERMS as BASE_TERMS
from slaspec.remedies.stages.base import basis_of, check_base
from slaspec.remedies.statement import TrailStep
from slaspec.remedies.unsettled import unsettled

TERMS: dict[str, tuple[object, ...]] = {
    "caps.per": ("window", "month", "record"),
    "caps.at_most": (),
    "caps.excess": ("lost",),
    **{
        term.replace("base.", "caps.of."): values
        for term, values in BASE_TERMS.items()
        if term.startswith("base.")
    },
}
STAGE = "caps"


@dataclass(frozen=True)
class Bound:
    """A cap with whose it is: a remedy's own, or (without a remedy) the agreement's."""

    cap: Cap
    agreement: Agreement
    remedy: Remedy | None

    @property
    def owner(self) -> str:
        """The id of the remedy; empty for a cap over the whole agreement."""
        return self.remedy.id if self.remedy is not None else ""

    @property
    def for_records(self) -> bool:
        """Whether the lines it binds are those of single records."""
        return self.remedy is not None and self.remedy.for_each == "record"

    def answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the remedy, else of the interpretation."""
        return said(question, self.remedy, self.agreement.interpretation, self.cap)

    def charged_share(self, period: Period) -> Fraction:
        """The share of a window's charges that a percentage of the cap is taken of."""
        partial, prorate = self.answer("partial_window"), self.answer("prorate")
        return charged_share(period, partial, prorate, self.refused)

    def refused(self, term: str, at: Place, because: str = "") -> LocatedError:
        """The refusal of a term of this cap."""
        return unsettled(self.agreement.id, self.owner, term, at, because)

    def fault(self, message: str, at: Place, help: str) -> LocatedError:
        """An error about this cap."""
        whose = f"remedy '{self.owner}'" if self.owner else "the agreement's caps"
        return LocatedError(f"{whose}: {message}", str(at.span), help)


def own_bounds(evaluation: Evaluation) -> tuple[Bound, ...]:
    """The caps of the evaluation's own remedy."""
    agreement, remedy = evaluation.agreement, evaluation.remedy
    return tuple(Bound(cap, agreement, remedy) for cap in remedy.caps or ())


def bounds(evaluation: Evaluation) -> tuple[Bound, ...]:
    """The caps that bind an evaluation: its remedy's, then (credits only) the agreement's."""
    overall = () if evaluation.is_bonus else _overall(evaluation.agreement)
    return own_bounds(evaluation) + overall


def check(evaluation: Evaluation, charges: Charges) -> None:
    """A cap per month needs monthly windows; a percentage has a base, money the one currency."""
    for bound in bounds(evaluation):
        _check_cap(bound, evaluation.period, charges)
        if evaluation.judged and bound.cap.of is not None:
            bound.charged_share(evaluation.period)


def apply(dues: Sequence[Due], charges: Charges) -> list[Due]:
    """
    The lines after every cap, in the order in which caps are listed: each remedy's, then the
    agreement's. Lines keep their order.
    """
    kept = list(dues)
    for window in grouped(kept, range(len(kept)), lambda e: e.measured.window.name):
        for positions in grouped(kept, window, lambda e: (e.remedy.id, e.is_bonus)):
            for bound in own_bounds(kept[positions[0]].evaluation):
                for together in _bound_together(kept, positions, bound.cap):
                    _cap(kept, together, bound, charges)
        owed = [i for i in window if not kept[i].evaluation.is_bonus]
        if owed:
            for bound in _overall(kept[owed[0]].evaluation.agreement):
                _cap(kept, owed, bound, charges)
    return kept


def _bound_together(kept: Sequence[Due], positions: Sequence[int], cap: Cap) -> list[list[int]]:
    """The lines that share one cap: all of the window, or those of one record."""
    if cap.per != "record":
        return [list(positions)]
    return grouped(kept, positions, lambda e: e.record)


def limit_of(bound: Bound, period: Period, charges: Charges) -> tuple[int, str]:
    """
    The most that a cap leaves in a window, in whole minor units, and how that came about.

    What is below one minor unit cannot be paid without exceeding the cap, so it ends there.
    """
    cap, currency = bound.cap, charges.currency
    if cap.of is None:
        return to_minor(Fraction(cap.at_most.value), currency, "down"), f"of {cap.at_most}"
    basis = basis_of(cap.of, period, bound.charged_share(period), charges)
    amount = Fraction(cap.at_most.value) / 100 * basis.amount
    return to_minor(amount, currency, "down"), f"of {cap.at_most} of {basis.words}"


def _overall(agreement: Agreement) -> tuple[Bound, ...]:
    return tuple(Bound(cap, agreement, None) for cap in agreement.caps or ())


def _check_cap(bound: Bound, period: Period, charges: Charges) -> None:
    cap, unit = bound.cap, bound.cap.at_most.unit
    if cap.per == "month" and period.kind != "month":
        because = f"over windows of a {period.kind}"
        raise bound.refused(f"caps.per: {cap.per}", cap.at.of("per"), because)
    if cap.per == "record" and not bound.for_records:
        because = "over the whole agreement" if bound.remedy is None else "of a window"
        raise bound.refused("caps.per: record", cap.at.of("per"), because)
    if unit != "%" and minor_units(unit) is None:
        raise bound.refused(f"caps.at_most: {cap.at_most}", cap.at.of("at_most"))
    if unit not in ("%", charges.currency):
        raise bound.fault(
            f"the cap is in {unit}, the agreement in {charges.currency};"
            " currencies are never added",
            cap.at.of("at_most"),
            f"state the cap in {charges.currency}",
        )
    if cap.at_most.value < 0:
        raise bound.fault("a cap below zero", cap.at.of("at_most"), "write 0% or more")
    if (unit == "%") != (cap.of is not None):
        raise bound.fault(
            "percent of what? a cap in % needs 'of', a cap in money has none",
            cap.at,
            "write {per: month, at_most: 25%, of: {charge: <service>}, excess: lost}",
        )
    if cap.of is not None:
        check_base(cap.of, charges, bound.fault)


def _cap(kept: list[Due], positions: Sequence[int], bound: Bound, charges: Charges) -> None:
    """Cut the lines at these positions to what the cap leaves."""
    before = [kept[i].amount for i in positions]
    total, currency = sum(before, Fraction(0)), charges.currency
    period = kept[positions[0]].evaluation.period
    limit, words = limit_of(bound, period, charges)
    most = Fraction(limit, 10 ** decimals(currency))
    whose = bound.owner or "all credits"
    cap = f"the cap {words}, {money_shown(most, currency)} a {bound.cap.per}"
    due = f"{whose} in {period.name}: {money_shown(total, currency)}"
    if total <= most:
        after, sentence = before, f"{due} is within {cap}"
    else:
        at_total = any(kept[i].evaluation.rounds_at == "total" for i in positions)
        after = _cut(before, limit, most, currency, at_total=at_total)
        sentence = f"{due} is cut to {cap}"
    for i, old, new in zip(positions, before, after, strict=True):
        texts = (money_text(old, currency), money_text(new, currency))
        kept[i] = kept[i].after(new, TrailStep(STAGE, sentence, *texts, bound.cap.at))
        if bound.remedy is not None:
            kept[i] = kept[i].within(limit, of_record=bound.cap.per == "record")


def _cut(
    before: Sequence[Fraction], limit: int, most: Fraction, currency: str, *, at_total: bool
) -> list[Fraction]:
    """What each line keeps: its exact part, or whole minor units where lines are rounded."""
    if at_total:
        total = sum(before, Fraction(0))
        return [amount * most / total for amount in before]
    scale = 10 ** decimals(currency)
    return [Fraction(units, scale) for units in allot(limit, before)]
