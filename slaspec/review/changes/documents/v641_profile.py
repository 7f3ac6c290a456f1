"""Rule V641."""

from __future__ import annotations

from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V641",
    name="profile",
    owns=("Profile", "Profile.apiVersion", "Profile.kind", "Profile.id"),
    material=False,
)
def profile(change: Difference) -> Said | None:
    """
    A profile of a simulated stream was added, removed or renamed.

    What it compares:
        Profiles by their ids. One that says the same under another id is renamed.

    Why:
        A profile promises nothing; scenarios and simulations draw records from it.

    Before:

        title: Service desk and network for Acme

    After:

        title: Service desk and network for Acme
        ---
        kind: Profile

    Direction:
        neutral
    """
    return document_told("a profile", change)
