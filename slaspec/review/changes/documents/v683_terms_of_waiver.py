"""Rule V683."""

from __future__ import annotations

from slaspec.review.changes.judging import judged
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WORDS = {
    "rule": "the rule that is waived",
    "document": "the document of the waiver",
    "at": "the place of the waiver",
    "reason": "the reason of the waiver",
    "by": "the person who waives",
    "until": "the last day of the waiver",
    "ticket": "the ticket of the waiver",
}


@change_rule(
    id="V683",
    name="terms-of-waiver",
    owns=(
        "Waiver.rule",
        "Waiver.document",
        "Waiver.at",
        "Waiver.reason",
        "Waiver.by",
        "Waiver.until",
        "Waiver.ticket",
    ),
    material=False,
)
def terms_of_waiver(change: Difference) -> Said | None:
    """
    A waiver is for another finding, for another reason, by somebody else, or until another day.

    What it compares:
        What is waived, why, by whom, until when, and under which number it is followed up.

    Why:
        A waiver that is extended again and again is a change of the agreement in disguise.

    Before:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-03-31}

    After:

        kind: Waivers
        waivers:
          - {id: slow-review, rule: T009, document: acme-sla, at: review, by: k-berg,
             reason: the customer asked for it, until: 2027-06-30}

    Direction:
        neutral
    """
    return judged(_WORDS[change.key], change)
