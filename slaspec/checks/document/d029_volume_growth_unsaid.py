"""Rule D029."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.profiles import between_companies
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Effective


@rule(id="D029", name="volume-growth-unsaid", severity="info", aspect="document")
def volume_growth_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    A volume is agreed for years, and nobody says how it grows.

    What it does:
        Looks for `growth` in every `volume` of an SLA contract whose term is longer than a year,
        open, or renews itself. OLAs, UCs and charters are not asked.

    Why:
        The volume of the first year is wrong in the third. Without an agreed growth every new
        shop is a dispute over who pays for the people that it needs.

    Wrong:

        services:
          - {service: service-desk, volume: {expect: 400, per: month}}

    Right:

        services:
          - {service: service-desk, volume: {expect: 400, per: month, growth: 0%}}

    Source:
        ITIL capacity and performance management: demand is forecast for the term.
    """
    if (
        agreement.kind != "SLA"
        or not between_companies(agreement)
        or _within_a_year(agreement.effective)
    ):
        return
    for line in agreement.services or ():
        if line.volume is not None and line.volume.growth is None:
            yield finding_at(
                line.volume.at,
                f"the volume of '{line.service}' is agreed for more than a year without its growth",
                "add growth: 10% to the volume (0% for none)",
            )


def _within_a_year(term: Effective) -> bool:
    if term.ends is None:
        return False
    first, last = term.from_.value, term.ends.value
    return (last.year - first.year, last.month, last.day) < (1, first.month, first.day)
