"""Rule V279."""

from __future__ import annotations

from slaspec.review.changes.judging import directed
from slaspec.review.changes.orders import ranked
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "numerator": "counts as up",
    "denominator": "is taken out of the counted time",
    "pause": "has a clock that stands still",
    "leave_out": "is left out",
}


@change_rule(
    id="V279",
    name="exclusion-effect",
    owns=("Exclusion.on_availability", "Exclusion.on_tickets"),
    material=True,
)
def exclusion_effect(change: Difference) -> Said | None:
    """
    An exclusion does something else to what is measured.

    What it compares:
        `on_availability` and `on_tickets` of an exclusion. Time that counts as up gives a higher
        availability than time that is taken out. Whether a paused clock or a record that is left
        out is less for the customer depends on the record.

    Why:
        Of the same outage the availability falls more, or less.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, on_availability: denominator}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, on_availability: numerator}

    Direction:
        loosened
    """
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    if change.key == "on_tickets":
        return Said("neutral", now("in excused time a record", before, after))
    scale = ("numerator", "denominator")
    direction = directed(ranked(scale, change.base, change.head), "tightened")
    return Said(direction, now("excused time", before, after))
