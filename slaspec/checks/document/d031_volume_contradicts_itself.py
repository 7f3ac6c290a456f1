"""Rule D031."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="D031", name="volume-contradicts-itself", severity="error", aspect="document")
def volume_contradicts_itself(agreement: Agreement) -> Iterator[Finding]:
    """
    The figures of an agreed volume cannot all be true.

    What it does:
        Compares `at_least`, `expect` and `at_most` of every `volume` of an SLA, OLA or UC.

    Why:
        A floor above the maximum is a slip. Which records are judged, and what an OLA promises
        for a part of them, is computed from these figures.

    Wrong:

        services:
          - service: service-desk
            volume: {at_least: 700, at_most: 600, per: month, above: counts, growth: 10%}

    Right:

        services:
          - service: service-desk
            volume: {at_least: 300, at_most: 600, per: month, above: counts, growth: 10%}

    Source:
        Contract language, volume: no period has fewer than `at_least`; `at_most` is the agreed
        maximum.
    """
    for line in agreement.services or ():
        if (volume := line.volume) is None:
            continue
        said = [(key, getattr(volume, key)) for key in ("at_least", "expect", "at_most")]
        known = [(key, figure) for key, figure in said if figure is not None]
        for (low, less), (high, more) in combinations(known, 2):
            if less > more:
                yield finding_at(
                    volume.at.of(low),
                    f"the volume of '{line.service}' says {low}: {less} and {high}: {more}",
                    f"write {low} as at most {more}, or {high} as at least {less}",
                )
