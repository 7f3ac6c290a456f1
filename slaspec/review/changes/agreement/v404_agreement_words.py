"""Rule V404."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"part_of": "contract to which it belongs"}


@change_rule(
    id="V404",
    name="agreement-words",
    owns=(
        "Agreement.title",
        "Agreement.description",
        "Agreement.part_of",
        "Terms.title",
        "Terms.description",
        "Terms.part_of",
    ),
    material=False,
)
def agreement_words(change: Difference) -> Said | None:
    """
    An agreement or general terms have another title or description, or belong to another contract.

    What it compares:
        `title`, `description` and `part_of`. Nothing is measured or paid by them.

    Why:
        Readers find an agreement by its title.

    Before:

        title: Service desk and network for Acme

    After:

        title: Service desk, network and devices for Acme

    Direction:
        neutral
    """
    return judged(f"the {_WORDS.get(change.key, change.key)}", change)
