"""Kind `availability`: the share of counted time in which a service or component was up."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.metric import AvailabilityMetric
from slaspec.measure.availability import UpTime, up_time
from slaspec.measure.availability_terms import AvailabilityTerms, terms_of
from slaspec.measure.faults import located
from slaspec.measure.granted_time import granted, seen_besides
from slaspec.measure.results import Reading, Scope, WindowSpan
from slaspec.measure.seen import Seen, seen
from slaspec.measure.single_outages import days_down, misses_in
from slaspec.measure.tally import Tally

if TYPE_CHECKING:
    from slaspec.language.book import Book
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan
    from slaspec.records.outages import Outages, Probes

KIND = "availability"
SOURCES = frozenset({"outage", "probe"})
CONDITIONS = ("availability",)
QUESTIONS = frozenset({"round_measured", "no_data"})
MEASURED = frozenset(
    {
        "id",
        "source",
        "kind",
        "exclusions",
        "of",
        "hours",
        "down",
        "unmonitored",
        "quantum",
        "minimum_outage",
        "weigh_by",
        "counted",
    }
)
BESIDE = frozenset({"title", "definition"})
REFUSED: tuple[str, ...] = ()
_ALL = ""


def prepare(book: Book, _agreement: Agreement, plan: TargetPlan) -> AvailabilityTerms:
    """The metric's terms, resolved; raises `LocatedError` for what does not go together."""
    for node in (plan.target, plan.metric):
        if node.minimum_sample is not None:
            raise located(
                f"an availability has no sample, and '{plan.target.id}' asks for a minimum of it",
                node.at.of("minimum_sample"),
                "drop minimum_sample; unmonitored and no_data say what counts when nobody watched",
            )
    metric = cast("AvailabilityMetric", plan.metric)
    return terms_of(book, plan.target, metric, plan.source, plan.relief, plan.needs)


def tally(records: Outages | Probes, plan: TargetPlan, scope: Scope) -> Tally:
    """The rows of what is measured; merging them waits until all are there."""
    terms = cast("AvailabilityTerms", plan.prepared)
    besides = seen_besides(records, terms, plan.relief, scope.as_of)
    return Tally({_ALL: seen(records, terms, scope.as_of), **besides}, {}, {}, 0)


def reading(
    plan: TargetPlan, objective: int, span: WindowSpan, whole: Tally, scope: Scope
) -> Reading:
    """Seconds counted, down and excluded in one window, and the availability that they give."""
    terms = cast("AvailabilityTerms", plan.prepared)
    everything = cast("Seen", whole.cells.get(_ALL, Seen({})))
    hours = plan.objectives[objective].calendar
    assert hours is not None  # the plan has asked for it
    known = everything.watched(terms, scope)
    excuses = tuple(granted(whole.cells, everything, terms, plan.relief, scope))

    def count(some: WindowSpan) -> UpTime:
        return up_time(
            known,
            terms.counting,
            hours,
            some,
            scope,
            whole_counts=_whole_counts(plan, terms, span, scope),
            granted=excuses,
        )

    found = count(span)
    return Reading(
        value=None if found.nobody_watched else found.value,
        counted=found.counted,
        down=found.down,
        excluded=found.excluded,
        reason=_reason(found),
        no_data=found.nobody_watched,
        misses=tuple(
            misses_in(
                known, everything.named, span, count, scope, plan.source.id, terms.metric.of or ""
            )
        )
        if plan.needs.each
        else (),
        days=days_down(found, span, known.down, scope.zone) if plan.needs.days else None,
    )


def _reason(found: UpTime) -> str:
    if found.nobody_watched:
        return "nobody measured"
    return "" if found.counted else "no second counts"


def _whole_counts(
    plan: TargetPlan, terms: AvailabilityTerms, span: WindowSpan, scope: Scope
) -> bool:
    """Whether the part of a window outside the term counts (as up)."""
    partial = plan.answers.partial_window
    if not isinstance(partial, PartialWindow) or partial.counted == "window":
        return isinstance(partial, PartialWindow)
    begin, end = max(span.start, scope.term[0]), min(span.end, scope.term[1])
    if terms.counting.fixed is not None and (begin, end) != (span.start, span.end) and begin < end:
        raise located(
            f"window {span.name} is only partly inside the term, and metric '{terms.metric.id}'"
            " counts a fixed length for it",
            partial.at.of("counted"),
            "say counted: window in partial_window, or counted: window in the metric",
        )
    return False
