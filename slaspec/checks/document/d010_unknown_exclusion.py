"""Rule D010."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D010", name="unknown-exclusion", severity="error", aspect="document")
def unknown_exclusion(agreement: Agreement) -> Iterator[Finding]:
    """
    A metric leaves something out that is no exclusion of the agreement.

    What it does:
        Looks up the `exclusions` of every metric among those of the agreement and its Terms.

    Why:
        What does not count decides what is paid. An exclusion that is named but nowhere described
        is filled with whatever suits the one who measures.

    Wrong:

        exclusions: [{id: planned-maintenance, cause: maintenance, on_availability: denominator}]
        metrics:
          - {id: network-availability, kind: availability, of: network, exclusions: [maintenance]}

    Right:

        exclusions: [{id: planned-maintenance, cause: maintenance, on_availability: denominator}]
        metrics:
          - {id: network-availability, kind: availability, of: network,
             exclusions: [planned-maintenance]}

    Source:
        Exclusions are taken out of the down time in one published agreement (Twilio) and out of
        the counted time in another (Cloudflare, "Scheduled Availability").
    """
    known = [exclusion.id for exclusion in agreement.exclusions or ()]
    for metric in agreement.metrics or ():
        for position, said in enumerate(metric.exclusions or ()):
            if said not in known:
                yield finding_at(
                    metric.at.of("exclusions", position),
                    f"there is no exclusion '{said}'",
                    instead_of(said, known, "exclusions"),
                )
