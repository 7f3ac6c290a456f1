"""Rule P018."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="P018", name="included-and-excluded", severity="error", aspect="parties")
def included_and_excluded(agreement: Agreement) -> Iterator[Finding]:
    """
    The same thing is included in a service and excluded from it.

    What it does:
        Compares `includes` with `excludes` of every service line of an SLA, OLA or UC, without
        regard to capitals.

    Why:
        Both sides find their sentence in the text.

    Wrong:

        services: [{service: service-desk, includes: [Training], excludes: [training]}]

    Right:

        services: [{service: service-desk, includes: [incidents], excludes: [training]}]

    Source:
        Directive 93/13/EEC, article 5: where the meaning of a term is in doubt, the reading most
        favourable to the consumer prevails.
    """
    for line in agreement.services or ():
        included = {said.casefold() for said in line.includes or ()}
        for position, said in enumerate(line.excludes or ()):
            if said.casefold() in included:
                yield finding_at(
                    line.at.of("excludes", position),
                    f"'{said}' is included in {line.service} and excluded from it",
                    "drop it from includes or from excludes",
                )
