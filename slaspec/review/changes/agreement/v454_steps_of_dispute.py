"""Rule V454."""

from __future__ import annotations

from slaspec.review.changes.judging import entry, judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V454",
    name="steps-of-dispute",
    owns=("Sections.disputes", "Disputes.steps", "DisputeStep.body", "DisputeStep.within"),
    material=True,
    ordered=True,
)
def steps_of_dispute(change: Difference) -> Said | None:
    """
    A dispute takes other steps, or has other times for them.

    What it compares:
        The bodies in their order, and how long each has before the next one is open.

    Why:
        Until the last step no court is asked.

    Before:

        disputes: {steps: [{body: service managers, within: 10 working days}], forum: Oslo,
                   law: Norway}

    After:

        disputes: {steps: [{body: service managers, within: 20 working days}], forum: Oslo,
                   law: Norway}

    Direction:
        neutral
    """
    if change.key == "disputes":
        return judged("the clause on disputes", change)
    if change.sort == "reordered":
        return Said("neutral", "the steps of a dispute come in another order")
    if change.key == "steps":
        return entry("a step of a dispute", change, by="body", name="body")
    what = {"body": "the body of the step", "within": "the time of the step of a dispute"}
    return judged(what[change.key], change)
