"""Rule D015."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(
    id="D015",
    name="term-ends-before-it-begins",
    severity="error",
    aspect="document",
    with_terms=False,
    bars_settlement=True,
)
def term_ends_before_it_begins(agreement: Agreement) -> Iterator[Finding]:
    """
    The term of an agreement ends before it begins, or a transition lies outside of it.

    What it does:
        Compares `effective.through` with `effective.from`; `judged_from` and `credits_from` must
        lie inside the term, which is open where it renews itself.

    Why:
        An agreement that was never in force owes nothing. Mostly it is a slip in a year that was
        copied from the last contract.

    Wrong:

        effective: {from: 2026-01-01, through: 2025-12-31}

    Right:

        effective: {from: 2026-01-01, through: 2026-12-31}

    Source:
        Regulation (EEC, Euratom) No 1182/71, article 3: periods run from a first to a last day.
    """
    term = agreement.effective
    begins, ends = term.from_, term.ends
    if term.through is not None and term.through.value < begins.value:
        yield finding_at(
            term.at.of("through"),
            f"the agreement ends on {term.through}, before it begins on {begins}",
            "exchange the two dates, or correct the year",
        )
        return
    for key, what in (("judged_from", "objectives are judged"), ("credits_from", "credits begin")):
        day = getattr(term, key)
        if day is not None and (day.value < begins.value or (ends and day.value > ends.value)):
            until = f"through {ends}" if ends else "with no end"
            yield finding_at(
                term.at.of(key),
                f"{what} from {day} on, outside the term from {begins} {until}",
                f"write a date inside the term as {key}, or drop it",
            )
