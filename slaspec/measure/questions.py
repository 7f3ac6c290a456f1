"""The questions of the interpretation, and their answers for one target."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from slaspec.language.answers import answer
from slaspec.language.model.interpretation import Reopened
from slaspec.measure.faults import unsaid

if TYPE_CHECKING:
    from slaspec.language.model import Agreement
    from slaspec.language.model.interpretation import (
        DayPeriods,
        FewEvents,
        MeasureAnswers,
        PartialWindow,
        RoundMeasured,
    )
    from slaspec.language.model.target import Target

QUESTIONS: dict[str, str] = {
    "assign_to": "in which window does a record count?",
    "limit_reached": "is a record met that took exactly as long as its limit?",
    "priority": "which priority counts when it was changed?",
    "reclassified": "from when does the limit of a changed priority run?",
    "reopened": "what does a reopened record do to its clock?",
    "without_stop": "what of a record that ended without its stop event?",
    "leave_out": "which records are left out?",
    "no_events": "what is the verdict when nothing happened?",
    "no_data": "what is the verdict when nobody measured?",
    "few_events": "how is a share judged with few records?",
    "round_measured": "is the measured value rounded before it is judged?",
}


@dataclass(frozen=True)
class Answers:
    """
    The answers that hold for one target.

    A question that its kind of metric does not ask, and that nobody answers, keeps a default that
    no verdict of that kind depends on.
    """

    assign_to: str = "start"
    limit_reached: str = "met"
    priority: str = "final"
    reclassified: str = "from_start"
    reopened: Reopened = field(default_factory=lambda: Reopened(clock="continues", gap="counts"))
    without_stop: str = "open"
    leave_out: frozenset[str] = frozenset()
    no_events: str = "not_measured"
    no_data: str = "not_measured"
    few_events: FewEvents | None = None
    round_measured: RoundMeasured | None = None
    minimum_sample: int = 0
    smooth_with: str | None = None
    partial_window: str | PartialWindow | None = None
    day_periods: DayPeriods | None = None


_NOTHING = {"few_events": "none", "round_measured": "exact"}


def answers_of(
    agreement: Agreement, target: Target, metric: MeasureAnswers, asked: Collection[str]
) -> Answers:
    """The nearest answers; `LocatedError` for a question that is `asked` and nobody answers."""
    levels = (target, metric, agreement.interpretation)
    said: dict[str, Any] = {}
    for question in (*QUESTIONS, "minimum_sample", "smooth_with", "partial_window"):
        value = answer(question, *levels)
        if value is None and question in asked:
            raise unsaid(target.at, question, QUESTIONS[question])
        if value is not None and value != _NOTHING.get(question):
            said[question] = frozenset(value) if question == "leave_out" else value
    return Answers(**said, day_periods=answer("day_periods", agreement.interpretation))
