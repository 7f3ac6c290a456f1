"""One objective with everything that is said about it, nearest answer first."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.governance import ServiceLine
from slaspec.language.model.metric import (
    AvailabilityMetric,
    DurationMetric,
    Metric,
)
from slaspec.language.model.node import Place
from slaspec.language.model.target import Objective, Target

ALL = "all"


@dataclass(frozen=True, eq=False)
class Promise:
    """
    An objective of an agreement: of an SLA that is to be proved, or of a leaf behind it.

    `priority` is the priority it holds for, or `all`; `agreement` is the whole text.
    """

    agreement: Agreement
    target: Target
    metric: Metric
    objective: Objective
    priority: str

    @property
    def name(self) -> str:
        """`platform-ola#restore/P1`, or `telco-uc#availability` with one objective for all."""
        suffix = "" if self.priority == ALL else f"/{self.priority}"
        return f"{self.agreement.id}#{self.target.id}{suffix}"

    @property
    def at(self) -> Place:
        """The place of the objective."""
        return self.objective.at

    def said(self, question: str) -> Any:
        """The nearest answer to a question of the interpretation, or None."""
        return answer(question, self.target, self.metric, self.agreement.interpretation)

    def place(self, question: str) -> Place:
        """Where a question is answered; the target where it is not."""
        for node in (self.target, self.metric, self.agreement.interpretation):
            if node is not None and getattr(node, question, None) is not None:
                return node.at.of(question)
        return self.target.at

    @property
    def hours(self) -> str | None:
        """The id of the calendar on which its clock runs."""
        own = self.objective.hours
        if own is not None or not isinstance(self.metric, DurationMetric | AvailabilityMetric):
            return own
        return self.metric.hours

    @property
    def hours_place(self) -> Place:
        """Where its hours are said; the metric where they are not."""
        said_here = self.objective.hours is not None
        return self.objective.at.of("hours") if said_here else self.metric.at.of("hours")

    @property
    def level(self) -> Fraction | None:
        """The share of records or of time that it promises; None for other figures."""
        objective = self.objective
        for share in (objective.share, objective.percentile, objective.availability):
            if share is not None:
                return share.value
        return None

    @property
    def service_line(self) -> ServiceLine | None:
        """The service as the agreement delivers it."""
        lines = self.agreement.services or ()
        return next((line for line in lines if line.service == self.target.service), None)

    @property
    def beneficiaries(self) -> tuple[str, ...]:
        """For whom it holds: the beneficiaries, or the customer."""
        parties = self.agreement.parties
        if parties is None:
            return ()
        return tuple(sorted(parties.beneficiaries or (parties.customer,)))


def promise_of(agreement: Agreement, target_id: str, priority: str) -> Promise | None:
    """The objective of a whole agreement by target and priority (`all`); None if there is none."""
    target = next((each for each in agreement.targets or () if each.id == target_id), None)
    if target is None:
        return None
    metric = next((each for each in agreement.metrics or () if each.id == target.metric), None)
    objective = objectives_of(target).get(priority)
    if metric is None or objective is None:
        return None
    return Promise(agreement, target, metric, objective, priority)


def objectives_of(target: Target) -> dict[str, Objective]:
    """The objectives of a target by priority; `all` is the one for all records."""
    one = {ALL: target.objective} if target.objective is not None else {}
    return {**one, **(target.objectives or {})}
