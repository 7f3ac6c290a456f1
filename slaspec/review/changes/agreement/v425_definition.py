"""Rule V425."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V425",
    name="definition",
    owns=("Sections.definitions", "Definition.term", "Definition.means"),
    material=True,
)
def definition(change: Difference) -> Said | None:
    """
    A word is defined, is no longer defined, or means something else.

    What it compares:
        The definitions by their terms.

    Why:
        Every clause that uses the word changes with it.

    Before:

        definitions: [{term: outage, means: nobody can log in}]

    After:

        definitions: [{term: outage, means: no dealer can log in}]

    Direction:
        neutral
    """
    if change.key == "definitions":
        return entry("a definition", change, by="term", name="word")
    return judged("what a defined word means" if change.key == "means" else "the word", change)
