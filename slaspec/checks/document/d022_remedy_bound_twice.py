"""Rule D022."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import bindings
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.node import Place


@rule(
    id="D022",
    name="remedy-bound-twice",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def remedy_bound_twice(agreement: Agreement) -> Iterator[Finding]:
    """
    A target names one remedy twice.

    What it does:
        Looks for a remedy that stands twice in the `remedies` of a target, with or without terms
        of the target's own.

    Why:
        One miss is paid once by one reader and twice by the other. Mostly a line was copied and
        the name of the other remedy forgotten.

    Wrong:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit, network-credit]}

    Right:

        targets:
          - {id: availability, service: network, metric: network-availability,
             objective: {availability: 99.9%}, remedies: [network-credit]}

    Source:
        ISO/IEC 19086-1:2016: remedies belong to service level objectives.
    """
    for target in agreement.targets or ():
        first: dict[str, Place] = {}
        for remedy, at in bindings(target):
            if remedy in first:
                yield finding_at(
                    at,
                    f"'{target.id}' names remedy '{remedy}' twice",
                    "keep one of the two; what is paid twice as much has twice the rate",
                    related=((f"first '{remedy}'", first[remedy].span),),
                )
            first.setdefault(remedy, at)
