"""Rule D008."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D008", name="agreement-without-targets", severity="error", aspect="document")
def agreement_without_targets(agreement: Agreement) -> Iterator[Finding]:
    """
    An agreement has no targets.

    What it does:
        Finds an agreement where neither its own text nor its Terms has a target.

    Why:
        Without a target nothing is promised that could be kept or missed: there is nothing to
        measure, to back or to pay for.

    Wrong:

        kind: SLA
        # targets is missing

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service level agreements include service level targets.
    """
    if not agreement.targets:
        yield finding_at(
            agreement.at.of("id"),
            f"{agreement.kind} '{agreement.id}' promises nothing: it has no targets",
            "add targets: with a service, a metric and an objective each",
        )
