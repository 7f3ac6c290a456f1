"""Rule P039."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P039", name="improvement-unsaid", severity="info", aspect="parties")
def improvement_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says when repeated misses call for a plan.

    What it does:
        Asks every SLA, also a charter, and every UC (or its Terms) for `improvement`: after how
        many misses a plan is owed, and when. An OLA is improved with the SLA above it.

    Why:
        A credit pays for a bad month and changes nothing. What the customer wants after the second
        one is the cause, and the date at which it is gone.

    Wrong:

        kind: SLA
        # improvement is missing

    Right:

        improvement: {after: {missed: 2, in: rolling 3 months}, plan_within: 10 working days}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: where service level targets are not met, opportunities for
        improvement are identified.
    """
    if is_outward(agreement) and agreement.improvement is None:
        yield from unsaid(
            agreement,
            "does not say after how many misses a plan for improvement is owed",
            "add improvement: {after: {missed: 2, in: rolling 3 months},"
            " plan_within: 10 working days}",
        )
