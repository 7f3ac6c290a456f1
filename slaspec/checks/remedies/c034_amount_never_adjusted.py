"""Rule C034."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.remedies.rates import paid_amounts
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import used_remedies
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.governance import Effective
from slaspec.language.quantities import minor_units

_LONG = 2 * 366  # days


@rule(id="C034", name="amount-never-adjusted", severity="warning", aspect="remedies")
def amount_never_adjusted(agreement: Agreement) -> Iterator[Finding]:
    """
    A fixed amount of money is promised for years, and nobody looks at it again.

    What it does:
        Finds rates in money in agreements that last longer than two years, or have no end, and
        have no `review`.

    Why:
        An amount that hurts today is small change in ten years. Percentages of a charge follow
        the price; amounts follow nothing, unless somebody has to look at them.

    Wrong:

        effective: {from: 2026-01-01, renewal: automatic, notice: 3 months}
        # review is missing
        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 500.00 EUR}}
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Right:

        effective: {from: 2026-01-01, renewal: automatic, notice: 3 months}
        review: {every: 12 months}
        remedies:
          - {id: desk-credit, for_each: window, rate: {flat: 500.00 EUR}}
          - {id: network-credit, for_each: window, rate: {flat: 10%}, base: {charge: network}}

    Source:
        The amounts of Ofcom's automatic compensation change each April, those of the electricity
        standards with inflation.
    """
    if agreement.review is not None or not _lasts(agreement.effective):
        return
    for remedy in used_remedies(agreement):
        for paid in paid_amounts(remedy):
            if minor_units(paid.amount.unit) is not None and paid.amount.value > 0:
                yield finding_at(
                    paid.at,
                    f"'{remedy.id}' pays {paid.amount} for as long as the agreement lasts, and no"
                    " review is agreed",
                    "add review: {every: 12 months}, or pay a percentage of a charge",
                )
                break


def _lasts(term: Effective) -> bool:
    """Whether a term is longer than two years, or has no end."""
    return term.ends is None or (term.ends.value - term.from_.value).days > _LONG
