"""Rule P025."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P025", name="escalation-only-after-miss", severity="info", aspect="parties")
def escalation_only_after_miss(agreement: Agreement) -> Iterator[Finding]:
    """
    Somebody is told only when it is too late.

    What it does:
        Looks in `escalation` of SLAs, OLAs and UCs for a step at less than the whole limit.

    Why:
        A step an hour after the miss explains it. One at three quarters of the limit can still
        prevent it.

    Wrong:

        escalation: [{over_by: 1h, to: steering board}]

    Right:

        escalation: [{at_share: 75%, to: service manager}, {over_by: 1h, to: steering board}]

    Source:
        Service desk tools warn at a share of the limit: OTOBO notifies by per cent, ServiceNow at
        50, 75 and 100 %.
    """
    steps = agreement.escalation or ()
    if steps and not any(step.at_share and step.at_share.value < 1 for step in steps):
        yield finding_at(
            steps[0].at.of("to"),
            f"'{steps[0].to}' is told first, when the limit is over already",
            "add a step before it: {at_share: 75%, to: …}",
        )
