"""Rule V311."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_FEWER_TO_MORE = ("whole", "prorata", "commenced")


@change_rule(
    id="V311",
    name="steps",
    owns=("QuantityPaid.step", "QuantityPaid.count", "CalendarDays.*"),
    material=True,
)
def steps(change: Difference) -> Said | None:
    """
    The quantity is counted in other steps, or a step that is not full counts otherwise.

    What it compares:
        `step` and `count`. Whole steps are no more than the exact part of one (`prorata`), and that
        is no more than every step begun (`commenced`). Larger steps are fewer.

    Why:
        With steps of an hour 61 minutes are one, two, or one and a sixtieth.

    Before:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: duration, step: 30min, count: whole}}

    After:

        remedies:
          - {id: desk-credit, for_each: window, rate: {per_step: 100.00 EUR},
             quantity: {of: duration, step: 30min, count: commenced}}

    Direction:
        tightened
    """
    if change.key == "step":
        return as_paid(judged("the step that is paid for", change, more="loosened"), change)
    if change.base is None or change.head is None:
        return None
    said = judged("how a part of a step counts", change, more="tightened", scale=_FEWER_TO_MORE)
    return as_paid(said, change)
