"""Rule V664."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V664",
    name="person",
    owns=(
        "Parties.people",
        "Person.id",
        "Person.name",
        "Person.organisation",
        "Person.roles",
        "Person.title",
    ),
    material=False,
)
def person(change: Difference) -> Said | None:
    """
    A person is new, is gone, acts for another organisation, or in another role.

    What it compares:
        The people by id, their roles as a set.

    Why:
        A signature holds where the person may sign.

    Before:

        kind: Parties
        people: [{id: j-jansen, name: J. Jansen, organisation: acme, roles: []}]

    After:

        kind: Parties
        people: [{id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}]

    Direction:
        neutral
    """
    if change.key == "people":
        return entry("a person", change)
    return judged(f"the {change.key} of the person", change)
