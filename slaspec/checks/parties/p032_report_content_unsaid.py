"""Rule P032."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import is_outward
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P032", name="report-content-unsaid", severity="info", aspect="parties")
def report_content_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A report is promised, and nobody says by when it comes or what it shows.

    What it does:
        Asks the `reporting` of every SLA and UC for `due`, and whether it `shows` the verdicts,
        and the credits where targets have remedies.

    Why:
        Forty pages of charts without the one line "missed, 2,000.00 EUR" are a report too.

    Wrong:

        reporting: {every: month, to: [acme], shows: [trend]}

    Right:

        reporting: {every: month, due: 5 working days, to: [acme], shows: [verdicts, credits]}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: performance against service level targets is monitored,
        reviewed and reported.
    """
    reporting = agreement.reporting
    if reporting is None or not is_outward(agreement):
        return
    shown = reporting.shows or ()
    if reporting.due is None:
        yield finding_at(
            reporting.at.of("every"),
            "nobody says by when the report comes",
            "add due: 5 working days to the reporting",
        )
    needed = ["verdicts", *(["credits"] if used_remedies(agreement) else [])]
    missing = [each for each in needed if each not in shown]
    if missing:
        yield finding_at(
            reporting.at.of("shows"),
            f"the report is not said to show the {' and the '.join(missing)}",
            f"write shows: [{', '.join([*shown, *missing])}]",
        )
