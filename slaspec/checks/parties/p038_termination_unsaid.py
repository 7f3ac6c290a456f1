"""Rule P038."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies, unsaid
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P038", name="termination-unsaid", severity="info", aspect="parties")
def termination_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    The customer cannot leave, however often a target is missed.

    What it does:
        Asks every SLA and UC that is a contract (or its Terms) for a right of the customer under
        `termination`.

    Why:
        Credits end at their cap. A provider who misses every month pays the cap every month, and
        for some that is the cheapest way to deliver.

    Wrong:

        kind: SLA
        # termination is missing

    Right:

        termination:
          - when: {missed: availability, times: 3, in: rolling 12 months}
            by: customer
            notice: 30 days

    Source:
        Regulation (EU) 2022/2554 (DORA), article 30(2)(h): termination rights and related minimum
        notice periods.
    """
    if agreement.kind == "OLA" or not between_companies(agreement):
        return
    if not any(right.by == "customer" for right in agreement.termination or ()):
        target = next((target.id for target in agreement.targets or ()), "…")
        yield from unsaid(
            agreement,
            "gives the customer no right to end it, however often a target is missed",
            f"add termination: [{{when: {{missed: {target}, times: 3, in: rolling 12 months}},"
            " by: customer, notice: 30 days}]",
        )
