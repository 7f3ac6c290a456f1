"""Rule V222."""

from __future__ import annotations

from fractions import Fraction

from slaspec.language.model.metric import AvailabilityMetric
from slaspec.language.model.node import Node
from slaspec.language.quantities import Share
from slaspec.records.outages import DOWN
from slaspec.review.changes.directions import more_is_tighter
from slaspec.review.changes.wording import instead
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V222",
    name="down-weight",
    owns=("AvailabilityMetric.down",),
    material=True,
)
def down_weight(change: Difference) -> Said | None:
    """
    Outages of a class count by another weight, or not at all.

    What it compares:
        `down` of a metric, class by class, as exact shares. Where nothing is said, outages count
        whole.

    Why:
        A class that counts less leaves more time for outages.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%, partial: 50%},
             unmonitored: down, quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%, partial: 30%},
             unmonitored: down, quantum: exact}

    Direction:
        loosened
    """
    shares = [_weight(change.name, value, parents) for value, parents, _ in change.sides]
    if shares[0] == shares[1] and None not in shares:
        return None
    direction = more_is_tighter(shares[0] or 0, shares[1] or 0)
    name = change.name.replace("_", " ")
    return Said(direction, instead(f"the weight of outages of class {name}", change))


def _weight(name: str, share: Share | None, parents: tuple[Node, ...]) -> Fraction | None:
    """What is said of a class; `down` counts whole where nothing is said of any."""
    if share is not None:
        return share.value
    metric = parents[-1]
    assert isinstance(metric, AvailabilityMetric)
    return Fraction(1) if metric.down is None and name == DOWN else None
