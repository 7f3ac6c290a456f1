"""Rule V110."""

from __future__ import annotations

from slaspec.review.changes.wording import moved
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V110",
    name="assumptions",
    owns=("Objective.assume", "Target.assume", "BackingTree.assume"),
    material=False,
)
def assumptions(change: Difference) -> Said | None:
    """
    The author takes something else for granted when a promise is called backed.

    What it compares:
        `assume` as a set: `independence`, `never_paused`, `never_raised`.

    Why:
        With an assumption more promises count as backed than are backed in every case. It is the
        risk of the provider.

    Before:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, backed_by: [{own: {availability: 99.95%}}]}}

    After:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%, assume: [independence],
                         backed_by: [{own: {availability: 99.95%}}]}}

    Direction:
        neutral
    """
    before, after = list(change.base or ()), list(change.head or ())
    gone = [each for each in before if each not in after]
    new = [each for each in after if each not in before]
    if not gone and not new:
        return None
    return Said("neutral", f"something else is taken for granted: {moved(gone, new)}")
