"""Rule P023."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_charter, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P023", name="escalation-unsaid", severity="info", aspect="parties")
def escalation_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says who is told when a target is about to be missed.

    What it does:
        Asks every SLA, OLA and UC (or its Terms) for `escalation`. A charter has complaints
        instead.

    Why:
        At ten in the evening the one who can call the supplier's manager does not know that he
        should. The steps that were not agreed are negotiated while the limit runs out.

    Wrong:

        kind: SLA
        # escalation is missing

    Right:

        escalation:
          - {at_share: 75%, to: service level manager}
          - {over_by: 1h, to: steering board}

    Source:
        ISO/IEC 20000-1:2018, 8.6.1: incidents are escalated if necessary.
    """
    if agreement.escalation is None and not is_charter(agreement):
        yield from unsaid(
            agreement,
            "does not say who is told when a target is about to be missed",
            "add escalation: [{at_share: 75%, to: …}, {over_by: 1h, to: …}]",
        )
