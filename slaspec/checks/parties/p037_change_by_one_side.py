"""Rule P037."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P037", name="change-by-one-side", severity="info", aspect="parties")
def change_by_one_side(agreement: Agreement) -> Iterator[Finding]:
    """
    One side alone may change what was promised.

    What it does:
        Finds `changes.consent: provider` or `customer` in SLAs and UCs that are contracts, and
        says whether a notice is needed.

    Why:
        A target that the provider may lower is worth as much as the provider likes. With a notice
        the customer has at least the time to leave.

    Wrong:

        changes: {consent: provider, notice: 90 days}

    Right:

        changes: {consent: mutual, notice: 30 days}

    Source:
        Directive 93/13/EEC, annex, point 1(j): terms that let the seller alter the contract
        unilaterally without a valid reason.
    """
    changes = agreement.changes
    if changes is None or changes.consent == "mutual" or not between_companies(agreement):
        return
    notice = f"with a notice of {changes.notice}" if changes.notice else "and without any notice"
    yield finding_at(
        changes.at.of("consent"),
        f"the {changes.consent} alone may change what was promised, {notice}",
        "write consent: mutual" if changes.notice else "write consent: mutual, or add a notice",
    )
