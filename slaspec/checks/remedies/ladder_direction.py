"""Whether a ladder pays on the side on which its remedy should."""

from __future__ import annotations

from typing import NamedTuple

from slaspec.checks.remedies.ladders import measured_ladder
from slaspec.checks.targets import limit_of, objectives
from slaspec.language.model.node import Place
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Target


class Turned(NamedTuple):
    """A ladder that goes the wrong way: its first rung, a sentence, and what to do."""

    at: Place
    sentence: str
    help: str


def turned_round(target: Target, remedy: Remedy) -> Turned | None:
    """A credit of a target that pays for better service, or a bonus that pays for worse."""
    ladder, bonus = measured_ladder(remedy), remedy.nature == "bonus"
    limit = next((limit_of(objective) for _, objective in objectives(target)), None)
    if ladder is None or not ladder.steps or limit is None:
        return None
    first = ladder.steps[0].at
    pays_worse = first.line.below == limit.higher_is_better
    if limit.unit != first.line.unit or pays_worse != bonus:
        return None
    kind, service = ("bonus", "worse") if bonus else ("credit", "better")
    return Turned(
        first.at,
        f"'{remedy.id}' is a {kind} and pays {first}, for {service} service than {limit.text}",
        f"write {_other(first.key)}, or say what it is: nature: bonus pays for better service",
    )


def _other(key: str) -> str:
    """`above` for `below`, `at_or_above` for `at_or_below`, and the other way round."""
    if key.endswith("below"):
        return key.replace("below", "above")
    return key.replace("above", "below")
