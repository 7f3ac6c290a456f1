"""Rule T021."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Amendment


@rule(
    id="T021",
    name="amendment-retroactive-unsaid",
    severity="error",
    aspect="time",
    bars_settlement=True,
)
def amendment_retroactive_unsaid(amendment: Amendment) -> Iterator[Finding]:
    """
    An amendment takes effect before it was signed, and does not say why.

    What it does:
        Compares `effective.from` with the date of the last signature. With `retroactive`, the
        reason in words, it is as the parties want it.

    Why:
        What happened in between was judged by the old text, and perhaps paid. That both sides
        want to judge it anew is never guessed from two dates.

    Wrong:

        kind: Amendment
        effective: {from: 2026-05-01}

    Right:

        kind: Amendment
        effective: {from: 2026-05-01}
        retroactive: Agreed in the review of 2026-04-28, signed when the lawyers were done.

    Source:
        Principles of European Contract Law, article 1:102: the parties are free to determine the
        contents of their contract; so they have to say it.
    """
    signed = amendment.signed_on
    if signed is not None and amendment.begins < signed and amendment.retroactive is None:
        yield finding_at(
            amendment.effective.at.of("from"),
            f"this takes effect on {amendment.begins} and was signed on {signed} only",
            "write the reason under retroactive, or let it take effect later",
            document=amendment.amends.agreement,
        )
