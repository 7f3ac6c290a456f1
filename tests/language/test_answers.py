"""
The nearest answer to a question of the interpretation wins.
"""

from __future__ import annotations

from slaspec.language.answers import answer
from slaspec.language.model.interpretation import Interpretation
from slaspec.language.model.metric import DurationMetric
from slaspec.language.model.parties import Organisation
from slaspec.language.model.target import Target


def target(**said: str) -> Target:
    return Target(id="t", service="s", metric="m", **said)  # type: ignore[arg-type]


def metric(**said: str) -> DurationMetric:
    return DurationMetric(id="m", kind="duration", **said)  # type: ignore[arg-type]


def test_target_before_metric_before_interpretation() -> None:
    """
    Who stands nearest to the promise answers.
    """
    general = Interpretation(limit_reached="met")

    assert "missed" == answer(
        "limit_reached", target(limit_reached="missed"), metric(limit_reached="met"), general
    )
    assert "missed" == answer("limit_reached", target(), metric(limit_reached="missed"), general)
    assert "met" == answer("limit_reached", target(), metric(), general)


def test_nobody_answers() -> None:
    """
    Without an answer there is none: nothing is assumed.
    """
    assert answer("limit_reached", target(), metric(), Interpretation()) is None
    assert answer("limit_reached", None, None) is None
    assert answer("limit_reached") is None


def test_who_cannot_answer_is_passed_over() -> None:
    """
    A node that knows no such question, or that is not there, is no obstacle.
    """
    general = Interpretation(limit_reached="met")

    assert "met" == answer("limit_reached", Organisation(id="o", name="O"), None, general)
