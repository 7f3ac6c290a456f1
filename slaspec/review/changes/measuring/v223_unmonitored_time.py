"""Rule V223."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.changes.wording import now
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {"down": "counts as down", "up": "counts as up", "excluded": "does not count"}


@change_rule(
    id="V223",
    name="unmonitored-time",
    owns=("AvailabilityMetric.unmonitored",),
    material=True,
)
def unmonitored_time(change: Difference) -> Said | None:
    """
    Time that nobody watched counts otherwise.

    What it compares:
        `unmonitored` of a metric: counted as down it binds the provider most, as up least; time
        that is excluded lies between.

    Why:
        Whoever does not watch must not gain by it.

    Before:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: down,
             quantum: exact}

    After:

        metrics:
          - {id: network-availability, kind: availability, of: network,
             source: noc-outages, hours: 24x7, down: {down: 100%}, unmonitored: up,
             quantum: exact}

    Direction:
        loosened
    """
    said = judged("", change, scale=("up", "excluded", "down"), more="tightened")
    before, after = (_WORDS.get(each, "") for each in (change.base, change.head))
    return said and said._replace(sentence=now("time that nobody watched", before, after))
