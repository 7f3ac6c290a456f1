"""Cases of `ratio` targets: the number of good records at which a share tips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import partial
from typing import NamedTuple

from slaspec.checks.measurable.witnesses.cases import (
    BOTH,
    Cannot,
    Case,
    Crowd,
    Side,
    Witness,
    Words,
)
from slaspec.checks.measurable.witnesses.counts import allowed_misses, sharpest_count
from slaspec.checks.measurable.witnesses.figures import figure_row
from slaspec.checks.measurable.witnesses.frame import Frame
from slaspec.checks.measurable.witnesses.readers import Reader, RowReader, ticket_reader
from slaspec.checks.measurable.witnesses.tickets import Teller
from slaspec.language.model import DataSource
from slaspec.language.model.metric import DurationMetric, RatioMetric
from slaspec.measure.plan import ALL, ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_rows import Row
from slaspec.records.simulate.source_times import UnwritableError

HEAD = ("records", "window", "good", "of all", "share")
NOT_GOOD = "neither of the good ones"


class Counts(NamedTuple):
    """So many records, of which so many are good on either side of the limit."""

    size: int
    kept: int
    missed: int


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """One case for each objective, each in a window of its own."""
    metric = frame.target.metric
    assert isinstance(metric, RatioMetric)
    windows = iter(frame.windows)
    for objective in frame.target.objectives:
        cannot = partial(Cannot, objective.name)
        window, counts = next(windows, None), _counts(frame, objective)
        if metric.mean_of is not None or window is None or counts is None:
            why = (
                "its share is a mean of intervals, turns at no number of records, or has no window"
            )
            yield cannot((), why, "look at it on a sample of records")
            continue
        if metric.good is not None and _other(metric) is None:
            help = "widen total, or narrow good"
            yield cannot(("outside",), "every record that it counts is a good one", help)
            continue
        try:
            crowd = _crowds(frame, metric, objective, window)
            yield _case(objective, window, counts, crowd)
        except UnwritableError as error:
            yield cannot(
                (), f"no record can be made for it: {error}", "look at a sample of records"
            )


def reader(source: DataSource, witnesses: Iterable[Witness]) -> Reader:
    """Tickets, or dated rows."""
    figures = source.records in ("request_log", "check")
    return RowReader(source, witnesses) if figures else ticket_reader(source, witnesses)


def _counts(frame: Frame, objective: ObjectivePlan) -> Counts | None:
    """The good records with which the share is just met, and the next number that misses it."""
    answers = frame.target.answers
    amount = objective.at_least if objective.at_least is not None else objective.at_most
    assert amount is not None
    share = Fraction(amount.value) / 100
    size = sharpest_count(share, answers)
    if size is None or not 0 < share <= 1:
        return None
    if objective.at_least is not None:
        kept = size - allowed_misses(size, share, answers)
        return Counts(size, kept, kept - 1)
    if answers.round_measured is not None or share == 1:
        return None
    return Counts(size, int(size * share), int(size * share) + 1)


def _crowds(
    frame: Frame, metric: RatioMetric, objective: ObjectivePlan, window: WindowSpan
) -> Callable[[int, int], Crowd]:
    """Makes the records of a window: so many good ones, of so many."""
    source, service = frame.target.source, frame.target.target.service
    if {"good", "total"} <= (source.columns or {}).keys() and metric.good is None:

        def sums(good: int, total: int) -> Crowd:
            said = {"good": str(good), "total": str(total)}
            row = figure_row(source, service, window, said)
            return ((_witness("counts", (row,), window, good, total), 1),)

        return sums
    ours = filtered(metric.total) | filtered(metric.good)
    theirs = ours | (_other(metric) or {})
    kept, missed = (rows_with(frame, objective, window, said) for said in (ours, theirs))

    def records(good: int, total: int) -> Crowd:
        each = ((kept("good"), good), (missed("other"), total - good))
        return tuple(
            (_witness(name, rows, window, good, total), count)
            for (name, rows), count in each
            if count
        )

    return records


def _other(metric: RatioMetric) -> dict[str, str] | None:
    """A field with a value that is counted and not good; None where there is none."""
    for field, good in (metric.good or {}).items():
        counted = (metric.total or {}).get(field, (NOT_GOOD,))
        for value in counted:
            if value not in good:
                return {field: value}
    return None


def filtered(said: Mapping[str, tuple[str, ...]] | None) -> dict[str, str]:
    """The first wanted value of each field."""
    return {field: values[0] for field, values in (said or {}).items()}


def rows_with(
    frame: Frame, objective: ObjectivePlan, window: WindowSpan, fields: Mapping[str, str]
) -> Callable[[str], tuple[str, tuple[Row, ...]]]:
    """Makes one record with some fields, under the name that is added to its id."""
    target = frame.target
    if target.source.records in ("request_log", "check"):
        row = figure_row(target.source, target.target.service, window, fields)
        return lambda name: (name, (row,))
    for field in fields:
        if getattr(target.source, f"{field}s", None) or field in ("state", "priority", "service"):
            raise UnwritableError(f"it chooses records by their {field}")
    clock = DurationMetric(id=target.metric.id, kind="duration", stop=("resolved", "closed"))
    teller = Teller(target, clock, target.source)
    if not teller.stops:
        raise UnwritableError(f"nothing in source '{target.source.id}' says resolved or closed")
    priority = objective.name if objective.name != ALL else teller.any_priority

    def written(name: str) -> tuple[str, tuple[Row, ...]]:
        id, at = f"{objective.name}-{name}", window.start
        return id, teller.rows(id, priority, at, at, event=teller.stops[0], fields=fields)

    return written


def _case(
    objective: ObjectivePlan,
    window: WindowSpan,
    counts: Counts,
    crowd: Callable[[int, int], Crowd],
) -> Case:
    higher = objective.at_least is not None
    said = f"at least {objective.at_least}" if higher else f"at most {objective.at_most}"
    inside, outside = crowd(counts.kept, counts.size), crowd(counts.missed, counts.size)

    def far(side: Side) -> Crowd:
        return crowd(counts.size if (side == "inside") == higher else 0, counts.size)

    return Case(
        objective=objective.name,
        window=window,
        about=said,
        limit=said,
        head=HEAD,
        counted=counts.size,
        words={
            side: Words(f"{good} of {counts.size} records are good", f"with {extreme} good records")
            for side, good, extreme in (
                (BOTH[0], counts.kept, "all" if higher else "no"),
                (BOTH[1], counts.missed, "no" if higher else "only"),
            )
        },
        inside=inside,
        outside=outside,
        within=inside[0][0],
        late=outside[0][0],
        far=far,
    )


def _witness(id: str, rows: tuple[Row, ...], window: WindowSpan, good: int, total: int) -> Witness:
    share = f"{good} / {total}"
    return Witness(id, rows, window.start, lambda: (window.name, str(good), str(total), share))
