"""Rule V403."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V403",
    name="version",
    owns=("Agreement.version", "Terms.version", "Agreement.apiVersion", "Terms.apiVersion"),
    material=False,
)
def version(change: Difference) -> Said | None:
    """
    The text has another version.

    What it compares:
        `version` of an agreement or of Terms, and `apiVersion` of the language.

    Why:
        Statements and amendments name the version by which they were made; a text that changed
        needs a new one.

    Before:

        version: "1.0"

    After:

        version: "1.1"

    Direction:
        neutral
    """
    return judged("the version", change)
