"""Cases of `throughput` targets: as many records as are asked for, and one less or one more."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import partial

from slaspec.checks.measurable.witnesses.cases import (
    BOTH,
    Cannot,
    Case,
    Crowd,
    Side,
    Witness,
    Words,
)
from slaspec.checks.measurable.witnesses.counts import MOST_RECORDS
from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.checks.measurable.witnesses.thresholds import Threshold, threshold
from slaspec.checks.measurable.witnesses.tickets import Teller
from slaspec.language.model.metric import DurationMetric, ThroughputMetric
from slaspec.measure.plan import ALL, ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_times import UnwritableError
from slaspec.service_time.civil import format_local

HEAD = ("record", "reported", "reaches", "at")


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """One case for each objective."""
    metric = frame.target.metric
    assert isinstance(metric, ThroughputMetric)
    assert metric.event is not None
    clock = DurationMetric(
        id=metric.id, kind="duration", stop=(metric.event,), pause=(), where=metric.where
    )
    teller = Teller(frame.target, clock, frame.target.source)
    for objective, window in zip(frame.target.objectives, _windows(frame), strict=False):
        cannot = partial(Cannot, objective.name)
        edge = threshold(objective, "", frame.target.answers)
        kept, missed = edge.edge(Fraction(1))
        if min(kept, missed) <= 0 or max(kept, missed) > MOST_RECORDS:
            sentence = f"it turns between {kept} and {missed} records, which is not tried"
            yield cannot((), sentence, "look at it on a sample of records")
            continue
        try:
            case = _case(frame, teller, objective, window, edge, (int(kept), int(missed)))
        except UnwritableError as error:
            label = "add the label or the column to the DataSource"
            yield cannot(BOTH, f"no record can show it: {error}", label)
            continue
        yield case


def _windows(frame: Frame) -> Iterator[WindowSpan]:
    """The windows, again and again: objectives of priorities do not share records."""
    while True:
        yield from frame.windows


def _case(
    frame: Frame,
    teller: Teller,
    objective: ObjectivePlan,
    window: WindowSpan,
    edge: Threshold,
    counts: tuple[int, int],
) -> Case:
    kept, missed = counts
    event = (teller.metric.stop or ("closed",))[0]
    at = format_local(window.start, frame.zone)

    def witness(name: str) -> Witness:
        priority = objective.name if objective.name != ALL else teller.any_priority
        id = f"{objective.name}-{name}"
        rows = teller.rows(id, priority, window.start, window.start, event=event)
        return Witness(id, rows, window.start, lambda: (at, event, at))

    one, far_one = witness("1"), witness("far")

    def far(side: Side) -> Crowd:
        many = (side == "inside") == edge.higher
        return ((far_one, 2 * max(counts) if many else 1),)

    sign = "at least" if edge.higher else "at most"
    return Case(
        objective=objective.name,
        window=window,
        about=f"{sign} {edge.text}",
        limit=f"{sign} {edge.text}",
        head=HEAD,
        counted=None,
        words={
            "inside": Words(f"{kept} records reach '{event}'", "far on the good side"),
            "outside": Words(f"{missed} records reach '{event}'", "far beyond the limit"),
        },
        inside=((one, kept),),
        outside=((one, missed),),
        within=one,
        far=far,
    )
