"""From integer counts to a verdict: `share + within`, judged without a float."""

from __future__ import annotations

from fractions import Fraction

from slaspec.measure.plan import ObjectivePlan, TargetPlan
from slaspec.measure.results import Measured, Partial, Verdict, WindowSpan
from slaspec.rounding import rounded


def share_verdict(
    plan: TargetPlan, objective: ObjectivePlan, window: WindowSpan, partial: Partial
) -> Measured:
    """
    The verdict on a share objective in one window.

    met x 100 >= share x counted in integers; up to `few_events.up_to` records a count of misses
    decides instead; below `minimum_sample`, and with no record at all, `no_events` answers.
    """
    counted = partial.met + partial.missed
    value = Fraction(partial.met, counted) if counted else None
    verdict, reason = _verdict(plan, objective, partial, value)
    return Measured(
        target=plan.target.id,
        objective=objective.name,
        window=window,
        verdict=verdict,
        met=partial.met,
        counted=counted,
        open=partial.open,
        value=value,
        reason=reason,
        excluded=partial.excluded,
        missed_ids=partial.missed_ids,
        at=objective.at,
    )


def _verdict(
    plan: TargetPlan, objective: ObjectivePlan, partial: Partial, value: Fraction | None
) -> tuple[Verdict, str]:
    counted = partial.met + partial.missed
    answers = plan.answers
    if value is None or counted < answers.minimum_sample:
        said = "no records" if not counted else f"fewer than {answers.minimum_sample} records"
        return ("met" if answers.no_events == "met" else "not_measured"), said
    few = answers.few_events
    if few is not None and counted <= few.up_to:
        kept = partial.missed <= few.allow_misses
        return _said(kept=kept), f"of up to {few.up_to} records {few.allow_misses} may miss"
    return _said(kept=_judged_value(plan, value) >= objective.share.value), ""


def _judged_value(plan: TargetPlan, value: Fraction) -> Fraction:
    """The value as the contract judges it: exact, or rounded in per cent."""
    rule = plan.answers.round_measured
    if rule is None:
        return value
    return Fraction(rounded(value * 100, rule.places, rule.mode)) / 100


def _said(*, kept: bool) -> Verdict:
    return "met" if kept else "missed"
