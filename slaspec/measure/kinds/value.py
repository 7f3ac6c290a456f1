"""Kind `value`: a figure that the source reports for each window, in its unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model.metric import ValueMetric
from slaspec.language.model.target import WorkingDays
from slaspec.measure import figures
from slaspec.measure.asked import (
    FIGURES,
    refuse_rounding,
    require,
    require_population,
    require_unit,
)
from slaspec.measure.faults import located, unsaid
from slaspec.measure.results import Reading
from slaspec.measure.tally import Partial, Tally, in_span
from slaspec.measure.units import measured_in

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.language.model.metric import Filter
    from slaspec.measure.moments import Population
    from slaspec.measure.numbers import Column
    from slaspec.measure.plan import ObjectivePlan, TargetPlan
    from slaspec.measure.results import Scope, WindowSpan
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Int64

KIND = "value"
SOURCES = FIGURES
CONDITIONS = ("at_least", "at_most", "percentile")
QUESTIONS = frozenset({"no_data", "round_measured"})
MEASURED = frozenset(
    {"id", "source", "kind", "unit", "field", "take", "percentile", "signed", "exclusions"}
)
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()


def prepare(_book: Book, agreement: Agreement, plan: TargetPlan) -> None:
    """Asks for the unit, and compares it with that of the thresholds."""
    metric = _metric(plan)
    if metric.unit is None:
        raise located(
            f"metric '{metric.id}' does not say in which unit its figure is",
            metric.at,
            "add unit: cases, or the unit that thresholds are written in",
        )
    require_population(agreement, plan)
    require_unit(plan, measured_in(metric.unit)[1], metric.unit)
    refuse_rounding(plan)
    if plan.answers.minimum_sample:
        require(agreement, plan, "no_events")
    for objective in plan.objectives:
        if objective.percentile is not None:
            _refuse_percentile(metric, objective)
        _refuse_negative(metric, objective)


def _metric(plan: TargetPlan) -> ValueMetric:
    assert isinstance(plan.metric, ValueMetric)
    return plan.metric


def _refuse_percentile(metric: ValueMetric, objective: ObjectivePlan) -> None:
    if metric.percentile is None:
        raise unsaid(
            metric.at,
            "percentile",
            f"how is the percentile of objective '{objective.name}' found?",
            "the metric (percentile: nearest_rank)",
        )
    timed = measured_in(metric.unit or "")[1] in ("s", "ms")
    if not timed or isinstance(objective.within, WorkingDays):
        raise located(
            f"objective '{objective.name}': {objective.within or 'a number of working days'} is no"
            f" limit for figures in {metric.unit}",
            objective.at.of("within"),
            "ask for a percentile of figures in ms, s, min or h",
        )


def _refuse_negative(metric: ValueMetric, objective: ObjectivePlan) -> None:
    for term in ("at_least", "at_most"):
        amount = getattr(objective, term)
        if amount is not None and amount.value < 0 and not metric.signed:
            raise located(
                f"objective '{objective.name}': {amount} is negative, and the figures of metric"
                f" '{metric.id}' are not",
                objective.at.of(term),
                "add signed: true to the metric, or write a threshold from 0",
            )


def tally(rows: Figures, plan: TargetPlan, scope: Scope) -> Tally:
    """Keeps how often each figure occurs in a cell, and the last one."""
    import numpy as np

    from slaspec.measure.cells import COUNTED
    from slaspec.measure.counting import counted
    from slaspec.measure.counts import tally_of
    from slaspec.measure.numbers import by_cell

    found, column = _reported(rows, plan, scope)
    judged = counted(plan, found, np.ones(len(found.owner), dtype=bool))
    whole = tally_of(judged, plan, ())
    some = np.flatnonzero(judged.fate == COUNTED)
    values = by_cell(judged, some, column, len(plan.spans.slices))
    cells = {
        key: replace(
            cell,
            values=values.get(key.window, {}),
            latest=_latest(some[judged.window[some] == key.window], found.at, column),
        )
        for key, cell in whole.cells.items()
    }
    return whole._replace(cells=cells)


def _reported(rows: Figures, plan: TargetPlan, scope: Scope) -> tuple[Population, Column]:
    """The rows that carry the figure, and the figure of each; faults are left out by name."""
    import numpy as np

    from slaspec.measure.moments import population
    from slaspec.measure.numbers import UNREADABLE, column_of
    from slaspec.records.tickets import NO_CODE

    metric = _metric(plan)
    listed = metric.field is not None and "field" in rows.fields
    wanted: Filter | None = {"field": (metric.field or "",)} if listed else None
    found = population(rows, plan, scope, wanted, metric.at.of("field"))
    name = "value" if listed or metric.field is None else metric.field
    place = metric.at.of("field" if metric.field else "source")
    column = column_of(rows, name, place).of(found.owner)
    found.left_out.mark(column.code == NO_CODE, "no figure")
    found.left_out.mark(column.code == UNREADABLE, "a figure that is no number")
    negative = np.zeros(len(found.owner), dtype=bool)
    negative[column.outside(None if metric.signed else Fraction(0), None)] = True
    found.left_out.mark(negative, "a negative figure")
    return found, column


def _latest(rows: Int64, at: Int64, column: Column) -> tuple[int, frozenset[Fraction]] | None:
    """The last instant of some rows, and the figures that were reported then."""
    if not len(rows):
        return None
    last = int(at[rows].max())
    codes = column.code[rows[at[rows] == last]].tolist()
    return last, frozenset(column.values[code] for code in codes)


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, _scope: Scope
) -> Reading:
    """The figure of a window, or what the figures in it come to; none: nobody measured."""
    metric = _metric(plan)
    scale, unit = measured_in(metric.unit or "")
    partial = in_span(whole, plan, objective, span)
    figure = None
    if partial.counted:
        share = plan.objectives[objective].percentile
        taken = _taken(metric, span, partial) if share is None else None
        figure = taken if share is None else figures.nearest_rank(partial.values, share.value)
    return Reading(
        value=None if figure is None else figure * scale,
        unit=unit,
        counted=partial.counted,
        sample=partial.counted,
        excluded=partial.excluded,
        reason="" if partial.counted else "no figure",
        no_data=not partial.counted,
    )


def _taken(metric: ValueMetric, span: WindowSpan, partial: Partial) -> Fraction | None:
    """What several figures in one window come to; `LocatedError` where nobody says it."""
    values = partial.values
    if partial.counted > 1 and metric.take is None:
        raise unsaid(
            metric.at,
            "take",
            f"source has {partial.counted} figures in {span.name}; which one counts?",
            "the metric (take: last, sum, mean, minimum or maximum)",
        )
    if metric.take == "sum":
        return figures.summed(values)
    if metric.take == "mean":
        return figures.mean(values)
    if metric.take in ("minimum", "maximum"):
        return Fraction(min(values) if metric.take == "minimum" else max(values))
    assert partial.latest is not None  # some are counted
    if len(partial.latest[1]) > 1:
        raise located(
            f"metric '{metric.id}' takes the last figure, and {span.name} ends with several of one"
            f" time: {', '.join(str(value) for value in sorted(partial.latest[1]))}",
            metric.at.of("take"),
            "export one of them, or take their mean",
        )
    return next(iter(partial.latest[1]))
