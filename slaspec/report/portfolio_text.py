"""Several previews as text: one row an agreement, and what is owed to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from slaspec.report.escape import for_terminal
from slaspec.report.exposure_text import amount
from slaspec.report.tables import table

if TYPE_CHECKING:
    from slaspec.use_cases.portfolio import Failure, Portfolio
    from slaspec.use_cases.preview import Preview

HEADINGS = {
    "customers": "Owed to customers",
    "internal": "Between own teams",
    "suppliers": "To be recovered from suppliers, gross",
}


def portfolio_text(portfolio: Portfolio) -> str:
    """The previews of a period at a glance; what is of one agreement, its own preview says."""
    parts = [_agreements(portfolio), *_subtotals(portfolio)]
    if portfolio.failures:
        parts.append("\n".join(failures_text(portfolio.failures)))
    return "\n\n".join(parts) + "\n"


def _agreements(portfolio: Portfolio) -> str:
    rows = [_row(preview) for preview in portfolio.previews]
    headings = (portfolio.period, "", "Met", "Missed", "Other", "Credits", "Bonuses")
    return table(headings, rows, right=(2, 3, 4, 5, 6))


def _row(preview: Preview) -> tuple[str, ...]:
    statement, sides = preview.statement, preview.agreement.parties
    verdicts = Counter(each.verdict for each in preview.measurements.measured)
    credits = sum((line.amount for line in statement.credits), Decimal(0))
    bonuses = -sum((line.amount for line in statement.bonuses), Decimal(0))
    return (
        f"{preview.agreement.id} {preview.agreement.version}",
        f"{sides.provider} to {sides.customer}" if sides else "",
        str(verdicts["met"]),
        str(verdicts["missed"]),
        str(verdicts["not_measured"] + verdicts["excused"]),
        amount(Fraction(credits), statement.currency),
        amount(Fraction(bonuses), statement.currency) if bonuses else "",
    )


def _subtotals(portfolio: Portfolio) -> Iterator[str]:
    for section, heading in HEADINGS.items():
        rows = [
            (
                each.party,
                amount(Fraction(each.credits), each.currency),
                amount(Fraction(each.bonuses), each.currency) if each.bonuses else "",
                amount(Fraction(each.credits - each.bonuses), each.currency),
            )
            for each in portfolio.subtotals
            if each.section == section
        ]
        if rows:
            yield table((heading, "Credits", "Bonuses", "Net"), rows, right=(1, 2, 3))


def failures_text(failures: Sequence[Failure]) -> Iterator[str]:
    """The agreements that could not be settled, each with its reason."""
    for failure in failures:
        first, *more = str(failure.error).split("\n")
        yield for_terminal(f"▼ {failure.agreement} is not settled: {first}")
        yield from (for_terminal(line) for line in more)
