"""Whom a remedy pays: more of a bonus is less for the customer."""

from __future__ import annotations

from slaspec.language.model.agreement import Sections
from slaspec.language.model.remedy import Remedy
from slaspec.review.change import OPPOSITE, Direction
from slaspec.review.difference import Difference
from slaspec.review.rule import Said


def as_paid(said: Said | None, change: Difference) -> Said | None:
    """What was said of a credit, as it is for the remedy in question: of a bonus the reverse."""
    return said._replace(direction=paid(said.direction, change)) if said is not None else None


def paid(direction: Direction, change: Difference) -> Direction:
    """
    The direction of a payment whose direction for a credit is known.

    A bonus is paid by the customer. Of a rate on both sides of the objective, and of a credit that
    becomes a bonus, nobody can tell.
    """
    found = {_payment(each) for each in (change.base_of(Remedy), change.head_of(Remedy)) if each}
    if not found:
        return direction
    kind = found.pop()
    if found or kind == "both":
        return "neutral"
    return OPPOSITE[direction] if kind == "bonus" else direction


def of_remedy(direction: Direction, remedy: Remedy | None) -> Direction:
    """The direction for a remedy that stands alone; of one that is not there nobody can tell."""
    if remedy is None or _payment(remedy) == "both":
        return "neutral"
    return OPPOSITE[direction] if _payment(remedy) == "bonus" else direction


def noun(remedy: Remedy) -> str:
    """What a remedy is called."""
    both = "credit and bonus"
    return both if _payment(remedy) == "both" else _payment(remedy)


def remedy_named(change: Difference, name: str) -> Remedy | None:
    """A remedy of the agreement by its id, as it is now, or else as it was."""
    texts = (each for _, parents, _ in reversed(list(change.sides)) for each in parents)
    remedies = (each.remedies or () for each in texts if isinstance(each, Sections))
    return next((each for listed in remedies for each in listed if each.id == name), None)


def _payment(remedy: Remedy) -> str:
    if remedy.rate.symmetric is not None:
        return "both"
    return "bonus" if remedy.nature == "bonus" else "credit"
