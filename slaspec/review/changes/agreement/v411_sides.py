"""Rule V411."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V411",
    name="sides",
    owns=("Sections.parties", "PartiesTo.provider", "PartiesTo.customer"),
    material=True,
)
def sides(change: Difference) -> Said | None:
    """
    The agreement is between other parties.

    What it compares:
        The provider and the customer.

    Why:
        A promise is owed by one party and to one party.

    Before:

        parties: {provider: nordit, customer: acme}

    After:

        parties: {provider: nordit-desk, customer: acme}

    Direction:
        neutral
    """
    what = {"parties": "the two sides", "provider": "the provider", "customer": "the customer"}
    return judged(what[change.key], change)
