"""Measure one agreement: run its plan on the records, and judge what was counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from slaspec.errors import UsageError
from slaspec.language.quantities import Zone
from slaspec.measure.counters import counters
from slaspec.measure.engines.local import count
from slaspec.measure.faults import unsaid
from slaspec.measure.kinds import kind_of
from slaspec.measure.layer import Asked
from slaspec.measure.plan import Plan, TargetPlan
from slaspec.measure.results import Measured, Measurements, Scope, ToolComparison, WindowSpan
from slaspec.measure.verdict import Read, verdict
from slaspec.service_time.civil import local_date, midnight

if TYPE_CHECKING:
    from slaspec.measure.tally import Tally
    from slaspec.records.tables import Records

    Held = Mapping[str, Sequence[Records]]

_ONE_DAY = timedelta(days=1)


def measure(plan: Plan, records: Held, as_of: int, *, workers: int = 1) -> Measurements:
    """
    Verdicts of all targets of a plan, in the order written, window by window.

    `records` holds the records of each source by its id, in any number of parts; `as_of` is in
    UTC seconds. Raises `UsageError` when a source has no records or a window has not ended.
    """
    return measure_all([plan], records, as_of, workers=workers)[0]


def measure_all(
    plans: Sequence[Plan], records: Held, as_of: int, *, workers: int = 1
) -> list[Measurements]:
    """
    Verdicts of several plans, each as `measure` gives them; every part is read once for all.

    With several `workers` the parts are counted in so many processes; the verdicts are the same.
    """
    asked = [
        [Asked(target, Scope(as_of, plan.zone, term_of(plan))) for target in plan.targets]
        for plan in plans
    ]
    for plan in plans:
        for target in plan.targets:
            require_ended(target, as_of, plan.zone)
            held_by(target, records)
    tallies = tallies_of([each for targets in asked for each in targets], records, workers)
    return [
        _measurements(plan, [(each, tallies[id(each)]) for each in targets])
        for plan, targets in zip(plans, asked, strict=True)
    ]


def tallies_of(asked: Sequence[Asked], records: Held, workers: int) -> dict[int, Tally]:
    """The tally of each target, by its identity."""
    tallies: dict[int, Tally] = {}
    for source, parts in records.items():
        mine = [each for each in asked if each.plan.source.id == source]
        counting = counters(mine)
        if workers > 1 and len(parts) > 1:
            from slaspec.measure.engines.processes import count_in_processes

            count_in_processes(counting, mine, parts, workers)
        else:
            count(counting, parts)
        for counter in counting:
            tallies |= {id(each): tally for each, tally in counter.tallies()}
    return tallies


def _measurements(plan: Plan, tallies: Sequence[tuple[Asked, Tally]]) -> Measurements:
    windows = sorted({window for target in plan.targets for window in target.windows})
    return Measurements(
        agreement=plan.agreement.id,
        windows=tuple(windows),
        measured=tuple(
            found
            for each, whole in tallies
            for found in verdicts(
                plan, each.plan, as_counted(each.plan, whole, each.scope), each.scope
            )
        ),
        tool=tuple(found for each, whole in tallies for found in against_tool(each.plan, whole)),
        unassigned={
            f"{each.plan.target.id}: {reason}": count
            for each, whole in tallies
            for reason, count in whole.unassigned.items()
        },
        backwards={
            each.plan.target.id: whole.backwards for each, whole in tallies if whole.backwards
        },
    )


def held_by(target: TargetPlan, records: Held) -> Sequence[Records]:
    """The records on which a target is measured; `UsageError` where there are none."""
    if target.source.id not in records:
        raise UsageError(
            f"target '{target.target.id}' is measured on '{target.source.id}', for which there"
            f" are no records: give --records {target.source.id}=FILE"
        )
    return records[target.source.id]


def term_of(plan: Plan) -> tuple[int, int]:
    """The first second of the term and the first second after it."""
    effective = plan.agreement.effective
    begin = midnight(effective.from_.value, plan.zone)
    if effective.ends is None:
        return begin, 1 << 62
    return begin, midnight(effective.ends.value + _ONE_DAY, plan.zone)


def require_ended(target: TargetPlan, as_of: int, zone: Zone) -> None:
    """Raises `UsageError` for a window that was not over at `as_of`."""
    for window in target.windows:
        judged = target.spans.judged.get(window.name, window)
        if judged.end > as_of:
            raise UsageError(
                f"window {window.name} ends with {judged.last}, and as of"
                f" {local_date(as_of, zone)} 00:00 it was not over: an unfinished window cannot be"
                f" settled yet; say --as-of {local_date(judged.end, zone)} or later"
            )


def as_counted(target: TargetPlan, whole: Tally, scope: Scope) -> Read:
    """What was counted of each objective in a span of time, as the kind of metric reads it."""
    read = kind_of(target.metric).reading
    return lambda position, span: read(target, position, span, whole, scope)


def verdicts(plan: Plan, target: TargetPlan, read: Read, scope: Scope) -> list[Measured]:
    """
    The verdicts of a target, objective by objective, window by window.

    `read` says what was measured of an objective, by its position, in a span of time.
    """
    found = []
    for position, objective in enumerate(target.objectives):
        for window in target.windows:
            if window.name in target.spans.joined:
                reason = f"judged together with {target.spans.joined[window.name]}"
                unjudged = Measured(
                    target.target.id,
                    objective.name,
                    window,
                    "not_measured",
                    reason=reason,
                    at=objective.at,
                )
                found.append(unjudged)
                continue
            judged = verdict(target, position, window, read)
            judged = _in_term(plan, target, target.spans.judged[window.name], judged)
            found.append(_excused(target, judged, scope.as_of))
    return found


def _excused(target: TargetPlan, judged: Measured, as_of: int) -> Measured:
    """A miss that both sides agreed to excuse; what was met, or not measured, stays so."""
    if judged.verdict != "missed":
        return judged
    name = target.target.id
    grant = target.relief.of_window(name, judged.objective, judged.window.name, as_of)
    if grant is None:
        return judged
    reason = f"excused as {grant.exclusion.id} by the entry of {grant.entry.date}"
    return replace(judged, verdict="excused", reason=reason)


def _in_term(plan: Plan, target: TargetPlan, window: WindowSpan, judged: Measured) -> Measured:
    """
    Windows outside the judged part of the term have no verdict.

    A window that is partly inside is judged on the records of its part inside, whatever
    `counted` says: a record whose clock starts outside the term is not of this agreement, and one
    that never was cannot be missed.
    """
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
    return judged


def against_tool(target: TargetPlan, whole: Tally) -> list[ToolComparison]:
    """The comparisons with the tool's own verdicts, objective by objective."""
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
