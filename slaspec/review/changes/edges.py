"""Where the targets of a remedy are missed: the values at which a flat rate begins to pay."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from slaspec.language.model.agreement import Sections
from slaspec.language.model.remedy import Remedy
from slaspec.language.model.target import Binding, Objective, Target
from slaspec.language.quantities import Amount
from slaspec.review.difference import Difference

Edge = tuple[Literal["below", "above"], Amount]  # of which values a target is missed


def edges(change: Difference) -> list[Edge]:
    """The edges of all targets of a remedy, on both sides; none where one has no such value."""
    remedy = change.of(Remedy)
    if remedy is None or remedy.for_each != "window":
        return []
    found = [
        _edge(objective)
        for _, parents, _ in change.sides
        for target in _targets(parents[0], remedy.id)
        for objective in (target.objective, *(target.objectives or {}).values())
        if objective is not None
    ]
    known = [edge for edge in found if edge is not None]
    return known if len(known) == len(found) else []


def _targets(text: object, remedy: str) -> Iterator[Target]:
    for target in (text.targets or ()) if isinstance(text, Sections) else ():
        names = (b.remedy if isinstance(b, Binding) else b for b in target.remedies or ())
        if remedy in names:
            yield target


def _edge(objective: Objective) -> Edge | None:
    least = objective.share or objective.availability or objective.at_least
    if least is not None:
        return "below", Amount(str(least))
    return ("above", objective.at_most) if objective.at_most is not None else None
