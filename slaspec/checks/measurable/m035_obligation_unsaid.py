"""Rule M035."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import every_target, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M035", name="obligation-unsaid", severity="warning", aspect="measurable")
def obligation_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether a target is a guarantee, a result that is owed, or an effort.

    What it does:
        Asks every target for `obligation`: `guarantee`, `result`, `effort` or `report_only`.

    Why:
        "Commercially reasonable efforts" to reach 99.9 % is no promise of 99.9 %. Behind an SLA
        that owes a result, an OLA that owes an effort does not count.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, obligation: result}

    Source:
        AWS agreements promise "commercially reasonable efforts"; UNIDROIT Principles 2016,
        articles 5.1.4 and 5.1.5, tell the duty to achieve a result from the duty of best efforts.
    """
    return unanswered(
        agreement,
        "obligation",
        "it may be owed as a result or only as an effort",
        "add obligation: result to the interpretation (or guarantee, effort, report_only)",
        every_target,
    )
