"""Rule V456."""

from __future__ import annotations

from slaspec.language.model.governance import Changes
from slaspec.review.changes.judging import judged
from slaspec.review.changes.orders import Order, ranked, sign, together
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule

_WEAK_TO_STRONG = ("provider", "mutual", "customer")  # as the customer sees it


@change_rule(
    id="V456",
    name="consent-to-changes",
    owns=("Sections.changes", "Changes.consent"),
    material=True,
)
def consent_to_changes(change: Difference) -> Said | None:
    """
    The agreement is changed with the consent of another side.

    What it compares:
        Who has to agree. Where nothing is said both have to.

    Why:
        A side that may change the agreement alone may take back what it promised.

    Before:

        changes: {consent: mutual, notice: 30 days}

    After:

        changes: {consent: provider, notice: 30 days}

    Direction:
        loosened
    """
    if change.key == "consent":
        return judged("the consent to changes", change, more="tightened", scale=_WEAK_TO_STRONG)
    what, default = "how the agreement is changed", Changes(consent="mutual")
    return judged(what, change, more="tightened", default=default, by=_order)


def _order(base: Changes, head: Changes) -> Order:
    notice = sign(base.notice is not None, head.notice is not None)
    return together((ranked(_WEAK_TO_STRONG, base.consent, head.consent), notice))
