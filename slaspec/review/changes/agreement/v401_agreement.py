"""Rule V401."""

from __future__ import annotations

from slaspec.review.changes.directions import there_is_tighter
from slaspec.review.changes.judging import entry
from slaspec.review.changes.whole_documents import document_told
from slaspec.review.changes.wording import between
from slaspec.review.difference import Difference
from slaspec.review.rule import Said, change_rule


@change_rule(
    id="V401",
    name="agreement",
    owns=("SLA", "OLA", "UC", "Agreement.id", "Agreement.kind"),
    material=True,
)
def agreement(change: Difference) -> Said | None:
    """
    An agreement is new, is gone, has another id, or is of another kind.

    What it compares:
        The agreements of both revisions by id. One that says the same under another id is renamed,
        and every reference to it is followed.

    Why:
        A new SLA is a promise more; an OLA or UC that is gone may leave a promise without backing.

    Before:

        kind: OLA

    After:

        kind: OLA
        ---
        kind: OLA
        id: network-ola
        title: Network operations
        targets:
          - {id: repair, service: network, metric: restore-time,
             objective: {share: 99%, within: 2h, hours: 24x7}}

    Direction:
        tightened
    """
    if change.base is None or change.head is None:
        told = document_told(f"an agreement ({(change.head or change.base).kind})", change)
        return told._replace(direction=there_is_tighter(change), material=None)
    base, head = change.base.kind, change.head.kind
    if base != head:
        return Said("neutral", between("the kind of agreement", base, head), base, head)
    return entry("the agreement", change)
