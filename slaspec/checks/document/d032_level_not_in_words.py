"""Rule D032."""

from __future__ import annotations

import re
from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import PriorityMatrix
from slaspec.language.model.node import Place

_NAMES = frozenset(
    {"level", "impact", "urgency", "priority", "severity", "very", "extremely", "critical"}
    | {"highest", "high", "major", "medium", "moderate", "normal", "average", "low", "minor"}
    | {"lowest", "none", "urgent", "important"}
)
_WORD = re.compile(r"[^\W\d_]+")


@rule(id="D032", name="level-not-in-words", severity="warning", aspect="document")
def level_not_in_words(matrix: PriorityMatrix) -> Iterator[Finding]:
    """
    A level of impact or urgency is a name, not a description.

    What it does:
        Finds levels of a priority matrix whose text says no more than "high" or "2 - medium",
        and two levels that are described in the same words.

    Why:
        What is high to one caller is low to the desk, and priority decides over five hours or
        five days. "All dealers of a country cannot work" is read alike by both.

    Wrong:

        kind: PriorityMatrix
        impact: [{id: high, text: 1 - High impact}, {id: low, text: one person is hindered}]

    Right:

        kind: PriorityMatrix
        impact: [{id: high, text: everybody is stopped}, {id: low, text: one person is hindered}]

    Source:
        ITIL incident management: impact and urgency are defined with the customer, with examples.
    """
    for kind, levels in (("impact", matrix.impact), ("urgency", matrix.urgency)):
        first: dict[str, Place] = {}
        for level in levels:
            at, words = level.at.of("text"), frozenset(_WORD.findall(level.text.lower()))
            same = " ".join(level.text.lower().split())
            if words <= _NAMES | {level.id.lower()}:
                yield finding_at(
                    at,
                    f"{kind} '{level.id}' is named, not described: '{level.text}'",
                    "say how two people recognise it, like text: all users of a site cannot work",
                )
            elif same in first:
                yield finding_at(
                    at,
                    f"{kind} '{level.id}' is described in the same words as another level",
                    "say what tells the two levels apart",
                    related=(("the other level", first[same].span),),
                )
            first.setdefault(same, at)
