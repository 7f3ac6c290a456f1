"""Kind `ratio`: good records of all records, or the mean of such shares over short intervals."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.metric import RatioMetric
from slaspec.measure.asked import (
    FIGURES,
    TICKETS,
    require_dates,
    require_population,
    require_unit,
)
from slaspec.measure.faults import located, unsaid
from slaspec.measure.figures import summed
from slaspec.measure.results import Reading
from slaspec.measure.tally import Key, Partial, Tally, in_span

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope, WindowSpan
    from slaspec.records.figures import Figures
    from slaspec.records.tickets import Tickets

KIND = "ratio"
SOURCES = TICKETS | FIGURES - {"value"}
CONDITIONS = ("at_least", "at_most")
QUESTIONS = frozenset({"no_events", "round_measured", "few_events"})
MEASURED = frozenset(
    {"id", "source", "kind", "records", "good", "total", "mean_of", "empty", "exclusions"}
)
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()


def prepare(_book: Book, agreement: Agreement, plan: TargetPlan) -> None:
    """Asks which records are good, and looks at the intervals."""
    metric = _metric(plan)
    if (metric.good is None) != _is_counted(plan):
        raise located(
            f"metric '{metric.id}' does not say 'good': which records are good?"
            if metric.good is None
            else f"source '{plan.source.id}' counts its good records itself; metric '{metric.id}'"
            " cannot choose them",
            metric.at,
            "add good: {status: [ok]}, or map columns good and total of a source of counts"
            if metric.good is None
            else "leave good out, or the columns good and total",
        )
    require_population(agreement, plan)
    require_dates(agreement, plan)
    require_unit(plan, "%", "%")
    _refuse_few_events(plan)
    if metric.mean_of is not None:
        _refuse_intervals(plan, metric)


def _metric(plan: TargetPlan) -> RatioMetric:
    assert isinstance(plan.metric, RatioMetric)
    return plan.metric


def _is_counted(plan: TargetPlan) -> bool:
    """Whether each row of the source is a count of good and all records already."""
    rows = plan.source.records in FIGURES
    return rows and {"good", "total"} <= (plan.source.columns or {}).keys()


def _refuse_few_events(plan: TargetPlan) -> None:
    """A ratio that should stay low has no misses that could be counted."""
    for objective in plan.objectives:
        if plan.answers.few_events is not None and objective.at_most is not None:
            raise located(
                f"objective '{objective.name}': few_events allows misses, and a share of at most"
                f" {objective.at_most} has none",
                objective.at.of("at_most"),
                "answer few_events: none for this target",
            )


def _refuse_intervals(plan: TargetPlan, metric: RatioMetric) -> None:
    interval = metric.mean_of
    assert interval is not None
    if metric.empty is None:
        raise unsaid(
            metric.at.of("mean_of"),
            "empty",
            "what is the failure share of an interval without records?",
            "the metric (empty: 0% counts it as free of failures)",
        )
    if interval.seconds < 1 or interval.milliseconds % 1000:
        raise located(
            f"metric '{metric.id}': {interval} is no whole number of seconds",
            metric.at.of("mean_of"),
            "write mean_of: 5min or another time from 1s",
        )
    for begin, end in plan.spans.slices:
        if (end - begin) % interval.seconds:
            raise located(
                f"metric '{metric.id}': intervals of {interval} do not fill the windows of target"
                f" '{plan.target.id}'",
                metric.at.of("mean_of"),
                "choose an interval that divides an hour, so that days of 23 and 25 hours fit",
            )


def tally(records: Tickets | Figures, plan: TargetPlan, scope: Scope) -> Tally:
    """Counts good and all records of each cell, and of each interval where they are asked for."""
    from slaspec.measure.counting import counted
    from slaspec.measure.counts import tally_of
    from slaspec.measure.misses import teller, unspent
    from slaspec.measure.moments import population
    from slaspec.measure.population import matching
    from slaspec.measure.shares import counts_of, of_good, with_sums

    metric = _metric(plan)
    found = population(records, plan, scope, metric.total, metric.at.of("total"))
    if _is_counted(plan):
        counts = counts_of(records, metric.at.of("source")).of(found.owner)
        counts.leave_out(found.left_out)
        judged = counted(plan, found, counts.good >= 0)
    else:
        good = matching(records, plan, metric.good, metric.at.of("good"))[found.owner]
        judged, counts = counted(plan, found, good), of_good(good)
    told = None
    if plan.needs.each:
        told = teller(records, plan.needs, scope.zone, unspent(found.at, found.at, scope.as_of))
    whole = tally_of(judged, plan, records.ids, told)
    if metric.mean_of is None and not _is_counted(plan):
        return whole
    seconds = metric.mean_of.seconds if metric.mean_of else None
    return whole._replace(cells=with_sums(whole.cells, judged, found.at, counts, plan, seconds))


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, scope: Scope
) -> Reading:
    """The share of good records, or the plain mean of the shares of all intervals."""
    partial = in_span(whole, plan, objective, span)
    metric = _metric(plan)
    if not partial.counted:
        value = None
    elif metric.mean_of is None:
        value = Fraction(partial.met, partial.counted)
    else:
        value = _mean(plan, metric, objective, span, whole, scope)
    return Reading(
        value=value,
        met=partial.met,
        counted=partial.counted,
        open=partial.open,
        sample=partial.counted,
        excluded=partial.excluded,
        missed_ids=partial.missed_ids,
        misses=partial.misses,
    )


def _mean(
    plan: TargetPlan,
    metric: RatioMetric,
    objective: int,
    span: WindowSpan,
    whole: Tally,
    scope: Scope,
) -> Fraction:
    """
    The plain mean of the good shares of all intervals in a span.

    An interval without records has the failure share that `empty` says; one outside the term does
    not count, or is free of failures with `partial_window: {counted: window}`.
    """
    assert metric.mean_of is not None
    assert metric.empty is not None
    shares = _shares(plan, objective, span, whole)
    inside, outside = _intervals(plan, span, metric.mean_of.seconds, scope)
    empty = 1 - metric.empty.value
    good = summed(shares) + empty * (inside - sum(shares.values()))
    rule = plan.answers.partial_window
    if isinstance(rule, PartialWindow) and rule.counted == "window":
        return Fraction(good + outside, inside + outside)
    return Fraction(good, inside)


def _shares(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally
) -> dict[int | Fraction, int]:
    """How often each good share occurs among the intervals with records."""
    shares = Counter[int | Fraction]()
    for i in plan.spans.slices_in(span):
        cell = whole.cells.get(Key(objective, i), Partial())
        shares.update(Fraction(good, total) for good, total in cell.intervals.values())
    return shares


def _intervals(plan: TargetPlan, span: WindowSpan, seconds: int, scope: Scope) -> tuple[int, int]:
    """How many intervals of a span lie in the term, and how many outside of it."""
    inside, every = 0, 0
    for i in plan.spans.slices_in(span):
        begin, end = plan.spans.slices[i]
        inside += max(0, min(end, scope.term[1]) - max(begin, scope.term[0])) // seconds
        every += (end - begin) // seconds
    return inside, every - inside
