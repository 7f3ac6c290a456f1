"""
Excused time: what the leaves exclude lies within what the objective excludes.

Exclusions of one cause are compared in hours, notice and treatment. Their time adds up: two UCs
with 4h each behind an SLA that excuses 4h leave 4h that nobody answers for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from slaspec.backing.case import Case
from slaspec.backing.hours import clock_of
from slaspec.backing.promise import Promise
from slaspec.backing.result import Reason
from slaspec.backing.spans import not_shorter
from slaspec.language.model.governance import Exclusion

_MARGIN = 60 * 86400


@dataclass(frozen=True)
class Excuse:
    """
    One exclusion (`name`) of the objective: `at_most` seconds per period `per` (None: no limit).

    `shrinks`: the time leaves the denominator too. `leaves` are the excused seconds of each leaf
    of this cause, with its period and whether its denominator shrinks with ours.
    """

    name: str
    cause: str
    at_most: int | None
    per: str
    shrinks: bool
    leaves: tuple[LeafExcuse, ...] = ()


class LeafExcuse(NamedTuple):
    """What one leaf excuses of a cause, by the exclusion `name`."""

    leaf: str
    name: str
    at_most: int | None
    per: str
    shrinks: bool


def exclusions_of(promise: Promise) -> tuple[Exclusion, ...]:
    """The exclusions that the metric of a promise names."""
    listed = promise.agreement.exclusions or ()
    named = promise.metric.exclusions or ()
    return tuple(each for each in listed if each.id in named)


def outside(case: Case) -> Iterator[Reason]:
    """Exclusions of a leaf that do not lie within those of the objective."""
    for theirs in exclusions_of(case.promise):
        ours = matching(theirs, case.objective)
        if ours is None:
            yield case.reason(
                "exclusion",
                f"{case.name} excuses {theirs.cause.replace('_', ' ')} ({theirs.id}), the objective"
                " does not",
                "exclude the same in both, or in neither",
                theirs.at,
            )
        else:
            yield from _looser(case, theirs, ours)


def left_out_here(case: Case) -> Iterator[Reason]:
    """Records that only the objective leaves out: the leaf may have spent its misses elsewhere."""
    theirs = {each.cause for each in exclusions_of(case.promise) if each.on_tickets == "leave_out"}
    for ours in exclusions_of(case.objective):
        if ours.on_tickets == "leave_out" and ours.cause not in theirs and case.promise.level != 1:
            yield case.reason(
                "exclusion-records",
                f"the objective leaves out records in {ours.id}, {case.name} counts them: its share"
                " is one of more records than ours",
                "exclude the same in both",
                ours.at,
            )


def matching(theirs: Exclusion, objective: Promise) -> Exclusion | None:
    """The objective's exclusion of the same cause; of several the one of the same id."""
    same = [each for each in exclusions_of(objective) if each.cause == theirs.cause]
    named = [each for each in same if each.id == theirs.id]
    return next(iter([*named, *same]), None)


def _looser(case: Case, theirs: Exclusion, ours: Exclusion) -> Iterator[Reason]:
    if ours.notice is not None and (
        theirs.notice is None or not not_shorter(theirs.notice, ours.notice)
    ):
        yield case.reason(
            "exclusion-notice",
            f"{case.name} excuses {theirs.id} with {theirs.notice or 'no'} notice, the objective"
            f" only with {ours.notice}",
            f"agree a notice of at least {ours.notice}",
            theirs.at.of("notice"),
        )
    if ours.hours is not None and not _hours_within(case, theirs.hours, ours.hours):
        yield case.reason(
            "exclusion-hours",
            f"{case.name} excuses {theirs.id} in {theirs.hours or 'all'} hours, the objective only"
            f" in {ours.hours}",
            f"agree {ours.hours} as its hours",
            theirs.at.of("hours"),
        )
    if ours.at_most is not None and theirs.at_most is None:
        yield case.reason(
            "exclusion-unlimited",
            f"{case.name} excuses {theirs.id} without limit, the objective at most {ours.at_most}",
            "agree at_most in the OLA or UC",
            theirs.at,
        )
    if case.objective.metric.kind == "duration" and ours.on_tickets != theirs.on_tickets:
        yield case.reason(
            "exclusion-treatment",
            f"{case.name} treats records in {theirs.id} otherwise ({theirs.on_tickets}) than the"
            f" objective ({ours.on_tickets})",
            "answer on_tickets alike",
            theirs.at.of("on_tickets"),
        )


def _hours_within(case: Case, theirs: str | None, ours: str) -> bool:
    inner, outer = case.library.hours(theirs), case.library.hours(ours)
    if inner is None or outer is None:
        return False
    span = (case.term.begin, case.term.end + _MARGIN)
    return clock_of(inner, *span).lies_in(clock_of(outer, *span))


def paused_exclusion(case: Case) -> str:
    """The exclusion during which a leaf's record stands still; empty where there is none."""
    if "never_paused" in case.assumed:
        return ""
    paused = (each.id for each in exclusions_of(case.promise) if each.on_tickets == "pause")
    return next(paused, "")


def excuses(objective: Promise, cases: list[Case]) -> tuple[Excuse, ...]:
    """What the objective excuses, with what each leaf excuses of it."""
    return tuple(_excuse(ours, objective, cases) for ours in exclusions_of(objective))


def _excuse(ours: Exclusion, objective: Promise, cases: list[Case]) -> Excuse:
    listed = [
        LeafExcuse(
            case.name,
            theirs.id,
            theirs.at_most.seconds if theirs.at_most is not None else None,
            theirs.per or "month",
            theirs.on_availability == "denominator",
        )
        for case in cases
        for theirs in exclusions_of(case.promise)
        if matching(theirs, objective) is ours
    ]
    return Excuse(
        name=ours.id,
        cause=ours.cause,
        at_most=ours.at_most.seconds if ours.at_most is not None else None,
        per=ours.per or "month",
        shrinks=ours.on_availability == "denominator",
        leaves=tuple(dict.fromkeys(listed)),
    )
