"""The most that an agreement can cost: every objective at its worst, settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from slaspec.errors import SlaspecError
from slaspec.language.answers import answer
from slaspec.language.model.agreement import Agreement
from slaspec.language.quantities import Zone
from slaspec.measure.results import Measured, Measurements, WindowSpan
from slaspec.measure.windows import evaluated, windows
from slaspec.remedies.analysis.analyse import Analysis, NotAnalysed, analyses
from slaspec.remedies.analysis.competing import (
    Contest,
    added_up,
    can_vary,
    competitor,
    contests,
    cut_remedies,
    losers,
    shares,
    unbound,
    without_minimums,
)
from slaspec.remedies.charges import Charges, Rows
from slaspec.remedies.earlier.history import History, PastVerdict
from slaspec.remedies.earlier.spans import contract_year
from slaspec.remedies.events import EVENTS
from slaspec.remedies.money import from_minor, to_minor
from slaspec.remedies.periods import period_of
from slaspec.remedies.pipeline import settle
from slaspec.remedies.stages.caps import Bound, limit_of
from slaspec.remedies.statement import Statement

_MOST_EVENTS = 4096


@dataclass(frozen=True)
class MaximumExposure:
    """
    The most that is owed to the customer in one window, and in the first contract year.

    Both are None where something has no bound or cannot be told; `why` says what.
    """

    currency: str
    window: Decimal | None
    contract_year: Decimal | None
    why: tuple[str, ...] = ()


def maximum_exposure(agreement: Agreement, charges: Rows | None = None) -> MaximumExposure:
    """
    The most that all credits of an agreement come to: every objective at its worst in every window.

    It is what `settle` says of such a year: repeats, caps of every period, groups, pools and
    rounding act as they would. For the one window what stands before it was missed as well and has
    cost nothing: a cap of the year may be left whole for it.

    Where fewer misses may pay more, it is an upper bound. Minimums are left out where a line may
    lie below its own only because of others: where caps cut, in groups, pools and rounded totals.
    Where a cap cuts a member of a group, any other may win instead; what that adds up to stays
    below all members together. Not bound so are repeats that pay less each time, and pools with
    rungs where a cap cuts one remedy of several: they are as every miss together settles them.

    Where something has no bound, the caps of the agreement are the most. Bonuses are left out.
    `charges` as for `analyses`.
    """
    found = [each for each in analyses(agreement, charges) if each.remedy.nature != "bonus"]
    known = [each for each in found if isinstance(each, Analysis)]
    unknown = tuple(dict.fromkeys(_reasons(found)))
    currency = agreement.currency or ""
    try:
        if unknown:
            capped = _most_by_caps(agreement, known, charges)
            return capped or MaximumExposure(currency, None, None, unknown)
        most = _most(_without_swallowing(agreement, known, charges), known, charges)
    except SlaspecError as error:
        why = getattr(error, "message", str(error))
        return MaximumExposure(currency, None, None, (why,))
    total = from_minor(to_minor(most.year, currency, "down"), currency)
    highest = max(most.windows.values(), default=None)
    return MaximumExposure(currency, highest or from_minor(0, currency), total)


@dataclass(frozen=True)
class _Most:
    """The most of each window by itself, and of the year."""

    windows: dict[WindowSpan, Decimal]
    year: Fraction


def _without_swallowing(
    agreement: Agreement, found: Sequence[Analysis], charges: Rows | None
) -> Agreement:
    """The text without minimums where they may swallow more of many misses than of few."""
    if not any(each.minimum_payable for each in agreement.remedies or ()):
        return agreement
    free = without_minimums(agreement)
    if shares(agreement) or cut_remedies(_worst_year(free, found).settled(charges)):
        return free
    return agreement


def _most(agreement: Agreement, found: Sequence[Analysis], charges: Rows | None) -> _Most:
    """Everything at its worst; where a cap cuts a member of a group, any other may win."""
    contested = _contested(agreement, found, charges)
    if not contested:
        return _as_settled(agreement, found, charges)
    together = _as_settled(added_up(agreement), found, charges)
    if not can_vary(agreement, contested):
        return together
    windows: dict[WindowSpan, Decimal] = {}
    for left_out in losers(contested):
        others = [each for each in found if competitor(each) not in left_out]
        _raise(windows, _as_settled(unbound(agreement, left_out), others, charges).windows)
    return _Most(windows, min(_sum(windows), together.year))


def _contested(
    agreement: Agreement, found: Sequence[Analysis], charges: Rows | None
) -> list[Contest]:
    """The contests of which a member is cut by caps of its own, if all members are due."""
    if not any(each.remedy.combine and each.remedy.caps for each in found):
        return []
    own = replace(added_up(agreement), caps=None)
    return contests(found, cut_remedies(_worst_year(own, found).settled(charges)))


def _as_settled(agreement: Agreement, found: Sequence[Analysis], charges: Rows | None) -> _Most:
    """What `settle` says of the worst year, and of each of its windows by itself."""
    worst = _worst_year(agreement, found)
    owed = _owed(worst.settled(charges))
    windows = dict(owed)
    for window in worst.year.windows:
        _raise(windows, _owed(worst.settled(charges, window)))
    return _Most(windows, _sum(owed))


def _raise(windows: dict[WindowSpan, Decimal], others: dict[WindowSpan, Decimal]) -> None:
    """The higher amount for each window."""
    for window, amount in others.items():
        windows[window] = max(windows.get(window, amount), amount)


def _sum(owed: dict[WindowSpan, Decimal]) -> Fraction:
    return sum((Fraction(amount) for amount in owed.values()), Fraction(0))


def _most_by_caps(
    agreement: Agreement, found: Sequence[Analysis], charges: Rows | None
) -> MaximumExposure | None:
    """What the caps over the whole agreement leave; None where there are none."""
    known = Charges(agreement, charges)
    bounds = [Bound(cap, agreement, None) for cap in agreement.caps or ()]
    periods = {
        window: period_of(window, _kind(agreement, each), agreement.effective)
        for each in found
        for window in _year(agreement, each)
    }
    if not (bounds and periods):
        return None
    limits = [
        min(limit_of(each, period, known)[0] for each in bounds) for period in periods.values()
    ]
    of_year = [each for each in bounds if each.cap.per == "contract_year"]
    first = min(periods.values(), key=lambda period: period.first)
    year = min([sum(limits), *(limit_of(each, first, known)[0] for each in of_year)])
    currency = agreement.currency or ""
    return MaximumExposure(currency, from_minor(max(limits), currency), from_minor(year, currency))


def _owed(statement: Statement) -> dict[WindowSpan, Decimal]:
    """The credits of each window that has any."""
    owed: dict[WindowSpan, Decimal] = {}
    for line in statement.credits:
        owed[line.window] = owed.get(line.window, Decimal(0)) + line.amount
    return owed


def _reasons(found: Sequence[Analysis | NotAnalysed]) -> Iterator[str]:
    for each in found:
        if isinstance(each, NotAnalysed):
            yield f"'{each.remedy.id}': {each.why}"
        elif each.curve.highest is None:
            yield f"'{each.remedy.id}': the longer {each.name} is missed, the more it pays"
        elif _events(each) is None:
            yield f"'{each.remedy.id}': it pays for each {each.remedy.for_each}, however many"


@dataclass(frozen=True)
class _WorstYear:
    """The first contract year with every objective at its worst, without a past."""

    agreement: Agreement
    year: Measurements
    begun: dict[tuple[str, str], date]

    def settled(self, charges: Rows | None, only: WindowSpan | None = None) -> Statement:
        """What it comes to; of one window alone after misses that have cost nothing."""
        measured, past = self.year.measured, tuple[PastVerdict, ...]()
        if only is not None:
            past = tuple(PastVerdict.of(x) for x in measured if x.window.end < only.end)
            measured = tuple(each for each in measured if each.window == only)
        spans = tuple(sorted({each.window for each in measured}))
        of = Measurements(self.year.agreement, spans, measured)
        history = History(past, begun=self.begun)
        return settle(self.agreement, of, charges=charges, history=history)


def _worst_year(agreement: Agreement, found: Sequence[Analysis]) -> _WorstYear:
    measured = [one for each in _by_objective(found) for one in _at_worst(agreement, each)]
    begun = {(each.target.id, each.objective): each.probe.begins for each in found}
    spans = tuple(sorted({one.window for one in measured}))
    return _WorstYear(agreement, Measurements(agreement.id, spans, tuple(measured)), begun)


def _by_objective(found: Sequence[Analysis]) -> Iterator[list[Analysis]]:
    """The remedies of each objective together."""
    groups: dict[str, list[Analysis]] = {}
    for each in found:
        groups.setdefault(each.name, []).append(each)
    yield from groups.values()


def _at_worst(agreement: Agreement, together: Sequence[Analysis]) -> Iterator[Measured]:
    """One objective in each window of the year, at the value at which it costs most."""
    first = together[0]
    axis = first.axis
    sampled = {value for each in together for value in each.curve.samples}
    occur = [each for each in sampled if not axis.of_records or each.denominator == 1]
    worst = max(
        sorted(occur, reverse=not axis.worse_is_lower),  # of equals the worst
        key=lambda value: sum(each.curve.at(value) for each in together),
    )
    events = max(_events(each) or 1 for each in together)
    for window in _year(agreement, first):
        yield replace(first.probe.measured(worst, events), window=window)


def _events(found: Analysis) -> int | None:
    """How many of the worst events reach the cap of a window; None where no cap stops them."""
    if not found.axis.of_events:
        return 1
    worst, events = max(found.curve.samples, key=found.curve.at), 1
    if all(cap.per in EVENTS for cap in found.remedy.caps or ()):
        return None
    while events <= _MOST_EVENTS:
        if found.probe.together(worst, events) == found.probe.together(worst, 2 * events):
            return events
        events *= 2
    return None


def _kind(agreement: Agreement, found: Analysis) -> Any:
    metric = next((m for m in agreement.metrics or () if m.id == found.target.metric), None)
    return answer("window", found.target, metric, agreement.interpretation)


def _year(agreement: Agreement, found: Analysis) -> tuple[WindowSpan, ...]:
    """The windows of an objective that lie wholly in its first contract year."""
    kind = _kind(agreement, found)
    begin = found.probe.begins
    year = evaluated(contract_year(agreement), begin)
    ends = agreement.effective.ends
    last = min(year[1], ends.value) if ends is not None else year[1]
    zone = agreement.timezone or Zone("UTC")
    return windows(kind, begin, last, zone) or (found.window,)
