"""Rule V645."""

from __future__ import annotations

from slaspec.review.changes.whole_documents import document_told
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V645",
    name="scenario",
    owns=("Scenario", "Scenario.apiVersion", "Scenario.kind", "Scenario.id"),
    material=False,
)
def scenario(change: Difference) -> Said | None:
    """
    A scenario was added, removed or renamed.

    What it compares:
        Scenarios by their ids. One that says the same under another id is renamed.

    Why:
        A scenario proves what the contract means; without it nothing is promised less, but it is
        proved less.

    Before:

        title: Service desk and network for Acme

    After:

        title: Service desk and network for Acme
        ---
        kind: Scenario

    Direction:
        neutral
    """
    return document_told("a scenario", change)
