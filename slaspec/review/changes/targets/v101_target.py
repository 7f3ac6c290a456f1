"""Rule V101."""

from __future__ import annotations

from slaspec.language.answers import answer
from slaspec.language.model.agreement import Sections
from slaspec.language.model.target import Target
from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V101",
    name="target",
    owns=("Sections.targets", "Target.id"),
    material=True,
)
def target(change: Difference) -> Said | None:
    """
    A target was added, removed or renamed.

    What it compares:
        Targets by their ids. A target that says the same under another id is renamed, and nothing
        else is told of it. A target with `obligation: report_only` owes nothing.

    Why:
        A target is a promise: one more is more for the customer, one less is less.

    Before:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    After:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Direction:
        tightened
    """
    if change.sort == "renamed":
        ids = change.base.id, change.head.id
        return Said("neutral", f"the target is named {ids[1]} instead of {ids[0]}", *ids, False)
    before, after = (each.title or each.id if each else "" for each in (change.base, change.head))
    if _is_only_reported(change):
        sentence = f"a target was {change.sort}: it is reported and owes nothing"
        return Said("neutral", sentence, before, after, False)
    promised = _promised(change.head or change.base)
    return Said(there_is_tighter(change), f"a target was {change.sort}: {promised}", before, after)


def _promised(target: Target) -> str:
    """What a target promises, for all records or for each priority."""
    if target.objective is not None:
        return plain(target.objective)
    objectives = target.objectives or {}
    return "; ".join(f"{name}: {plain(each)}" for name, each in objectives.items())


def _is_only_reported(change: Difference) -> bool:
    target: Target = change.head or change.base
    body = (change.head_parents if change.head else change.base_parents)[0]
    assert isinstance(body, Sections)
    metric = next((each for each in body.metrics or () if each.id == target.metric), None)
    return bool(answer("obligation", target, metric, body.interpretation) == "report_only")
