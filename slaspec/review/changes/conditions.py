"""What an objective asks: its one condition, and whether it asks the same on both sides."""

from __future__ import annotations

from slaspec.language.model.target import Objective
from slaspec.review.change import OPPOSITE
from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import order
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said

_CONDITIONS = ("share", "percentile", "availability", "at_least", "at_most")
_WORDS = {
    "share": "the share of records within a limit",
    "percentile": "a percentile of the times",
    "availability": "the share of time that is up",
    "at_least": "a least value",
    "at_most": "a highest value",
    "": "nothing",
}


def condition_of(objective: Objective | None) -> str:
    """The key of its condition; empty where it has none."""
    if objective is None:
        return ""
    return next((key for key in _CONDITIONS if getattr(objective, key) is not None), "")


def said_of_condition(change: Difference, what: str) -> Said | None:
    """
    What a difference in the figure of a condition means: more is the stricter promise.

    Another condition in its place is told once, where it stands in the head.
    """
    before, after = (condition_of(of(Objective)) for of in (change.base_of, change.head_of))
    if before == after:
        found = order(change.base, change.head)
        return Said(directed(found, "tightened"), instead(what, change)) if found != 0 else None
    if after == change.key:
        return Said("neutral", _judged_by(before, after), meaning=True)
    if not after:
        return Said("neutral", instead(what, change), meaning=True)
    return None


def _judged_by(before: str, after: str) -> str:
    return f"{_WORDS[after]} is judged now instead of {_WORDS[before]}"


def turned_round(said: Said) -> Said:
    """The same for a condition of which less is the stricter promise."""
    return said._replace(direction=OPPOSITE[said.direction])
