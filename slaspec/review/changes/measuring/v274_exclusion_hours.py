"""Rule V274."""

from __future__ import annotations

from slaspec.language.model.governance import Exclusion
from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.service_hours import other_hours
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V274",
    name="exclusion-hours",
    owns=("Exclusion.hours",),
    material=True,
)
def exclusion_hours(change: Difference) -> Said | None:
    """
    An exclusion holds in other hours.

    What it compares:
        `hours` of an exclusion, second by second over all dates that both calendars know: more
        hours excuse more. Hours where none were said limit the exclusion, unless it excuses by
        itself from now on.

    Why:
        An exclusion of Sunday nights is less than one of every night.

    Before:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, hours: office}

    After:

        exclusions:
          - {id: planned-maintenance, cause: maintenance, hours: 24x7}

    Direction:
        loosened
    """
    what = "the exclusion holds in"
    said = other_hours(change, change.base, change.head, what, excused=True)
    if said is None or change.sort == "changed":
        return said
    from slaspec.measure.excused_time import is_standing

    before, after = (each is not None and is_standing(each) for each in _exclusions(change))
    return said._replace(direction="neutral" if before or after else there_is_tighter(change))


def _exclusions(change: Difference) -> tuple[Exclusion | None, Exclusion | None]:
    return change.base_of(Exclusion), change.head_of(Exclusion)
