"""Cases of `score` targets: so many answers, of which one is a point better or worse."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from math import lcm

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
from slaspec.checks.measurable.witnesses.ratio import filtered, rows_with
from slaspec.checks.measurable.witnesses.thresholds import Threshold, threshold
from slaspec.language.model.metric import ScoreMetric
from slaspec.measure.plan import ObjectivePlan
from slaspec.measure.results import WindowSpan
from slaspec.records.simulate.source_times import UnwritableError

HEAD = ("answers", "window", "points", "mean", "limit")
ANSWERS = 100

Crowds = Callable[[Fraction], Crowd]


def cases(frame: Frame) -> Iterator[Case | Cannot]:
    """One case for each objective, each in a window of its own."""
    metric = frame.target.metric
    assert isinstance(metric, ScoreMetric)
    windows = iter(frame.windows)
    for objective in frame.target.objectives:
        cannot = partial(Cannot, objective.name)
        edge, window = threshold(objective, "", frame.target.answers), next(windows, None)
        size = lcm(ANSWERS, edge.limit.denominator) * max(1, frame.target.answers.minimum_sample)
        if window is None or size > MOST_RECORDS:
            yield cannot(
                (), "there is no window for so many answers", "look at a sample of answers"
            )
            continue
        means = edge.edge(Fraction(1, size))
        lowest, highest = metric.lowest or 0, metric.highest or 0
        sides = [s for s, mean in zip(BOTH, means, strict=True) if not lowest <= mean <= highest]
        if sides:
            sentence = f"scores go from {lowest} to {highest}"
            yield cannot(tuple(sides), sentence, "write a limit between the lowest and the highest")
            continue
        try:
            crowds = _crowds(frame, metric, objective, window, size, edge)
            yield _case(metric, objective, window, edge, means, size, crowds)
        except UnwritableError as error:
            yield cannot(
                (), f"no answer can be made for it: {error}", "look at a sample of answers"
            )


def _crowds(
    frame: Frame,
    metric: ScoreMetric,
    objective: ObjectivePlan,
    window: WindowSpan,
    size: int,
    edge: Threshold,
) -> Crowds:
    """Makes answers with a mean: two neighbouring scores, each as often as it takes."""
    assert metric.field is not None
    field = metric.field

    def crowd(mean: Fraction) -> Crowd:
        points = int(mean * size)
        base, higher = divmod(points, size)
        told = (window.name, str(points), f"{points} / {size}", edge.text)
        many = []
        for score, count in ((base, size - higher), (base + 1, higher)):
            if count:
                said = filtered(metric.where) | {field: str(score)}
                id, rows = rows_with(frame, objective, window, said)(str(score))
                many.append((Witness(id, rows, window.start, lambda: told), count))
        return tuple(many)

    return crowd


def _case(
    metric: ScoreMetric,
    objective: ObjectivePlan,
    window: WindowSpan,
    edge: Threshold,
    means: tuple[Fraction, Fraction],
    size: int,
    crowds: Crowds,
) -> Case:
    lowest, highest = Fraction(metric.lowest or 0), Fraction(metric.highest or 0)
    said = f"at {'least' if edge.higher else 'most'} {edge.text}"
    inside, outside = (crowds(mean) for mean in means)

    def far(side: Side) -> Crowd:
        return crowds(highest if (side == "inside") == edge.higher else lowest)

    return Case(
        objective=objective.name,
        window=window,
        about=said,
        limit=said,
        head=HEAD,
        counted=size,
        words={
            side: Words(f"{size} answers have {int(mean * size)} points", f"with {extreme} answers")
            for side, mean, extreme in zip(BOTH, means, ("the best", "the worst"), strict=True)
        },
        inside=inside,
        outside=outside,
        within=inside[0][0],
        late=outside[0][0],
        far=far,
    )
