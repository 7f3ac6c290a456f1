"""Rule T017."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="T017", name="end-of-term-unsaid", severity="warning", aspect="time")
def end_of_term_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement goes on by itself without a notice, or has a notice and no end to give it for.

    What it does:
        Asks the `effective` of SLAs, OLAs and UCs: where there is no last day, or the agreement
        renews itself, for `notice`; where there is a last day and a notice, for `renewal`.

    Why:
        On the last day one side stops paying and the other goes on delivering. How to get out, and
        by when, is agreed before, or after a year that nobody wanted.

    Wrong:

        effective: {from: 2026-01-01, through: 2026-12-31, renewal: automatic}

    Right:

        effective: {from: 2026-01-01, through: 2026-12-31, renewal: automatic, notice: 3 months}

    Source:
        Directive 93/13/EEC, annex, point 1(h): automatically extending a contract of fixed
        duration where the customer does not indicate otherwise.
    """
    term = agreement.effective
    if term.notice is None and (term.through is None or term.renewal == "automatic"):
        how = "has no last day" if term.through is None else "renews itself"
        yield finding_at(
            term.at.of("from"),
            f"{agreement.kind} '{agreement.id}' {how}, and nobody says how it is ended",
            "add notice: 3 months to effective",
        )
    elif term.notice is not None and term.through is not None and term.renewal is None:
        yield finding_at(
            term.at.of("notice"),
            f"{agreement.kind} '{agreement.id}' ends on {term.through} and has a notice;"
            " nobody says whether it renews without one",
            "add renewal: none to effective (or automatic, by_agreement)",
        )
