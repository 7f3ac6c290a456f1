"""
Settling the same text again and again: what was settled once is known.

Thousands of simulated months differ in their records, and few in what the remedies look at. So the
amounts of one window are kept by what decided them.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from slaspec.language.answers import answer
from slaspec.language.model.target import Binding, Objective
from slaspec.measure.results import Measurements
from slaspec.remedies.earlier.history import History
from slaspec.remedies.events import EVENTS
from slaspec.remedies.paid import Paid, paid_by_month
from slaspec.remedies.pipeline import settle
from slaspec.review.impact.revision import begun

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.remedy import Cap, Remedy
    from slaspec.language.model.target import Target
    from slaspec.measure.results import Measured, Miss
    from slaspec.remedies.paid import PaySide

NO_OBJECTIVE = Objective()


class Settling:
    """
    The amounts of one text for any verdicts from a day on; before it nothing was judged.

    Raises as `settle` does.
    """

    def __init__(self, agreement: Agreement, first: date) -> None:
        self._agreement = agreement
        self._history = History(begun=begun(agreement, first))
        self._looks_back = looks_back(agreement)
        self._group = groups_of(agreement)
        paying = (each for each in agreement.targets or () if each.remedies)
        self._simple = {each.id for each in paying if by_verdict(agreement, each)}
        self._known: dict[Hashable, Paid] = {}

    def paid(self, measurements: Measurements) -> Paid:
        """What is paid by target, side and month."""
        found: dict[tuple[str, PaySide, str], Decimal] = {}
        for together in self._together(measurements):
            for key, amount in self._of(together).items():
                found[key] = found.get(key, Decimal(0)) + amount
        return found

    def _together(self, measurements: Measurements) -> Iterable[tuple[Measured, ...]]:
        """The verdicts that decide about one another: of remedies that meet, and of a window."""
        groups: dict[Hashable, list[Measured]] = {}
        for one in measurements.measured:
            if one.target in self._group:
                window = () if self._looks_back else (one.window.end, one.window.name)
                groups.setdefault((self._group[one.target], window), []).append(one)
        return map(tuple, groups.values())

    def _of(self, measured: tuple[Measured, ...]) -> Paid:
        key = tuple(self._looked_at(each) for each in measured)
        if key not in self._known:
            windows = tuple(sorted({each.window for each in measured}))
            found = Measurements(self._agreement.id, windows, measured)
            statement = settle(self._agreement, found, history=self._history)
            self._known[key] = paid_by_month(statement)
        return self._known[key]

    def _looked_at(self, one: Measured) -> Hashable:
        """What remedies look at of a verdict."""
        name = (one.target, one.objective, one.window.name, one.window.end, one.verdict)
        if one.target in self._simple:
            return name
        figures = (one.value, one.unit, one.judged, one.met, one.counted, one.down, one.days)
        return (
            *name,
            one.verdict,
            one.reason,
            *figures,
            one.missed_ids,
            tuple(map(_told, one.misses)),
        )


def _told(miss: Miss) -> Hashable:
    plain = miss._replace(fields={})
    return (*plain[:9], plain.origin, tuple(sorted(miss.fields.items())))


def settlings(
    before: Agreement | None, after: Agreement | None, first: date
) -> tuple[Settling | None, Settling | None]:
    """Those of two texts: one and the same where both settle alike."""
    one = Settling(before, first) if before is not None else None
    if before is not None and after is not None and settled_text(before) == settled_text(after):
        return one, one
    return one, Settling(after, first) if after is not None else None


def groups_of(agreement: Agreement) -> dict[str, str]:
    """
    The targets that pay, each with the name of its group: amounts of two groups never meet.

    Those of one group share a remedy; where something stands over all remedies there is one group.
    """
    bound = {each.id: bound_by(each) for each in agreement.targets or () if each.remedies}
    if meet(agreement):
        return dict.fromkeys(bound, "")
    group = {target: target for target in bound}
    for (target, mine), (other, theirs) in combinations(bound.items(), 2):
        if mine & theirs and group[target] != group[other]:
            old, new = group[other], group[target]
            group |= {each: new for each, name in group.items() if name == old}
    return group


def bound_by(target: Target) -> frozenset[str]:
    """The remedies that a target binds."""
    bound = target.remedies or ()
    return frozenset(each.remedy if isinstance(each, Binding) else each for each in bound)


def meet(agreement: Agreement) -> bool:
    """Whether some term decides about amounts of several remedies together."""
    interpretation = agreement.interpretation
    rounding = [answer("rounding", each, interpretation) for each in agreement.remedies or ()]
    return bool(agreement.caps) or any(
        remedy.combine is not None
        or remedy.points is not None
        or remedy.minimum_payable is not None
        or (rounds is not None and rounds.at_ == "total")
        for remedy, rounds in zip(agreement.remedies or (), rounding, strict=True)
    )


def settled_text(agreement: Agreement) -> tuple[object, ...]:
    """All of a text on which its amounts depend for given verdicts."""
    paying = [each for each in agreement.targets or () if each.remedies]
    metrics = {each.metric for each in paying}
    return (
        (agreement.currency, agreement.timezone, agreement.effective, agreement.services),
        (agreement.interpretation, agreement.remedies, agreement.caps),
        tuple(each for each in agreement.metrics or () if each.id in metrics),
        tuple(_target(agreement, each) for each in paying),
    )


def _target(agreement: Agreement, target: Target) -> Target:
    simple = by_verdict(agreement, target)
    objectives: Mapping[str, Objective] = target.objectives or {}
    return dataclasses.replace(
        target,
        clause=None,
        title=None,
        remark=None,
        backed_by=None,
        assume=None,
        objective=_condition(target.objective, simple=simple) if target.objective else None,
        objectives={name: _condition(each, simple=simple) for name, each in objectives.items()},
    )


def _condition(objective: Objective, *, simple: bool) -> Objective:
    if simple:
        return NO_OBJECTIVE
    return dataclasses.replace(objective, hours=None, backed_by=None, assume=None, remark=None)


def by_verdict(agreement: Agreement, target: Target) -> bool:
    """Whether nothing but the verdicts decides what a target pays."""
    bound = bound_by(target)
    remedies = [each for each in agreement.remedies or () if each.id in bound]
    return len(remedies) == len(bound) and all(map(_is_flat, remedies))


def _is_flat(remedy: Remedy) -> bool:
    rate, trigger, quantity = remedy.rate, remedy.trigger, remedy.quantity
    others = (rate.ladder, rate.per_step, rate.first, rate.then, rate.lost_time, rate.symmetric)
    by_size = trigger is not None and (trigger.grace is not None or trigger.deadband is not None)
    by_size |= quantity is not None or rate.forfeits_over is not None
    return (
        remedy.for_each == "window"
        and rate.flat is not None
        and all(each is None for each in others)
        and not by_size
        and remedy.earn_back is None
    )


def looks_back(agreement: Agreement) -> bool:
    """Whether what one window pays may depend on windows before it."""
    remedies = agreement.remedies or ()
    caps = (*(agreement.caps or ()), *(cap for remedy in remedies for cap in remedy.caps or ()))
    monthly = _all_monthly(agreement)
    return any(map(_repeats, remedies)) or any(_spans(cap, monthly=monthly) for cap in caps)


def _repeats(remedy: Remedy) -> bool:
    trigger = remedy.trigger
    counts = trigger is not None and trigger.from_failure is not None
    return counts or remedy.repeat is not None or remedy.earn_back is not None


def _spans(cap: Cap, *, monthly: bool) -> bool:
    if cap.excess == "carried":
        return True
    return cap.per not in (*EVENTS, "window") and not (cap.per == "month" and monthly)


def _all_monthly(agreement: Agreement) -> bool:
    metrics = {each.id: each for each in agreement.metrics or ()}
    return all(
        answer("window", each, metrics.get(each.metric), agreement.interpretation) == "month"
        for each in agreement.targets or ()
    )
