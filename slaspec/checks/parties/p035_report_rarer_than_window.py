"""Rule P035."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement

_FROM_SHORT_TO_LONG = ("week", "month", "quarter", "year")


@rule(id="P035", name="report-rarer-than-window", severity="warning", aspect="parties")
def report_rarer_than_window(agreement: Agreement) -> Iterator[Finding]:
    """
    Targets are judged more often than they are reported.

    What it does:
        Compares `reporting.every` with the windows of the targets, in SLAs, OLAs and UCs; windows
        that roll or begin on a day of their own are passed over.

    Why:
        January was missed, and the customer reads it in April. By then its claim has lapsed, and
        February and March were missed for the same reason.

    Wrong:

        reporting: {every: quarter, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Right:

        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        ISO/IEC 20000-1:2018, 9.4: the frequency of a report is part of its purpose.
    """
    reporting = agreement.reporting
    if reporting is None:
        return
    for target, metric in measured(agreement):
        window = answer("window", target, metric, agreement.interpretation)
        if window not in _FROM_SHORT_TO_LONG:
            continue
        if _FROM_SHORT_TO_LONG.index(window) < _FROM_SHORT_TO_LONG.index(reporting.every):
            yield finding_at(
                reporting.at.of("every"),
                f"targets are judged each {window} and reported each {reporting.every}",
                f"write every: {window}",
                target=target.id,
            )
