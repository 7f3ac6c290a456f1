"""Rule V303."""

from __future__ import annotations

from slaspec.language.model.target import Binding
from slaspec.review.changes.judging import judged
from slaspec.review.changes.payments import of_remedy, remedy_named
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V303",
    name="weight-of-target",
    owns=("Binding.allocation", "Binding.points", "Binding.weight"),
    material=True,
)
def weight_of_target(change: Difference) -> Said | None:
    """
    A target has another part in what a remedy pays.

    What it compares:
        Its allocation of a pool, its points, and its weight, which is 1 where it is not said.

    Why:
        With weights and pools the miss of one target costs more than that of another.

    Before:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h, hours: 24x7}
            remedies: [{remedy: desk-credit, weight: 1}]

    After:

        targets:
          - id: resolution
            service: service-desk
            metric: resolution-time
            objective: {share: 90%, within: 5h, hours: 24x7}
            remedies: [{remedy: desk-credit, weight: 2}]

    Direction:
        tightened
    """
    default = 1 if change.key == "weight" else None
    said = judged(f"the {change.key} of the target", change, more="tightened", default=default)
    binding = change.of(Binding)
    if said is None or binding is None:
        return said
    remedy = remedy_named(change, binding.remedy)
    return said._replace(direction=of_remedy(said.direction, remedy))
