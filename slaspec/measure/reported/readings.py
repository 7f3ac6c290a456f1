"""From a row to what was measured of its objective, by the kind of its metric."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, cast

from slaspec.language.model.interpretation import PartialWindow
from slaspec.language.model.metric import (
    AvailabilityMetric,
    FixedSeconds,
    ScoreMetric,
    ValueMetric,
)
from slaspec.measure.reported import texts
from slaspec.measure.reported.needs import NOT_MEASURED, require_enough
from slaspec.measure.reported.outages import outages_of
from slaspec.measure.reported.rows import FigureRow
from slaspec.measure.results import Miss, Reading, Scope, WindowSpan

if TYPE_CHECKING:
    from slaspec.language.model.remedy import Remedy
    from slaspec.measure.plan import TargetPlan

FORMS = {
    "value": ("value",),
    "down": ("down", "counted", "excluded"),
    "outages": ("outages", "counted", "excluded"),
    "good": ("good", "total"),
}
OF_KIND = {
    "availability": ("value", "down", "outages"),
    "duration": ("value", "good"),
    "ratio": ("value", "good"),
    "throughput": ("value",),
    "score": ("value",),
    "value": ("value",),
}
MOST_MISSES = 100_000
NOBODY = Reading(None, reason="nobody measured", no_data=True)


def reading_of(
    plan: TargetPlan,
    remedies: Sequence[Remedy],
    position: int,
    span: WindowSpan,
    row: FigureRow,
    scope: Scope,
) -> Reading:
    """
    What a row says of an objective in a span of time; `remedies` are those that the target binds.

    Raises `LocatedError` at the cell of a figure that cannot be, or that its metric does not have.
    """
    form = _form(plan, row)
    require_enough(plan, remedies, form, row)
    if form == "value":
        if row.text("value") == NOT_MEASURED:
            return NOBODY
        return _VALUES[plan.metric.kind](plan, position, row)
    if form == "good":
        return _counts(plan, position, row, each=plan.needs.each)
    return _down(plan, position, span, row, scope)


def _form(plan: TargetPlan, row: FigureRow) -> str:
    """Which figures a row gives: exactly one form, and one that its metric has."""
    kind = plan.metric.kind
    given = [
        form for form in FORMS if form in row.cells or (form == "good" and "total" in row.cells)
    ]
    may = " or ".join("good and total" if form == "good" else form for form in OF_KIND[kind])
    if len(given) != 1:
        what = " and ".join(given) if given else "no figure"
        raise row.fault(given[-1] if given else "", f"this row has {what}", f"write {may}")
    form = given[0]
    if form not in OF_KIND[kind]:
        message = f"'{form}' is no figure of {plan.target.id}, whose metric is of kind {kind}"
        raise row.fault(form, message, f"write {may}")
    for column in ("counted", "excluded", "good", "total"):
        if column in row.cells and column not in FORMS[form]:
            raise row.fault(column, f"'{column}' does not go with {form}", f"write {may}")
    return form


def _down(
    plan: TargetPlan, position: int, span: WindowSpan, row: FigureRow, scope: Scope
) -> Reading:
    """Seconds down of those counted; each figure is what it is after exclusions."""
    metric = cast("AvailabilityMetric", plan.metric)
    if "outages" in row.cells:
        column, misses = "outages", outages_of(row, metric.minimum_outage)
        down = sum((cast("Fraction", miss.size) for miss in misses), Fraction(0))
    else:
        column, down = "down", texts.seconds(row, "down")
        whole = Miss(row.text("incident"), size=down, incident=row.text("incident"))
        misses = (whole,) if "incident" in row.cells and down else ()
    counted = _counted(plan, position, span, row, scope)
    fixed = isinstance(metric.counted, FixedSeconds)
    if down > counted and not fixed:
        raise row.fault(column, f"{row.text(column)} down is more than the {counted} s counted")
    excluded = texts.whole_seconds(row, "excluded") if "excluded" in row.cells else 0
    return Reading(
        value=max(Fraction(0), 1 - down / counted) if counted else None,
        counted=counted,
        down=down,
        excluded={"excluded": excluded} if excluded else {},
        reason="" if counted else "no second counts",
        missed_ids=tuple(miss.id for miss in misses),
        misses=misses,
    )


def _counted(
    plan: TargetPlan, position: int, span: WindowSpan, row: FigureRow, scope: Scope
) -> int:
    """The seconds that the row counts; without them, those of the window in the metric's hours."""
    metric = cast("AvailabilityMetric", plan.metric)
    whole = metric.counted.fixed.seconds if isinstance(metric.counted, FixedSeconds) else None
    if whole is None:
        whole = seconds_in_hours(plan, position, span, scope)
    if "counted" not in row.cells:
        return whole
    counted = texts.whole_seconds(row, "counted")
    if counted > whole:
        raise row.fault(
            "counted", f"{row.text('counted')} is more than {span.name} has: {whole} s in its hours"
        )
    return counted


def seconds_in_hours(plan: TargetPlan, position: int, span: WindowSpan, scope: Scope) -> int:
    """The seconds of a span within the hours of an objective and, as agreed, within the term."""
    from slaspec.measure.excused_time import open_hours
    from slaspec.service_time.intervals import length

    rule, hours = plan.answers.partial_window, plan.objectives[position].calendar
    assert hours is not None  # a plan of an availability has them
    first, last = span.start, span.end
    if not (isinstance(rule, PartialWindow) and rule.counted == "window"):
        first, last = max(first, scope.term[0]), min(last, scope.term[1])
    return length(open_hours(hours, first, last))


def _counts(plan: TargetPlan, position: int, row: FigureRow, *, each: bool) -> Reading:
    """Good records of all; with `each` those that missed are numbered."""
    good, total = texts.count(row, "good"), texts.count(row, "total")
    if good > total:
        raise row.fault("good", f"{good} good records are more than all {total}")
    objective, metric = plan.objectives[position], plan.metric
    if objective.percentile is not None or getattr(metric, "mean_of", None) is not None:
        what = "a percentile" if objective.percentile else "the mean of intervals"
        raise row.fault("good", f"{what} cannot be told from counts of records", "write value")
    misses = _unnamed(row, total - good) if each else ()
    return Reading(
        value=Fraction(good, total) if total else None,
        met=good,
        counted=total,
        sample=total,
        reason="" if total else "no records",
        missed_ids=tuple(miss.id for miss in misses),
        misses=misses,
    )


def _unnamed(row: FigureRow, missed: int) -> tuple[Miss, ...]:
    """The records that missed, numbered from 1: nobody said their names."""
    if missed > MOST_MISSES:
        message = f"{missed:,} records missed, and each is paid for itself: more than can be told"
        raise row.fault("good", message, "settle them by replay")
    return tuple(Miss(row.number(n), incident=row.text("incident")) for n in range(1, missed + 1))


def _share(plan: TargetPlan, position: int, row: FigureRow) -> Reading:
    """A share of time or of records, without the counts behind it."""
    if plan.objectives[position].percentile is not None:
        return _time(plan, position, row)
    return Reading(texts.share(row, "value"))


def _time(_plan: TargetPlan, _position: int, row: FigureRow) -> Reading:
    found, unit = texts.amount(row, "value", "s")
    if found < 0:
        raise row.fault("value", f"a time is never negative: {row.text('value')}")
    return Reading(found, unit)


def _number(plan: TargetPlan, position: int, row: FigureRow) -> Reading:
    """How many records reached an event: it bears the word of its threshold."""
    said = plan.objectives[position].at_least or plan.objectives[position].at_most
    found, unit = texts.amount(row, "value", said.unit if said else "")
    if found < 0 or found.denominator != 1:
        raise row.fault("value", f"'{row.text('value')}' is no number of records")
    return Reading(found, unit, counted=int(found))


def _score(plan: TargetPlan, _position: int, row: FigureRow) -> Reading:
    metric = cast("ScoreMetric", plan.metric)
    found, unit = texts.amount(row, "value", "")
    low, high = metric.lowest, metric.highest
    if (low is not None and found < low) or (high is not None and found > high):
        raise row.fault("value", f"{row.text('value')} lies outside the scores {low} to {high}")
    return Reading(found, unit)


def _figure(plan: TargetPlan, _position: int, row: FigureRow) -> Reading:
    metric = cast("ValueMetric", plan.metric)
    found, unit = texts.amount(row, "value", metric.unit or "")
    if found < 0 and not metric.signed:
        raise row.fault(
            "value",
            f"{row.text('value')} is negative, and metric '{metric.id}' has no signed figures",
            "write signed: true in the metric where it may be negative",
        )
    return Reading(found, unit, counted=1, sample=1)


_VALUES: dict[str, Callable[[TargetPlan, int, FigureRow], Reading]] = {
    "availability": _share,
    "duration": _share,
    "ratio": _share,
    "throughput": _number,
    "score": _score,
    "value": _figure,
}
