"""Who is part of whom."""

from __future__ import annotations

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
