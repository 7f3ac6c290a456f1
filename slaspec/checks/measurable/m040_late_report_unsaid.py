"""Rule M040."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import every_target, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M040", name="late-report-unsaid", severity="error", aspect="measurable")
def late_report_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what happens when the report comes too late.

    What it does:
        Asks every target of an agreement that promises a report (`reporting`, or `statement` with
        `due`) for `late_report`: `missed` or `none`.

    Why:
        Where a late report counts as a miss, a month of good service costs a credit because of a
        letter that came two days late. Without a promised report nothing can be late, so that the
        question is not asked there, even where remedies follow.

    Wrong:

        reporting: {every: month, due: 5 working days, to: [acme]}
        interpretation: {window: month}

    Right:

        reporting: {every: month, due: 5 working days, to: [acme]}
        interpretation: {window: month, late_report: none}

    Source:
        ISO/IEC 20000-1:2018, 9.4, asks for service reports; what a late one costs is left to the
        agreement.
    """
    due = agreement.statement is not None and agreement.statement.due is not None
    if agreement.reporting is None and not due:
        return
    yield from unanswered(
        agreement,
        "late_report",
        "a report that comes after its due date misses the windows that it covers, or changes"
        " nothing",
        "add late_report: none to the interpretation (or missed)",
        every_target,
    )
