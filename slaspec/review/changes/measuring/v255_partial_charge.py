"""Rule V255."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import as_paid
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V255",
    name="partial-charge",
    owns=("PartialWindow.charge",),
    material=True,
)
def partial_charge(change: Difference) -> Said | None:
    """
    Credits of a partial window refer to another charge.

    What it compares:
        `charge` of `partial_window`: the full charge is never less than the prorated one. For a
        bonus it is the other way round.

    Why:
        A percentage of the full charge of a month is owed for three days of service, or of the
        charge of these days.

    Before:

        interpretation: {partial_window: {charge: full, counted: active}}

    After:

        interpretation: {partial_window: {charge: prorated, counted: active}}

    Direction:
        loosened
    """
    scale = ("prorated", "full")
    said = judged("the charge of a partial window", change, scale=scale, more="tightened")
    return as_paid(said, change)
