"""Rule P034."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement


@rule(id="P034", name="late-report-without-date", severity="error", aspect="parties")
def late_report_without_date(agreement: Agreement) -> Iterator[Finding]:
    """
    A late report is a missed target, and nobody says when a report is late.

    What it does:
        Looks, for targets with `late_report: missed` in SLAs, OLAs and UCs, for `due` in the
        `reporting` or in the `statement`.

    Why:
        On which day a good month becomes a missed one can be said by nobody, and each side says
        another day.

    Wrong:

        interpretation: {window: month, late_report: missed}
        reporting: {every: month, to: [acme], shows: [verdicts, credits]}

    Right:

        interpretation: {window: month, late_report: missed}
        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        UNIDROIT Principles 2016, article 6.1.1: a party performs at a time that is fixed by or
        determinable from the contract.
    """
    reporting, statement = agreement.reporting, agreement.statement
    if (reporting and reporting.due) or (statement and statement.due):
        return
    for target, metric in measured(agreement):
        said = answer("late_report", target, metric, agreement.interpretation)
        if said == "missed":
            yield finding_at(
                reporting.at.of("every") if reporting else agreement.at.of("id"),
                "a late report misses the targets, and nobody says when a report is late",
                "add due: 5 working days to the reporting, or write late_report: none",
                target=target.id,
            )
