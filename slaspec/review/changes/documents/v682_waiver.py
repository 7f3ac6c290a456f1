"""Rule V682."""

from __future__ import annotations

from slaspec.language.model.waivers import Waiver
from slaspec.review.changes.judging import entry
from slaspec.review.changes.wording import plain
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V682",
    name="waiver",
    owns=("Waivers.waivers", "Waiver.id"),
    material=False,
)
def waiver(change: Difference) -> Said | None:
    """
    A finding is accepted by somebody, or no longer.

    What it compares:
        The waivers by id.

    Why:
        What is waived in a change does not help that change: gates know only waivers of the base.

    Before:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}

    After:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}
          - {id: one-carrier, rule: B001, document: acme-sla, by: k-berg,
             reason: the second one begins in March, until: 2027-03-31}

    Direction:
        neutral
    """
    if change.sort == "renamed":
        return entry("the waiver", change)
    before, after = (_words(each) for each in (change.base, change.head))
    return Said("neutral", f"a waiver is {change.sort}: {after or before}", before, after)


def _words(waiver: Waiver | None) -> str:
    if waiver is None:
        return ""
    of = f"{waiver.rule} of {waiver.document}"
    return f"{of} until {waiver.until}, because {plain(waiver.reason)}"
