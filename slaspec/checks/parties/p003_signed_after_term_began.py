"""Rule P003."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P003", name="signed-after-term-began", severity="warning", aspect="parties")
def signed_after_term_began(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement was signed after its term had begun.

    What it does:
        Compares the last signature of an SLA, OLA or UC with `effective.from`, or with
        `judged_from` where objectives are judged from a later day on.

    Why:
        Until the last side had signed nobody had promised anything. Whether the weeks before it
        count, and whether their misses are paid, is the first dispute.

    Wrong:

        effective: {from: 2026-01-01, through: 2027-12-31}
        signatures:
          - {party: acme, by: j-jansen, date: 2026-02-16}
          - {party: nordit, by: k-berg, date: 2025-12-11}

    Right:

        effective: {from: 2026-01-01, through: 2027-12-31, judged_from: 2026-03-01}
        signatures:
          - {party: acme, by: j-jansen, date: 2026-02-16}
          - {party: nordit, by: k-berg, date: 2025-12-11}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service levels are agreed before they are measured against.
    """
    begins = agreement.effective.judged_from or agreement.effective.from_
    late = [each for each in agreement.signatures or () if each.date.value > begins.value]
    if late:
        last = max(late, key=lambda signature: signature.date.value)
        yield finding_at(
            last.at.of("date"),
            f"{last.party} signed on {last.date}, and objectives are judged from {begins} on",
            "correct the date, or write judged_from: with a day after it into effective",
        )
