"""
What a plan refuses, whatever the kind of metric: terms that are not measured yet.

Nothing that moves a verdict is accepted and then ignored. `MEASURED`, `BESIDE` and `REFUSED` name
every term of a target, an objective and the interpretation, each in one of the three; for the
terms of a metric the module of its kind has the same lists. A test compares them with the fields
of the classes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.language.answers import answer
from slaspec.language.model.interpretation import RollingWindow
from slaspec.language.model.metric import DurationMetric
from slaspec.measure.faults import located, unsupported

if TYPE_CHECKING:
    from slaspec.language.model import Agreement, DataSource
    from slaspec.language.model.interpretation import Window
    from slaspec.language.model.metric import Metric
    from slaspec.language.model.node import Node, Place
    from slaspec.language.model.target import Objective, Target
    from slaspec.measure.kinds import Kind

MEASURED: dict[str, frozenset[str]] = {
    "MeasureAnswers": frozenset(
        {
            "window",
            "assign_to",
            "limit_reached",
            "priority",
            "reclassified",
            "reopened",
            "without_stop",
            "leave_out",
            "no_events",
            "no_data",
            "few_events",
            "round_measured",
            "partial_window",
            "obligation",
            "minimum_sample",
            "smooth_with",
            "late_report",
        }
    ),
    "Target": frozenset({"id", "service", "metric", "objective", "objectives"}),
    "Objective": frozenset(
        {"share", "percentile", "within", "availability", "at_least", "at_most", "hours"}
    ),
}
# What stands behind a promise, what a miss pays, and prose: no verdict depends on it.
BESIDE: dict[str, frozenset[str]] = {
    "MeasureAnswers": frozenset(),
    "Target": frozenset({"clause", "title", "backed_by", "assume", "remedies", "remark"}),
    "Objective": frozenset({"backed_by", "assume", "remark"}),
}
# Answers of which one word is refused, where it is the nearest.
REFUSED_ANSWERS = (("late_report", "missed"), ("no_data", "customer_figures"))
CONDITIONS = ("share", "percentile", "availability", "at_least", "at_most")
DATED_UNITS = ("days", "weeks", "months", "years")


def refuse_answers(kind: Kind, agreement: Agreement, target: Target, metric: Metric) -> None:
    """Refuse an answer that is not measured yet, wherever it is the nearest one."""
    levels = (target, metric, agreement.interpretation)
    for question, word in REFUSED_ANSWERS:
        asked = question in kind.QUESTIONS or question == "late_report"
        if asked and answer(question, *levels) == word:
            place = _place_of(question, *levels)
            raise unsupported(f"'{question}: {word}' of target '{target.id}'", place)
    _refuse_service(agreement, target, metric)


def _refuse_service(agreement: Agreement, target: Target, metric: Metric) -> None:
    """Refuse what the agreement says of its service and of duties, where the clock would obey."""
    for line in agreement.services or ():
        volume = line.volume
        if line.service == target.service and volume and volume.above == "not_judged":
            raise unsupported(
                f"'volume: above: not_judged' of service '{line.service}'", volume.at.of("above")
            )
    if not isinstance(metric, DurationMetric):
        return
    for duty in (agreement.duties.customer if agreement.duties else None) or ():
        if duty.if_not == "clock_paused" and "waiting_customer" not in (metric.pause or ()):
            raise located(
                f"duty '{duty.id}' pauses the clock, and the metric of target '{target.id}' does"
                " not pause while it waits for the customer",
                duty.at.of("if_not"),
                "add waiting_customer to pause of the metric, or say if_not: none",
            )


def _place_of(question: str, *nearest_first: Node | None) -> Place:
    """Where the answer that holds was written."""
    said = [n for n in nearest_first if n is not None and getattr(n, question, None) is not None]
    return said[0].at.of(question)


def refuse_terms(kind: Kind, metric: Metric, source: DataSource) -> None:
    """Refuse terms of a metric that are not measured yet, and a source of other records."""
    for term in kind.REFUSED:
        if getattr(metric, term):
            raise unsupported(f"'{term}' of metric '{metric.id}'", metric.at.of(term))
    has, wants = source.records or "incident", getattr(metric, "records", None)
    if wants is not None and wants != has:
        raise located(
            f"metric '{metric.id}' measures records of kind {wants}, and source"
            f" '{source.id}' has {has}",
            metric.at.of("records"),
            f"name a source of kind {wants}",
        )
    if has not in kind.SOURCES:
        raise located(
            f"metric '{metric.id}' of kind {metric.kind} cannot be measured on source"
            f" '{source.id}', which has records of kind {has}",
            metric.at.of("source"),
            f"name a source with records of kind {', '.join(sorted(kind.SOURCES))}",
        )


def refuse_window(target: Target, window: Window) -> None:
    """Refuse a rolling window that does not begin with a day."""
    if isinstance(window, RollingWindow) and window.rolling.unit not in DATED_UNITS:
        raise located(
            f"the rolling window of target '{target.id}' looks back over {window.rolling}, which"
            " is no number of dates",
            window.at.of("rolling"),
            "write it like 30 days, 4 weeks, 3 months or 1 year",
        )


def refuse_conditions(kind: Kind, name: str, objective: Objective, metric: Metric) -> None:
    """Refuse an objective that its kind of metric cannot be asked, or that has no condition."""
    said = [term for term in CONDITIONS if getattr(objective, term) is not None]
    for term in said:
        if term not in kind.CONDITIONS:
            raise located(
                f"objective '{name}': '{term}' cannot be asked of metric '{metric.id}', which is"
                f" of kind {metric.kind}",
                objective.at.of(term),
                f"write {' or '.join(kind.CONDITIONS)}",
            )
    if len(said) != 1:
        raise located(
            f"objective '{name}' has {len(said) or 'no'} conditions",
            objective.at,
            f"write one of {', '.join(kind.CONDITIONS)}",
        )
    timed = said[0] in ("share", "percentile")
    if timed != (objective.within is not None):
        raise located(
            f"objective '{name}' needs {said[0]} and within"
            if timed
            else f"objective '{name}': 'within' belongs to a share or a percentile",
            objective.at,
            "say both of them" if timed else "leave within out",
        )
