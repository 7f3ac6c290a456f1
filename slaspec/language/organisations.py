"""Who is part of whom, and who may act for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slaspec.language.model.parties import Organisation


def line_of(organisation: str, known: Mapping[str, Organisation]) -> list[str]:
    """
    An organisation, what it is part of, and so on to the top; each once.

    The last one is part of an earlier one where they go round in a circle.
    """
    found: list[str] = []
    each: str | None = organisation
    while each is not None and each not in found:
        found.append(each)
        each = known[each].part_of if each in known else None
    return found


def belong_together(one: str, other: str, known: Mapping[str, Organisation]) -> bool:
    """Whether two organisations are the same, or one is part of the other: people act for both."""
    return one in line_of(other, known) or other in line_of(one, known)
