"""Measure one agreement: run its plan on the records, and judge what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from slaspec.errors import UsageError
from slaspec.language.quantities import Zone
from slaspec.measure.engines.local import Key, Tally, merge, tally
from slaspec.measure.faults import unsaid, unsupported
from slaspec.measure.plan import Plan, TargetPlan
from slaspec.measure.results import (
    Measured,
    Measurements,
    Partial,
    ToolComparison,
    WindowSpan,
)
from slaspec.measure.verdict import share_verdict
from slaspec.records.tickets import Tickets
from slaspec.service_time.civil import local_date, midnight

_ONE_DAY = timedelta(days=1)


def measure(plan: Plan, records: Mapping[str, Sequence[Tickets]], as_of: int) -> Measurements:
    """
    Verdicts of all targets of a plan, in the order written, window by window.

    `records` holds the tickets of each source by its id, in any number of parts; `as_of` is in
    UTC seconds. Raises `UsageError` when a source has no records or a window has not ended.
    """
    measured: list[Measured] = []
    tool: list[ToolComparison] = []
    unassigned: dict[str, int] = {}
    backwards: dict[str, int] = {}
    active = _term(plan)
    for target in plan.targets:
        _require_ended(target, as_of, plan.zone)
        if target.source.id not in records:
            raise UsageError(
                f"target '{target.target.id}' is measured on '{target.source.id}', for which there"
                f" are no records: give --records {target.source.id}=FILE"
            )
        held = records[target.source.id]
        parts = [tally(part, target, as_of, plan.zone, active) for part in held]
        whole = merge(parts)
        measured += _verdicts(plan, target, whole)
        tool += _tool(target, whole)
        for reason, count in whole.unassigned.items():
            unassigned[f"{target.target.id}: {reason}"] = count
        if whole.backwards:
            backwards[target.target.id] = whole.backwards
    windows = sorted({window for target in plan.targets for window in target.windows})
    return Measurements(
        agreement=plan.agreement.id,
        windows=tuple(windows),
        measured=tuple(measured),
        tool=tuple(tool),
        unassigned=unassigned,
        backwards=backwards,
    )


def _term(plan: Plan) -> tuple[int, int]:
    """The first second of the term and the first second after it."""
    effective = plan.agreement.effective
    begin = midnight(effective.from_.value, plan.zone)
    if effective.ends is None:
        return begin, 1 << 62
    return begin, midnight(effective.ends.value + _ONE_DAY, plan.zone)


def _require_ended(target: TargetPlan, as_of: int, zone: Zone) -> None:
    for window in target.windows:
        if window.end > as_of:
            raise UsageError(
                f"window {window.name} ends with {window.last}, and as of"
                f" {local_date(as_of, zone)} 00:00 it was not over: an unfinished window cannot be"
                f" settled yet; say --as-of {local_date(window.end, zone)} or later"
            )


def _verdicts(plan: Plan, target: TargetPlan, whole: Tally) -> list[Measured]:
    found = []
    for i, objective in enumerate(target.objectives):
        for j, window in enumerate(target.windows):
            partial = whole.cells.get(Key(i, j), Partial())
            judged = share_verdict(target, objective, window, partial)
            found.append(_in_term(plan, target, window, judged))
    return found


def _in_term(plan: Plan, target: TargetPlan, window: WindowSpan, judged: Measured) -> Measured:
    """
    Windows outside the judged part of the term have no verdict.

    A window that is partly inside is judged on the records of its part inside, whatever
    `counted` says: a record whose clock starts outside the term is not of this agreement, and one
    that never was cannot be missed.
    """
    from dataclasses import replace

    effective = plan.agreement.effective
    through = effective.ends.text if effective.ends else "9999"
    if window.last < effective.from_.text or window.first > through:
        return replace(judged, verdict="not_measured", reason="outside the term")
    if effective.judged_from and window.first < effective.judged_from.text:
        reason = f"judged from {effective.judged_from}"
        return replace(judged, verdict="not_measured", reason=reason)
    if window.first >= effective.from_.text and window.last <= through:
        return judged
    rule = target.answers.partial_window
    if rule == "not_judged":
        return replace(judged, verdict="not_measured", reason="only partly inside the term")
    if rule is None:
        why = f"window {window.name} is only partly inside the term"
        raise unsaid(target.target.at, "partial_window", why)
    if rule == "merged":
        where = f"the window {window.name}, which is only partly inside the term,"
        raise unsupported(f"'partial_window: merged' for {where}", target.target.at)
    return judged


def _tool(target: TargetPlan, whole: Tally) -> list[ToolComparison]:
    return [
        ToolComparison(
            target=target.target.id,
            objective=target.objectives[objective].name,
            both_met=compared.both_met,
            both_missed=compared.both_missed,
            only_slaspec_met=compared.only_ours_met,
            only_tool_met=compared.only_tool_met,
            differing_ids=compared.differing,
        )
        for objective, compared in whole.tool.items()
    ]
