"""Rule V662."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V662",
    name="organisation",
    owns=("Parties.organisations", "Organisation.id", "Organisation.name", "Organisation.part_of"),
    material=False,
)
def organisation(change: Difference) -> Said | None:
    """
    An organisation is new, is gone, has another name, or belongs to another one.

    What it compares:
        The organisations by id.

    Why:
        An internal team that becomes a company of its own turns an OLA into a contract.

    Before:

        kind: Parties
        organisations: [{id: acme, name: Acme AS}]

    After:

        kind: Parties
        organisations: [{id: acme, name: Acme Group AS}]

    Direction:
        neutral
    """
    if change.key == "organisations":
        return entry("an organisation", change)
    what = {"name": "the name of the organisation", "part_of": "the owner of the organisation"}
    return judged(what[change.key], change)
