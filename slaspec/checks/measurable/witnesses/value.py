"""Cases of `value` targets: the figure that is just met, and the next one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
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
from slaspec.checks.measurable.witnesses.thresholds import Threshold, threshold
from slaspec.language.model import DataSource
from slaspec.language.model.metric import ValueMetric
from slaspec.measure.plan import ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_rows import Row
from slaspec.records.simulate.source_times import UnwritableError

HEAD = ("figure", "window", "reported", "limit")

MOST_FIGURES = 1000


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """One case for each objective, each in a window of its own."""
    metric = frame.target.metric
    assert isinstance(metric, ValueMetric)
    windows = iter(frame.windows)
    for objective in frame.target.objectives:
        cannot = partial(Cannot, objective.name)
        window = next(windows, None)
        single = objective.percentile is None
        if window is None or (single and frame.target.answers.minimum_sample > 1):
            yield cannot((), "no window is left for a single figure", "judge over more windows")
            continue
        edge = threshold(objective, metric.unit or "", frame.target.answers)
        kept, missed = edge.edge(edge.step)
        sides = [side for side, figure in zip(BOTH, (kept, missed), strict=True) if figure < 0]
        if sides and not metric.signed:
            sentence = f"no figure of '{metric.id}' is below 0"
            yield cannot(tuple(sides), sentence, "say signed: true, or write another limit")
            continue
        crowds = _Crowds.of(frame, objective)
        if crowds is None:
            yield cannot((), "it needs too many figures in a window", "look at a sample of figures")
            continue
        try:
            yield _case(frame, metric, objective.name, window, edge, (kept, missed), crowds)
        except UnwritableError as error:
            yield cannot(BOTH, f"no figure can show it: {error}", "mend the columns of the source")


class _Crowds(NamedTuple):
    """How many figures a window has, and how many of them may miss: one, or those of a rank."""

    size: int
    misses: int

    @classmethod
    def of(cls, frame: Frame, objective: ObjectivePlan) -> _Crowds | None:
        """Of one objective; None where a percentile needs more figures than are tried."""
        if objective.percentile is None:
            return cls(1, 0)
        answers, share = replace(frame.target.answers, round_measured=None), objective.percentile
        size = sharpest_count(share.value, answers)
        if size is None or size > MOST_FIGURES:
            return None
        return cls(size, allowed_misses(size, share.value, answers))

    def side(self, within: Witness, late: Witness, more: int) -> Crowd:
        """The figures of a window in which so many more miss than may."""
        missing = self.misses + more
        many = ((within, self.size - missing), (late, missing))
        return tuple((witness, count) for witness, count in many if count)


def _case(
    frame: Frame,
    metric: ValueMetric,
    objective: str,
    window: WindowSpan,
    edge: Threshold,
    figures: tuple[Fraction, Fraction],
    crowds: _Crowds,
) -> Case:
    kept, missed = figures
    source, service = frame.target.source, frame.target.target.service
    sign = "at least" if edge.higher else "at most"

    def witness(name: str, figure: Fraction) -> Witness:
        row = _row(source, metric, service, window, _text(figure))
        told = (window.name, f"{_text(figure)} {metric.unit}", f"{sign} {edge.text}")
        return Witness(f"{objective}-{name}", (row,), window.start, lambda: told)

    def far(side: Side) -> Crowd:
        good = (side == "inside") == edge.higher
        figure = 2 * abs(edge.limit) + 1000 if good else min(Fraction(0), 2 * edge.limit)
        figure = figure if good or metric.signed else Fraction(0)
        return ((witness(f"far-{side}", figure), crowds.size),)

    within, late = witness("kept", kept), witness("missed", missed)
    return Case(
        objective=objective,
        window=window,
        about=f"{sign} {edge.text}",
        limit=f"{sign} {edge.text}",
        head=HEAD,
        counted=crowds.size,
        words={
            "inside": Words(f"the figure is {_text(kept)}", "with a figure far on its good side"),
            "outside": Words(f"the figure is {_text(missed)}", "with a figure far beyond"),
        },
        inside=crowds.side(within, late, 0),
        outside=crowds.side(within, late, 1),
        within=within,
        late=late,
        far=far,
    )


def _row(
    source: DataSource, metric: ValueMetric, service: str, window: WindowSpan, figure: str
) -> Row:
    """One figure, as it stands in a list of the source."""
    listed = "field" in (source.columns or {})
    name = "value" if listed or metric.field is None else metric.field
    said = {name: figure, **({"field": metric.field or ""} if listed else {})}
    return figure_row(source, service, window, said)


def _text(figure: Fraction) -> str:
    """A terminating decimal, without zeros at its end."""
    exact = Decimal(figure.numerator) / Decimal(figure.denominator)
    return f"{exact.normalize():f}"
