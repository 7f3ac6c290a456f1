"""
What two targets must have in common to be compared, and where one of them promises less.

Limits are compared as written, exactly: shares in per cent, times in seconds.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from slaspec.checks.targets import measured
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.metric import (
    AvailabilityMetric,
    DurationMetric,
    Filter,
    Metric,
    RatioMetric,
    ScoreMetric,
    ThroughputMetric,
)
from slaspec.language.model.target import Objective, Target, WorkingDays
from slaspec.language.quantities import Duration

ALWAYS = "24x7"


class Promised(NamedTuple):
    """One objective of a target; `priority` is empty for one that holds for all records."""

    target: Target
    metric: Metric
    priority: str
    objective: Objective

    @property
    def name(self) -> str:
        """`resolution/P1`, or `resolution`."""
        return f"{self.target.id}/{self.priority}" if self.priority else self.target.id

    @property
    def hours(self) -> str | None:
        """The hours on which it is counted, where they are said."""
        return self.objective.hours or getattr(self.metric, "hours", None)

    @property
    def measured(self) -> Hashable:
        """What is measured of which service, for which priority."""
        return self.target.service, what_is_measured(self.metric), self.priority

    @property
    def unfiltered(self) -> Hashable:
        """The same, whichever records of the service are taken."""
        return self.target.service, without_filters(self.metric), self.priority

    @property
    def promise(self) -> tuple[object, ...]:
        """Everything that the objective says of how good it must be."""
        said = self.objective
        forms = (said.share, said.percentile, said.within, said.availability)
        return (*forms, said.at_least, said.at_most, self.hours)


def promised(agreement: Agreement) -> Iterator[Promised]:
    """Every objective whose metric is known, in the order written."""
    for target, metric in measured(agreement):
        if target.objective is not None:
            yield Promised(target, metric, "", target.objective)
        for priority, objective in (target.objectives or {}).items():
            yield Promised(target, metric, priority, objective)


def what_is_measured(metric: Metric) -> Hashable:
    """A key that is equal for metrics of one kind on the same records and events."""
    match metric:
        case DurationMetric():
            stops = frozenset(metric.stop or ())
            where = _filter(metric.where)
            return "duration", metric.records, metric.start, stops, metric.group, where
        case AvailabilityMetric():
            return "availability", metric.of
        case RatioMetric():
            return "ratio", metric.records, _filter(metric.good), _filter(metric.total)
        case ThroughputMetric():
            return "throughput", metric.records, metric.event, _filter(metric.where)
        case ScoreMetric():
            return "score", metric.field, _filter(metric.where)
    return "value", metric.field or metric.id, metric.take


def without_filters(metric: Metric) -> Hashable:
    """As `what_is_measured`, whichever of its records a metric takes: a customer's, a kind's."""
    match metric:
        case DurationMetric() | ThroughputMetric() | ScoreMetric():
            return what_is_measured(replace(metric, where=None))
        case RatioMetric():
            return what_is_measured(replace(metric, total=None))
    return what_is_measured(metric)


def _filter(said: Filter | None) -> Hashable:
    return frozenset((field, frozenset(values)) for field, values in (said or {}).items())


def window_of(promise: Promised, agreement: Agreement) -> object:
    """The window over which an objective is judged."""
    return answer("window", promise.target, promise.metric, agreement.interpretation)


def weaknesses(ours: Promised, theirs: Promised) -> list[str]:
    """
    Where one promise is weaker than another of the same measurement, in words: `8h against 5h`.

    A longer limit, a smaller share, a lower level, or hours of a calendar against 24x7. What
    cannot be compared (working days against hours, two calendars) is passed over.
    """
    mine, other = ours.objective, theirs.objective
    found = []
    for key, more_is_better in _SENSE.items():
        a, b = getattr(mine, key), getattr(other, key)
        left, right = figure_of(a), figure_of(b)
        if left is None or right is None or left[1] != right[1]:
            continue
        if left[0] != right[0] and (left[0] > right[0]) is not more_is_better:
            found.append(f"{text_of(a)} against {text_of(b)}")
    if theirs.hours == ALWAYS and ours.hours not in (ALWAYS, None):
        found.append(f"hours {ours.hours} against {ALWAYS}")
    return found


def figures(promise: Promised) -> Iterator[tuple[tuple[str, str], Fraction]]:
    """Each figure of a promise by its key and unit; of two, the larger one promises more."""
    for key, more_is_better in _SENSE.items():
        figure = figure_of(getattr(promise.objective, key))
        if figure is not None:
            value, unit = figure
            yield (key, unit), value if more_is_better else -value
    yield ("hours", ""), Fraction(promise.hours == ALWAYS)


_SENSE = {
    "share": True,
    "percentile": True,
    "availability": True,
    "at_least": True,
    "within": False,
    "at_most": False,
}


def figure_of(said: object) -> tuple[Fraction, str] | None:
    """The exact figure of a limit and its unit; only equal units are compared."""
    if isinstance(said, WorkingDays):
        return Fraction(said.working_days), f"working days, due {said.due}"
    if isinstance(said, Duration):
        return Fraction(said.seconds), "s"
    if (percent := getattr(said, "percent", None)) is not None:
        return Fraction(percent), "%"
    value = getattr(said, "value", None)
    return None if value is None else (Fraction(value), getattr(said, "unit", ""))


def text_of(said: object) -> str:
    """A limit as it is said: `90%`, `4h`, `2 working days`."""
    return f"{said.working_days} working days" if isinstance(said, WorkingDays) else str(said)
