"""Rule C011."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="C011", name="for-each-unsaid", severity="error", aspect="remedies")
def for_each_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A remedy does not say for what it is paid: for each window, record, outage or incident.

    What it does:
        Asks every remedy that is used for `for_each`.

    Why:
        Five per cent for a missed month, or five per cent for each of the twelve tickets that were
        late in it.

    Wrong:

        remedies:
          - {id: network-credit, rate: {flat: 10%}, base: {charge: network}}

    Right:

        remedies:
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Source:
        UpCloud's agreement pays for each interruption, Google's for a month.
    """
    for remedy in used_remedies(agreement):
        if remedy.for_each is None:
            yield finding_at(
                remedy.at.of("id"),
                f"'{remedy.id}' does not say for what it is paid",
                "add for_each: window (or record, outage, incident)",
            )
