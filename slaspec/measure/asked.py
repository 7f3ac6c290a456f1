"""Questions that only some targets of a kind ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from slaspec.language.answers import answer
from slaspec.measure.clock_terms import not_in_last_times, refuse_reopened, require_ranks
from slaspec.measure.faults import located, unsaid
from slaspec.measure.questions import QUESTIONS
from slaspec.measure.units import written_scale

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.measure.plan import TargetPlan

FIGURES = frozenset({"request_log", "check", "value"})
TICKETS = frozenset({"incident", "request", "problem", "change", "task"})


def require(agreement: Agreement, plan: TargetPlan, *questions: str) -> None:
    """`LocatedError` for a question that nobody answers for a target."""
    for question in questions:
        if answer(question, plan.target, plan.metric, agreement.interpretation) is None:
            raise unsaid(plan.target.at, question, QUESTIONS[question])


def require_population(agreement: Agreement, plan: TargetPlan) -> None:
    """What must be said of the records that a target counts: tickets, or rows of figures."""
    if plan.source.records in FIGURES:
        if plan.by_priority:
            raise located(
                f"target '{plan.target.id}' has objectives by priority, and the rows of source"
                f" '{plan.source.id}' have no priority",
                plan.target.at.of("objectives"),
                "write one objective for all of them",
            )
        return
    require(agreement, plan, "leave_out")
    if not plan.by_priority:
        return
    require(agreement, plan, "priority")
    if plan.answers.priority == "worst":
        require_ranks(plan)
    if plan.source.layout == "snapshot" and plan.answers.priority != "final":
        raise not_in_last_times(plan, f"priority: {plan.answers.priority}", plan.target.at)


def require_dates(agreement: Agreement, plan: TargetPlan) -> None:
    """What must be said to date tickets without a clock: by start or end, and after reopening."""
    if plan.source.records in FIGURES:
        return
    require(agreement, plan, "assign_to")
    if plan.answers.assign_to in ("decided", "stop"):
        require_reopened(agreement, plan)


def require_reopened(agreement: Agreement, plan: TargetPlan) -> None:
    """Which of several ends counts; a list of last times has only one."""
    if plan.source.layout != "snapshot":
        require(agreement, plan, "reopened")
        refuse_reopened(plan)
    elif plan.answers.reopened.clock != "continues":
        term = f"reopened: {plan.answers.reopened.clock}"
        raise not_in_last_times(plan, term, plan.answers.reopened.at.of("clock"))


def refuse_rounding(plan: TargetPlan) -> None:
    """Decimal places are counted in one unit: a limit like 2h 30min has several."""
    if plan.answers.round_measured is None:
        return
    for objective in plan.objectives:
        for term in ("at_least", "at_most", "within"):
            said = getattr(objective, term)
            if said is not None and written_scale(str(said)) is None:
                raise located(
                    f"objective '{objective.name}': the measured value is rounded in the unit of"
                    f" its limit, and {said} has several",
                    objective.at.of(term),
                    "write the limit in one unit, like 150min, or answer round_measured: exact",
                )


def require_unit(plan: TargetPlan, unit: str, words: str) -> None:
    """`LocatedError` for a threshold in another unit than that of the measured value."""
    for objective in plan.objectives:
        for term in ("at_least", "at_most"):
            amount = getattr(objective, term)
            if amount is not None and amount.unit != unit:
                raise located(
                    f"objective '{objective.name}': {amount} is not in the unit of metric"
                    f" '{plan.metric.id}', which is {words}",
                    objective.at.of(term),
                    f"write {term} in {words}",
                )
