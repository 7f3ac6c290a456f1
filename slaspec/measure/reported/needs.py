"""Which figures a verdict or a remedy needs: a share alone says no seconds and no records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from slaspec.measure.reported import texts
from slaspec.measure.reported.rows import FigureRow

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.remedy import Remedy
    from slaspec.language.model.target import Target
    from slaspec.measure.plan import TargetPlan

NOT_MEASURED = "not measured"
_RECORDS = ("occurrences", "excess_records")
_TIMES = ("duration", "lost_time")


def remedies_of(agreement: Agreement, target: Target) -> tuple[Remedy, ...]:
    """The remedies that a target binds."""
    bound = {each if isinstance(each, str) else each.remedy for each in target.remedies or ()}
    return tuple(remedy for remedy in agreement.remedies or () if remedy.id in bound)


def require_enough(plan: TargetPlan, remedies: Sequence[Remedy], form: str, row: FigureRow) -> None:
    """
    Refuse a row that does not say what decides the verdict or the amount.

    Raises `LocatedError` at its figure, with what to write instead.
    """
    if row.text("value") == NOT_MEASURED or (form == "down" and _tells_outages(row)):
        return
    for wanted, because in _wanted(plan, remedies):
        if form not in wanted:
            write = {"good": "good and total", "down": "down"}.get(
                wanted[0], "outages, one by one, or down: 0 where there was none"
            )
            message = f"'{form}' alone does not settle {plan.target.id}: {because}"
            raise row.fault(form, message, f"write {write}")


def _tells_outages(row: FigureRow) -> bool:
    """Whether the seconds down tell the outages: those of one incident, or none at all."""
    return "incident" in row.cells or not texts.seconds(row, "down")


def _wanted(plan: TargetPlan, remedies: Sequence[Remedy]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The forms of which one is needed, and why."""
    kind = plan.metric.kind
    if kind in ("duration", "ratio"):
        yield from _counts_wanted(plan, remedies)
    if kind == "availability":
        for remedy in remedies:
            yield from _times_wanted(remedy)


def _counts_wanted(
    plan: TargetPlan, remedies: Sequence[Remedy]
) -> Iterator[tuple[tuple[str, ...], str]]:
    answers, timed = plan.answers, any(o.percentile is not None for o in plan.objectives)
    if answers.few_events is not None and not timed:
        yield ("good",), f"up to {answers.few_events.up_to} records are judged by their number"
    if answers.minimum_sample:
        yield ("good",), f"fewer than {answers.minimum_sample} records are not judged"
    for remedy in remedies:
        if remedy.for_each == "record":
            yield ("good",), f"remedy '{remedy.id}' is paid for each record"
        if remedy.quantity is not None and remedy.quantity.of in _RECORDS:
            yield ("good",), f"remedy '{remedy.id}' counts records"


def _times_wanted(remedy: Remedy) -> Iterator[tuple[tuple[str, ...], str]]:
    quantity, rate = remedy.quantity, remedy.rate
    if remedy.for_each in ("outage", "incident"):
        yield ("outages",), f"remedy '{remedy.id}' is paid for each {remedy.for_each}"
    by_time = quantity is not None and quantity.of in _TIMES
    if by_time or rate.lost_time is not None or rate.over == "duration":
        yield ("down", "outages"), f"remedy '{remedy.id}' counts the time that was down"
