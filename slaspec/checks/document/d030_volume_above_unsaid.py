"""Rule D030."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D030", name="volume-above-unsaid", severity="warning", aspect="document")
def volume_above_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A maximum volume is agreed, and nobody says what happens above it.

    What it does:
        Finds `at_most` in a `volume` of an SLA, OLA or UC without `above`.

    Why:
        In the month with 700 tickets instead of 600 the provider leaves the last hundred out, the
        customer counts them, and the share is 91 % or 84 %.

    Wrong:

        services:
          - {service: service-desk, volume: {at_most: 600, per: month, growth: 10%}}

    Right:

        services:
          - {service: service-desk, volume: {at_most: 600, per: month, above: counts, growth: 10%}}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: workload limits and exceptions belong to a service level
        agreement.
    """
    for line in agreement.services or ():
        volume = line.volume
        if volume is not None and volume.at_most is not None and volume.above is None:
            yield finding_at(
                volume.at.of("at_most"),
                f"above {volume.at_most} records per {volume.per} of '{line.service}' nobody says"
                " whether they are judged",
                "add above: counts (or above: not_judged) to the volume",
            )
