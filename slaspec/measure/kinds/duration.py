"""Kind `duration`: the time of each record on its clock, within a limit or as a percentile."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.measure.asked import TICKETS
from slaspec.measure.clock_terms import refuse_clock
from slaspec.measure.repairs import parts_of, refuse_repairs
from slaspec.measure.results import Reading
from slaspec.measure.tally import Partial, Tally, in_span

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan
    from slaspec.measure.results import Scope, WindowSpan
    from slaspec.records.outages import Outages
    from slaspec.records.tickets import Tickets

KIND = "duration"
SOURCES = TICKETS | {"outage"}
CONDITIONS = ("share", "percentile")
QUESTIONS = frozenset(
    {
        "assign_to",
        "limit_reached",
        "priority",
        "reclassified",
        "reopened",
        "without_stop",
        "leave_out",
        "no_events",
        "few_events",
        "round_measured",
    }
)
MEASURED = frozenset(
    {
        "id",
        "source",
        "kind",
        "records",
        "start",
        "stop",
        "pause",
        "hours",
        "where",
        "group",
        "visits",
        "exclusions",
    }
)
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()


def prepare(book: Book, _agreement: Agreement, plan: TargetPlan) -> frozenset[str]:
    """
    Refuses clocks and limits that leave something open or do not go together.

    Prepared are the parts of the service, whose outages are its own.
    """
    refuse_clock(plan)
    if plan.source.records == "outage":
        refuse_repairs(plan)
    return parts_of(book, plan.target.service)


def tally(records: Tickets | Outages, plan: TargetPlan, scope: Scope) -> Tally:
    """Counts the clocks of some tickets or outages."""
    from slaspec.measure.layer import Asked
    from slaspec.measure.shared_clock import SharedClock

    alone = SharedClock([Asked(plan, scope)])
    alone.add(records)
    return alone.tallies()[0][1]


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, _scope: Scope
) -> Reading:
    """The share of records within the limit, or the percentile of their times in seconds."""
    partial = in_span(whole, plan, objective, span)
    of_times = plan.objectives[objective].percentile is not None
    share = Fraction(partial.met, partial.counted) if partial.counted else None
    return Reading(
        value=_percentile(plan, objective, partial) if of_times else share,
        unit="s" if of_times else "%",
        met=partial.met,
        counted=partial.counted,
        open=partial.open,
        sample=partial.counted,
        excluded=partial.excluded,
        missed_ids=partial.missed_ids,
        misses=partial.misses,
    )


def _percentile(plan: TargetPlan, objective: int, partial: Partial) -> Fraction | None:
    share = plan.objectives[objective].percentile
    assert share is not None
    return None if partial.times is None else partial.times.nearest_rank(share.value)
