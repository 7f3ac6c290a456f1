"""Rule T023."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Amendment


@rule(id="T023", name="amendment-of-closed-windows", severity="warning", aspect="time")
def amendment_of_closed_windows(amendment: Amendment) -> Iterator[Finding]:
    """
    A retroactive amendment judges anew what may have been settled already.

    What it does:
        Names the days from the effective date of a retroactive amendment to its last signature.

    Why:
        A statement that was issued for these days by the old text is not changed: the difference
        belongs into a later one, as an adjustment. Somebody has to look at the amounts before
        the amendment is signed.

    Wrong:

        kind: Amendment
        effective: {from: 2026-03-01}
        retroactive: Agreed in the review of 2026-04-28, signed when the lawyers were done.

    Right:

        kind: Amendment
        effective: {from: 2026-06-01}

    Source:
        IFRS 15, paragraph 21(b): a modification of what was delivered already is an adjustment at
        the date of the modification.
    """
    signed = amendment.signed_on
    if signed is None or amendment.retroactive is None or amendment.begins >= signed:
        return
    yield finding_at(
        amendment.at.of("retroactive"),
        f"this judges anew what happened from {amendment.begins} to {signed}",
        "preview these windows again; settle what differs from issued statements in a later one",
        document=amendment.amends.agreement,
    )
