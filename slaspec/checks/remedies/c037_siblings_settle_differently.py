"""Rule C037."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement

_WORDS = {
    "claim": "whether and until when credits are claimed",
    "rounding": "how amounts are rounded",
    "prorate": "what a day of service costs",
    "nature": "what a credit is",
}


@rule(id="C037", name="siblings-settle-differently", severity="warning", aspect="remedies")
def siblings_settle_differently(book: Book) -> Iterator[Finding]:
    """
    Two agreements of the same parties pay their credits by different rules.

    What it does:
        Compares the SLAs of one provider with one customer that are in force at the same time:
        their answers on claims, rounding, the length of a month, and the nature of credits.

    Why:
        The customer learns the rules of one agreement and loses the credits of the other. One
        invoice cannot round in two ways.

    Wrong:

        interpretation: {window: month, claim: {within: 30 days, from: report}}
        ---
        kind: SLA
        id: acme-sla-2
        interpretation: {window: month, claim: {within: 1 days, from: incident_end}}

    Right:

        interpretation: {window: month, claim: {within: 30 days, from: report}}
        ---
        kind: SLA
        id: acme-sla-2
        interpretation: {window: month, claim: {within: 30 days, from: report}}

    Source:
        DigitalOcean's family of products: credits are claimed within 24 hours, 30 days, or two
        billing cycles.
    """
    first: dict[tuple[str, str], Agreement] = {}
    for agreement in index(book).agreements:
        parties = agreement.parties
        if agreement.kind != "SLA" or parties is None or not used_remedies(agreement):
            continue
        other = first.setdefault((parties.provider, parties.customer), agreement)
        if other is agreement or not _together(agreement, other):
            continue
        for question, words in _WORDS.items():
            said, before = (answer(question, each.interpretation) for each in (agreement, other))
            if said is not None and before is not None and said != before:
                assert agreement.interpretation is not None  # it has answered
                yield finding_at(
                    agreement.interpretation.at.of(question),
                    f"'{agreement.id}' and '{other.id}' of the same parties say differently {words}"
                    f" ({question})",
                    "write one answer in both, or in Terms on which both stand",
                    document=agreement.id,
                )


def _together(one: Agreement, other: Agreement) -> bool:
    """Whether the terms of two agreements overlap."""
    ends = [each.effective.ends.value if each.effective.ends else date.max for each in (one, other)]
    return max(one.effective.from_.value, other.effective.from_.value) <= min(ends)
