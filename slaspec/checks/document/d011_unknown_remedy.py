"""Rule D011."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import bindings
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D011", name="unknown-remedy", severity="error", aspect="document")
def unknown_remedy(agreement: Agreement) -> Iterator[Finding]:
    """
    A target names a remedy that is not there.

    What it does:
        Looks up the `remedies` of every target among those of the agreement and its Terms.

    Why:
        A misspelt remedy pays nothing, and nobody notices before the first missed month.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credits]}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}

    Source:
        ISO/IEC 19086-1:2016: the remedy for a failure to meet a service level objective is part
        of the service level agreement.
    """
    known = [remedy.id for remedy in agreement.remedies or ()]
    for target in agreement.targets or ():
        for said, at in bindings(target):
            if said not in known:
                help = instead_of(said, known, "remedies")
                yield finding_at(at, f"there is no remedy '{said}'", help)
