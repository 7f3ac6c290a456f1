"""Kind `score`: the mean of scores that people give, if enough of those asked have answered."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model.metric import ScoreMetric
from slaspec.measure.asked import (
    FIGURES,
    TICKETS,
    require_dates,
    require_population,
    require_unit,
)
from slaspec.measure.faults import located
from slaspec.measure.figures import mean
from slaspec.measure.results import Reading
from slaspec.measure.tally import Tally, in_span

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope, WindowSpan
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Tickets

KIND = "score"
SOURCES = TICKETS | FIGURES
CONDITIONS = ("at_least", "at_most")
QUESTIONS = frozenset({"no_events", "round_measured"})
MEASURED = frozenset(
    {
        "id",
        "source",
        "kind",
        "field",
        "lowest",
        "highest",
        "minimum_response",
        "where",
        "exclusions",
    }
)
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()


def prepare(_book: Book, agreement: Agreement, plan: TargetPlan) -> None:
    """Asks for the field of the score, and in which window an answer counts."""
    metric = _metric(plan)
    if metric.field is None:
        raise located(
            f"metric '{metric.id}' does not say 'field': which field carries the score?",
            metric.at,
            "add field: score, or the name of another column of the data source",
        )
    if None not in (metric.lowest, metric.highest) and _range(metric)[0] > _range(metric)[1]:
        raise located(
            f"the lowest score {metric.lowest} is above the highest {metric.highest}",
            metric.at.of("lowest"),
        )
    require_population(agreement, plan)
    require_dates(agreement, plan)
    require_unit(plan, "", "a plain number (the score)")


def _metric(plan: TargetPlan) -> ScoreMetric:
    assert isinstance(plan.metric, ScoreMetric)
    return plan.metric


def _range(metric: ScoreMetric) -> tuple[int, int]:
    return metric.lowest or 0, metric.highest or 0


def tally(records: Tickets | Figures, plan: TargetPlan, scope: Scope) -> Tally:
    """Counts those asked (met: who answered), and how often each score was given."""
    import numpy as np

    from slaspec.measure.cells import COUNTED
    from slaspec.measure.counting import counted
    from slaspec.measure.counts import tally_of
    from slaspec.measure.moments import population
    from slaspec.measure.numbers import UNREADABLE, by_cell, column_of
    from slaspec.records.tickets import NO_CODE

    metric = _metric(plan)
    assert metric.field is not None
    found = population(records, plan, scope, metric.where, metric.at.of("where"))
    scores = column_of(records, metric.field, metric.at.of("field")).of(found.owner)
    found.left_out.mark(scores.code == UNREADABLE, "a score that is no number")
    impossible = np.zeros(len(found.owner), dtype=bool)
    impossible[scores.outside(_bound(metric.lowest), _bound(metric.highest))] = True
    found.left_out.mark(impossible, f"a score outside {metric.lowest} to {metric.highest}")
    judged = counted(plan, found, scores.code != NO_CODE)
    whole = tally_of(judged, plan, ())
    answered = np.flatnonzero((judged.fate == COUNTED) & (judged.met == 1))
    width = len(plan.spans.slices)
    values = by_cell(judged, answered, scores, width)
    cells = {
        key: replace(cell, values=values.get(key.objective * width + key.window, {}))
        for key, cell in whole.cells.items()
    }
    return whole._replace(cells=cells)


def _bound(score: int | None) -> Fraction | None:
    return None if score is None else Fraction(score)


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, _scope: Scope
) -> Reading:
    """The mean score, and none where too few of those asked have answered."""
    partial = in_span(whole, plan, objective, span)
    least = _metric(plan).minimum_response
    asked, answered = partial.counted, partial.met
    too_few = least is not None and asked > 0 and Fraction(answered, asked) < least.value
    reason = f"{answered} of {asked} answered, fewer than {least}" if too_few else ""
    return Reading(
        value=None if too_few else mean(partial.values),
        unit="",
        counted=answered,
        open=partial.open,
        sample=answered,
        excluded=partial.excluded,
        reason=reason or ("no answers" if asked and not answered else ""),
    )
