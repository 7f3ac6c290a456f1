"""
The mildest term of a remedy once more, by records: as the source writes them, through its mapping.

The records are those that just keep and just miss an objective; here the objective is the limit
of the first rung, or its own. They are judged by the contract as it stands. The other terms differ
from it only in figures, and are tried by these.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import NamedTuple

from slaspec.checks.measurable.witnesses.cases import BOTH, Case, Side
from slaspec.checks.measurable.witnesses.readers import Reader
from slaspec.checks.measurable.witnesses.trial import KINDS
from slaspec.checks.remedies.witnesses.edges import is_due
from slaspec.checks.remedies.witnesses.story import Stories, Told
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.quantities import Amount, Share
from slaspec.measure.measure import measure
from slaspec.measure.plan import ObjectivePlan
from slaspec.measure.results import Measurements
from slaspec.records.sources import formats

_WHOLE = 100  # per cent


class RecordEdge(NamedTuple):
    """A limit: `acts_on` is the side of it on which the term acts; None is the objective's own."""

    what: str
    at: Place
    limit: Amount | None
    acts_on: Side
    acted: Callable[[Told], bool]


class Shown(NamedTuple):
    """What came of the records of one side: whether the term acted as it should, and the words."""

    edge: RecordEdge
    side: Side
    is_right: bool
    words: str
    told: Told


def shown_by_records(stories: Stories, *, bonus: bool) -> Iterator[Shown]:
    """
    The records of both sides of each limit, settled. Nothing where no records are made for it.

    Raises as `measure` and `settle` do.
    """
    plan = stories.frame.target
    kind = KINDS.get(plan.metric.kind)
    records = plan.source.records or "incident"
    if kind is None or records not in kind.records or plan.source.format not in formats():
        return
    for edge in _edges(stories.remedy, bonus=bonus):
        objective = _with_limit(stories.objective, edge.limit)
        target = dataclasses.replace(plan, objectives=(objective,))
        found = kind.cases(dataclasses.replace(stories.frame, target=target))
        case = next((each for each in found if isinstance(each, Case) and each.outside), None)
        if case is None:
            continue
        witnesses = {each.id: each for each, _ in (*case.inside, *case.outside)}
        reader = kind.reader(plan.source, witnesses.values())
        for side in BOTH:
            measured = _measured(stories, case, reader, side)
            if measured.measured[0].verdict == "not_measured":
                return  # of such a target M101 to M105 tell
            told = stories.settled(measured, (case.window.name,))
            is_right = edge.acted(told) == (side == edge.acts_on)
            yield Shown(edge, side, is_right, case.words[side].near, told)


def _edges(remedy: Remedy, *, bonus: bool) -> Iterator[RecordEdge]:
    """The mildest limit, where its two sides are those of an objective: below, and at or above."""
    rate, trigger = remedy.rate, remedy.trigger
    if remedy.for_each != "window" or trigger is not None or rate.over not in (None, "measured"):
        return
    if rate.flat is not None:
        at, side = rate.at.of("flat"), BOTH[0] if bonus else BOTH[1]
        yield RecordEdge("the rate 'flat'", at, None, side, is_due)
    for rung in (rate.ladder or ())[:1]:
        limit = rung.below or rung.at_or_above
        if limit is not None and limit.unit == "%" and 0 < limit.value < _WHOLE:
            side = BOTH[1] if rung.below is not None else BOTH[0]
            what = f"rung 1, which pays {rung.pays}"
            yield RecordEdge(what, rung.at, limit, side, is_due)


def _with_limit(objective: ObjectivePlan, limit: Amount | None) -> ObjectivePlan:
    if limit is None:
        return objective
    if objective.availability is not None:
        return dataclasses.replace(objective, availability=Share(limit.text))
    if objective.share is not None:
        return dataclasses.replace(objective, share=Share(limit.text))
    return dataclasses.replace(objective, at_least=limit) if objective.at_least else objective


def _measured(stories: Stories, case: Case, reader: Reader, side: Side) -> Measurements:
    target = stories.frame.target
    windows = tuple(window for window in target.windows if window.name == case.window.name)
    plan = dataclasses.replace(
        stories.plan, targets=(dataclasses.replace(target, windows=windows),)
    )
    crowd = case.crowd(side)
    ends = [witness.last for witness, _ in crowd]
    as_of = max(*ends, case.window.end, *(window.end for window in windows)) + 1
    found = measure(plan, {target.source.id: [reader.crowd(crowd)]}, as_of)
    own = tuple(each for each in found.measured if each.objective == case.objective)
    return dataclasses.replace(found, measured=own)
