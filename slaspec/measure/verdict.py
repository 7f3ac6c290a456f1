"""From what was measured to a verdict, for all kinds of metrics, without a float."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from slaspec.language.quantities import Duration
from slaspec.measure.kinds import kind_of
from slaspec.measure.results import Measured, Reading, Verdict, WindowSpan
from slaspec.measure.units import time_in, written_scale
from slaspec.rounding import rounded

if TYPE_CHECKING:
    from slaspec.language.quantities import Quantity
    from slaspec.measure.plan import ObjectivePlan, TargetPlan

Read = Callable[[int, WindowSpan], Reading]


class _Ruling(NamedTuple):
    verdict: Verdict
    reason: str = ""
    judged: Fraction | None = None


class _Earlier(NamedTuple):
    """The window before, and its value where it has one of its own that could be judged."""

    name: str
    value: Fraction | None


def verdict(plan: TargetPlan, position: int, window: WindowSpan, read: Read) -> Measured:
    """
    The verdict on one objective in one window; `read` says what was measured in a span of time.

    Where nobody measured, `no_data` answers; with no record, or fewer than `minimum_sample`,
    `no_events`; up to `few_events.up_to` records a count of misses decides instead of a share.
    """
    objective, spans = plan.objectives[position], plan.spans
    reading = read(position, spans.judged[window.name])
    earlier = spans.before.get(window.name)
    before = None
    if earlier is not None:
        before = _earlier(plan, earlier, read(position, earlier))
    ruling = _ruling(plan, objective, reading, before)
    return Measured(
        target=plan.target.id,
        objective=objective.name,
        window=window,
        verdict=ruling.verdict,
        met=reading.met,
        counted=reading.counted,
        open=reading.open,
        value=reading.value,
        unit=reading.unit,
        reason=ruling.reason,
        excluded=reading.excluded,
        missed_ids=reading.missed_ids,
        misses=reading.misses,
        days=reading.days,
        at=objective.at,
        down=reading.down,
        judged=ruling.judged,
    )


def _earlier(plan: TargetPlan, window: WindowSpan, reading: Reading) -> _Earlier:
    unjudged = reading.no_data or _stands_on_too_little(plan, reading)
    return _Earlier(window.name, None if unjudged else reading.value)


def _ruling(
    plan: TargetPlan, objective: ObjectivePlan, reading: Reading, before: _Earlier | None
) -> _Ruling:
    if reading.no_data:
        return _without_data(plan, objective, reading, before)
    if _all_excused(plan, reading):
        return _Ruling("excused", "everything in it is excused")
    if reading.value is None or _stands_on_too_little(plan, reading):
        verdict: Verdict = "met" if plan.answers.no_events == "met" else "not_measured"
        return _Ruling(verdict, reading.reason or _too_little(plan, reading))
    return _by_value(plan, objective, reading, reading.value, before)


def _by_value(
    plan: TargetPlan,
    objective: ObjectivePlan,
    reading: Reading,
    value: Fraction,
    before: _Earlier | None,
) -> _Ruling:
    few = plan.answers.few_events
    if few and reading.counted <= few.up_to and _counts_misses(plan, objective, reading):
        kept = reading.counted - reading.met <= few.allow_misses
        said = f"of up to {few.up_to} records {few.allow_misses} may miss"
        return _Ruling(_said(kept=kept), said)
    if plan.answers.smooth_with is None or before is None:
        return _Ruling(_said(kept=_keeps(plan, objective, value, reading.unit)))
    if before.value is None:
        kept = _keeps(plan, objective, value, reading.unit)
        return _Ruling(_said(kept=kept), f"{before.name} has no value to smooth with")
    mean = (value + before.value) / 2
    kept = _keeps(plan, objective, mean, reading.unit)
    return _Ruling(_said(kept=kept), f"judged by the mean with {before.name}", mean)


def _without_data(
    plan: TargetPlan, objective: ObjectivePlan, reading: Reading, before: _Earlier | None
) -> _Ruling:
    said = reading.reason or "nobody measured"
    if plan.answers.no_data == "missed":
        return _Ruling("missed", said)
    if plan.answers.no_data != "last_value":
        return _Ruling("not_measured", said)
    if before is None or before.value is None:
        return _Ruling("not_measured", f"{said}, and the window before has no value")
    kept = _keeps(plan, objective, before.value, reading.unit)
    return _Ruling(_said(kept=kept), f"{said}: judged by {before.name}", before.value)


def _all_excused(plan: TargetPlan, reading: Reading) -> bool:
    """Whether nothing is left to judge, because entries of the Ledger took it out."""
    return not reading.counted and not plan.relief.reasons.isdisjoint(reading.excluded)


def _stands_on_too_little(plan: TargetPlan, reading: Reading) -> bool:
    return reading.sample is not None and reading.sample < plan.answers.minimum_sample


def _too_little(plan: TargetPlan, reading: Reading) -> str:
    if not reading.counted:
        return "no records"
    return f"fewer than {plan.answers.minimum_sample} records"


def _counts_misses(plan: TargetPlan, objective: ObjectivePlan, reading: Reading) -> bool:
    """Whether there are misses to count: single records that are good or not."""
    if "few_events" not in kind_of(plan.metric).QUESTIONS:
        return False
    of_records = reading.sample is not None and objective.at_most is None
    return objective.percentile is not None or of_records


def _keeps(plan: TargetPlan, objective: ObjectivePlan, value: Fraction, unit: str) -> bool:
    """Whether a value keeps the condition of its objective, exact or rounded as agreed."""
    for share in (objective.share, objective.availability):
        if share is not None:
            return _rounded(plan, value, share) >= share.value
    if objective.percentile is not None:
        within = objective.within
        assert isinstance(within, Duration)
        judged, limit = _rounded(plan, value, within), time_in(unit, within.milliseconds)
        return judged <= limit if plan.answers.limit_reached == "met" else judged < limit
    at_least, at_most = objective.at_least, objective.at_most
    amount = at_least if at_least is not None else at_most
    assert amount is not None
    judged = _rounded(plan, value, amount)
    limit = Fraction(amount.value) / (100 if amount.unit == "%" else 1)
    return judged >= limit if at_most is None else judged <= limit


def _rounded(plan: TargetPlan, value: Fraction, written: Quantity) -> Fraction:
    """The value as the contract judges it: places count in the unit that its author wrote."""
    rule = plan.answers.round_measured
    if rule is None:
        return value
    scale = written_scale(str(written))
    assert scale is not None  # `prepare` has made sure
    return Fraction(rounded(value / scale, rule.places, rule.mode)) * scale


def _said(*, kept: bool) -> Verdict:
    return "met" if kept else "missed"
