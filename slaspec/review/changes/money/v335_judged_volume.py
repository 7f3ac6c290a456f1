"""Rule V335."""

from __future__ import annotations

from slaspec.language.model.governance import Volume
from slaspec.review.change import Direction
from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"at_most": "the agreed volume", "per": "the period of the volume"}


@change_rule(
    id="V335",
    name="judged-volume",
    owns=("ServiceLine.volume", "Volume.at_most", "Volume.above", "Volume.per"),
    material=True,
)
def judged_volume(change: Difference) -> Said | None:
    """
    Records above the agreed volume are judged otherwise, or another volume is agreed.

    What it compares:
        The agreed maximum, its period, and what happens above it. More records are judged where
        those above it are `not_judged` and it is raised.

    Why:
        A provider that plans for a volume does not answer for twice as much.

    Before:

        services:
          - {service: service-desk, volume: {at_most: 600, per: month, above: counts}}

    After:

        services:
          - {service: service-desk, volume: {at_most: 600, per: month, above: not_judged}}

    Direction:
        loosened
    """
    if change.key == "above":
        scale = ("not_judged", "counts")
        return judged(
            "what lies above the volume", change, more="tightened", default="counts", scale=scale
        )
    if change.key == "volume":
        return _of_volumes(change)
    volumes = [each for each in (change.base_of(Volume), change.head_of(Volume)) if each]
    bounds = any(each.above == "not_judged" for each in volumes)
    more: Direction = "tightened" if bounds and change.key == "at_most" else "neutral"
    return judged(_WORDS[change.key], change, more=more, material=bounds)


def _of_volumes(change: Difference) -> Said | None:
    [volume] = [each for each in (change.base, change.head) if each is not None]
    bounds = volume.above == "not_judged"
    added: Direction = "loosened" if bounds else "neutral"
    return judged("the volume", change, added=added, material=bounds)
