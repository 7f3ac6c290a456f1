"""Kind `throughput`: how many records reach an event in a window."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.language.model.metric import ThroughputMetric
from slaspec.measure.asked import (
    TICKETS,
    refuse_rounding,
    require,
    require_population,
    require_reopened,
)
from slaspec.measure.faults import located
from slaspec.measure.results import Reading
from slaspec.measure.tally import Tally, in_span

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope, WindowSpan
    from slaspec.records.tickets import Tickets

KIND = "throughput"
SOURCES = TICKETS
CONDITIONS = ("at_least", "at_most")
QUESTIONS = frozenset({"leave_out"})
MEASURED = frozenset({"id", "source", "kind", "records", "event", "where", "exclusions"})
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()


def prepare(_book: Book, agreement: Agreement, plan: TargetPlan) -> None:
    """Asks for the event, and which of several counts."""
    metric = _metric(plan)
    if metric.event is None:
        raise located(
            f"metric '{metric.id}' does not say 'event': what is counted?",
            metric.at,
            "add event: closed, or another one",
        )
    require_population(agreement, plan)
    if metric.event in ("resolved", "closed"):
        require_reopened(agreement, plan)
    if plan.answers.minimum_sample:
        require(agreement, plan, "no_events")
    refuse_rounding(plan)


def _metric(plan: TargetPlan) -> ThroughputMetric:
    assert isinstance(plan.metric, ThroughputMetric)
    return plan.metric


def tally(tickets: Tickets, plan: TargetPlan, scope: Scope) -> Tally:
    """Counts the events of some tickets. What did not reach the event is left out by name."""
    import numpy as np

    from slaspec.measure.counting import counted
    from slaspec.measure.counts import tally_of
    from slaspec.measure.moments import population

    metric = _metric(plan)
    found = population(tickets, plan, scope, metric.where, metric.at.of("where"), metric.event)
    found.left_out.mark(found.running, f"never {metric.event}")
    judged = counted(plan, found, np.ones(len(found.owner), dtype=bool))
    return tally_of(judged, plan, tickets.ids)


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, _scope: Scope
) -> Reading:
    """The number of events; it bears the word of its threshold (`400 cases`)."""
    partial = in_span(whole, plan, objective, span)
    said = plan.objectives[objective]
    amount = said.at_least or said.at_most
    return Reading(
        value=Fraction(partial.counted),
        unit=amount.unit if amount else "",
        counted=partial.counted,
        sample=partial.counted,
        excluded=partial.excluded,
    )
