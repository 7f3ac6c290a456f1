"""Rule V342."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"data_closes": "the time until data closes", "late_data": "what becomes of late data"}


@change_rule(
    id="V342",
    name="closing-of-data",
    owns=("StatementTerms.data_closes", "StatementTerms.late_data"),
    material=True,
)
def closing_of_data(change: Difference) -> Said | None:
    """
    The data of a window closes at another time, or what comes later is treated otherwise.

    What it compares:
        `data_closes` and `late_data`. Corrections go in both directions.

    Why:
        After the closing no window changes; what comes later is corrected in the next statement, or
        never.

    Before:

        statement: {due: 10 working days, late_data: next_statement}

    After:

        statement: {due: 10 working days, late_data: not_corrected}

    Direction:
        neutral
    """
    return judged(_WORDS[change.key], change)
