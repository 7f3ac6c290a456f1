"""Rule V328."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V328",
    name="remedy-words",
    owns=("Remedy.title", "Remedy.clause", "Remedy.remark"),
    material=False,
)
def remedy_words(change: Difference) -> Said | None:
    """
    A remedy has other words for its readers, or stands in another clause.

    What it compares:
        `title`, `clause` and `remark`. Nothing is paid by them.

    Why:
        Readers find a remedy by its name and clause.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             clause: "7.1", rate: {flat: 5%}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, base: {charge: service-desk},
             clause: "7.2", rate: {flat: 5%}}

    Direction:
        neutral
    """
    return judged(f"the {change.key} of the remedy", change)
