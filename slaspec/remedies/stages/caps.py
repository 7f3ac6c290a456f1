"""Caps: the most that is paid. What lies above is cut pro rata, and lost or carried on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slaspec.errors import LocatedError
from slaspec.language.model.agreement import Agreement
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Cap, Remedy
from slaspec.language.quantities import Lookback, minor_units
from slaspec.remedies.charges import Charges
from slaspec.remedies.earlier.around import Around
from slaspec.remedies.earlier.past import ALL, Past, Side
from slaspec.remedies.earlier.spans import Span, span_of
from slaspec.remedies.evaluation import Due, Evaluation, said
from slaspec.remedies.grouping import grouped
from slaspec.remedies.money import allot, decimals, money_shown, money_text, to_minor
from slaspec.remedies.periods import Period
from slaspec.remedies.stages.base import TERMS as BASE_TERMS
from slaspec.remedies.stages.base import basis_of, check_around, check_base
from slaspec.remedies.statement import TrailStep
from slaspec.remedies.unsettled import unsettled

TERMS: dict[str, tuple[object, ...]] = {
    "caps.per": (),
    "caps.at_most": (),
    "caps.excess": (),
    **{
        term.replace("base.", "caps.of."): values
        for term, values in BASE_TERMS.items()
        if term.startswith("base.") and term != "base.record"  # a cap is of no one record
    },
}
STAGE = "caps"
_EVENTS = ("outage", "record", "incident")


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
    def binds_events(self) -> bool:
        """Whether the lines it binds are of the records, outages or incidents that it names."""
        each = self.remedy.for_each if self.remedy is not None else "window"
        return each == self.cap.per or (each in _EVENTS and self.cap.per == "incident")

    @property
    def loses_incidents(self) -> bool:
        """Whether it carries on lines of which the next window does not know the incident."""
        each = self.remedy.for_each if self.remedy is not None else "window"
        return (self.cap.per, self.cap.excess) == ("incident", "carried") and each != "incident"

    def answer(self, question: str) -> tuple[Any, Place]:
        """The answer of the remedy, else of the interpretation."""
        return said(question, self.remedy, self.agreement.interpretation, self.cap)

    def around(self, period: Period) -> Around:
        """The windows of whose charges a percentage is taken: those of the cap's own period."""
        partial, prorate = self.answer("partial_window"), self.answer("prorate")
        return Around(period, self.agreement, partial, prorate, self.refused, self.cap.per)

    def span(self, period: Period) -> Span | None:
        """The span around a window that the cap binds together; None for single windows."""
        if self.cap.per in (*_EVENTS, "window"):
            return None
        found = span_of(self.cap.per, period, self.agreement)
        if isinstance(found, str):
            raise self.refused(f"caps.per: {self.cap.per}", self.cap.at.of("per"), found)
        return found

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
    """A cap's period holds whole windows; a percentage has a base, money the one currency."""
    for bound in bounds(evaluation):
        _check_cap(bound, charges)
        if evaluation.judged:
            bound.span(evaluation.period)
            if bound.cap.of is not None:
                around = bound.around(evaluation.period)
                around.check(bound.cap.at.of("per"))
                check_around(bound.cap.of, around)


def apply(
    dues: Sequence[Due], window: Sequence[Evaluation], charges: Charges, past: Past
) -> list[Due]:
    """
    The lines of a window after every cap, in the order in which caps are listed: each remedy's,
    then the agreement's. Lines keep their order.

    `window` are all evaluations of the window. Raises `LocatedError` where an earlier window that
    a cap binds too is not known.
    """
    kept = list(dues)
    for positions in grouped(kept, range(len(kept)), lambda e: (e.remedy.id, e.is_bonus)):
        first = kept[positions[0]].evaluation
        for bound in own_bounds(first):
            left = _left(bound, first, window, charges, past)
            for together in _bound_together(kept, positions, bound.cap):
                _cap(kept, together, bound, left)
    owed = [i for i in range(len(kept)) if not kept[i].evaluation.is_bonus]
    for bound in _overall(kept[owed[0]].evaluation.agreement) if owed else ():
        _cap(kept, owed, bound, _left(bound, kept[owed[0]].evaluation, window, charges, past))
    return kept


def _left(
    bound: Bound,
    evaluation: Evaluation,
    window: Sequence[Evaluation],
    charges: Charges,
    past: Past,
) -> tuple[int, str]:
    """The minor units that a cap leaves after what was paid before in its period, in words too."""
    limit, words = limit_of(bound, evaluation.period, charges)
    most = money_shown(Fraction(limit, 10 ** decimals(charges.currency)), charges.currency)
    words = f"the cap {words}, {most} {_each(bound.cap)}"
    span = bound.span(evaluation.period)
    if span is None or not span.before(evaluation.period):
        return limit, words
    mine = [e for e in window if bound.remedy is None or e.remedy.id == bound.owner]
    past.require_lines(mine, span, "caps", bound.cap.at.of("per"))
    sides: tuple[Side, Side] = ("credit", "lapsed credit")
    if evaluation.is_bonus:
        sides = ("bonus", "lapsed bonus")
    of = (past.paid(bound.owner or ALL, span, evaluation.period, side) for side in sides)
    used = sum(of, Fraction(0))
    left = max(0, limit - to_minor(used, charges.currency, "up"))
    before = f"{money_shown(used, charges.currency)} of it was paid before in {span.name}"
    return left, f"{words}; {before}"


def _each(cap: Cap) -> str:
    if isinstance(cap.per, Lookback):
        return f"in {cap.per}"
    article = "an" if cap.per in ("outage", "incident") else "a"
    return f"{article} {cap.per.replace('_', ' ')}"


def _bound_together(kept: Sequence[Due], positions: Sequence[int], cap: Cap) -> list[list[int]]:
    """The lines that share one cap: all of the window, or those of one record or incident."""
    if cap.per not in _EVENTS:
        return [list(positions)]
    return grouped(kept, positions, lambda e: e.incident if cap.per == "incident" else e.event)


def limit_of(bound: Bound, period: Period, charges: Charges) -> tuple[int, str]:
    """
    The most that a cap leaves in a window, in whole minor units, and how that came about.

    What is below one minor unit cannot be paid without exceeding the cap, so it ends there.
    """
    cap, currency = bound.cap, charges.currency
    if cap.of is None:
        return to_minor(Fraction(cap.at_most.value), currency, "down"), f"of {cap.at_most}"
    basis = basis_of(cap.of, bound.around(period), charges)
    amount = Fraction(cap.at_most.value) / 100 * basis.amount
    return to_minor(amount, currency, "down"), f"of {cap.at_most} of {basis.words}"


def _overall(agreement: Agreement) -> tuple[Bound, ...]:
    return tuple(Bound(cap, agreement, None) for cap in agreement.caps or ())


def _check_cap(bound: Bound, charges: Charges) -> None:
    cap, unit = bound.cap, bound.cap.at_most.unit
    if cap.per in _EVENTS and not bound.binds_events:
        each = bound.remedy.for_each if bound.remedy is not None else None
        article = "an" if each in ("outage", "incident") else "a"
        because = f"of {article} {each}" if each else "over the whole agreement"
        raise bound.refused(f"caps.per: {cap.per}", cap.at.of("per"), because)
    if bound.loses_incidents:
        because = "of single records or outages of an incident"
        raise bound.refused(f"caps.excess: {cap.excess}", cap.at.of("excess"), because)
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


def _cap(kept: list[Due], positions: Sequence[int], bound: Bound, left: tuple[int, str]) -> None:
    """Cut the lines at these positions to what the cap leaves."""
    limit, words = left
    evaluation = kept[positions[0]].evaluation
    currency, before = evaluation.currency, [kept[i].amount for i in positions]
    total, most = sum(before, Fraction(0)), Fraction(limit, 10 ** decimals(currency))
    due = f"{bound.owner or 'all credits'} in {evaluation.period.name}"
    due += f": {money_shown(total, currency)}"
    carries = bound.cap.excess == "carried" and not _is_last(evaluation)
    if total <= most:
        after, sentence = before, f"{due} is within {words}"
    else:
        at_total = any(kept[i].evaluation.rounds_at == "total" for i in positions)
        after = _cut(before, limit, most, currency, at_total=at_total)
        sentence = f"{due} is cut to {words}"
        if bound.cap.excess == "carried":
            sentence += "; the rest is " + (
                "carried into the next window" if carries else "lost, the term ends here"
            )
    for i, old, new in zip(positions, before, after, strict=True):
        texts = (money_text(old, currency), money_text(new, currency))
        step = TrailStep(STAGE, sentence, *texts, bound.cap.at)
        kept[i] = kept[i].after(new, step).cut(old - new, carried=carries)
        if bound.remedy is not None:
            kept[i] = kept[i].within(limit, bound.cap.per)


def _is_last(evaluation: Evaluation) -> bool:
    """Whether the term ends with the window, so that there is no next one."""
    ends = evaluation.agreement.effective.ends
    return ends is not None and ends.value <= evaluation.period.last


def _cut(
    before: Sequence[Fraction], limit: int, most: Fraction, currency: str, *, at_total: bool
) -> list[Fraction]:
    """What each line keeps: its exact part, or whole minor units where lines are rounded."""
    if at_total:
        total = sum(before, Fraction(0))
        return [amount * most / total for amount in before]
    scale = 10 ** decimals(currency)
    return [Fraction(units, scale) for units in allot(limit, before)]
