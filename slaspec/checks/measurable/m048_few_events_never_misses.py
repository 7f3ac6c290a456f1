"""Rule M048."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Agreement
from slaspec.language.model.interpretation import FewEvents


@rule(
    id="M048",
    name="few-events-never-misses",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def few_events_never_misses(agreement: Agreement) -> Iterator[Finding]:
    """
    The rule for few records allows every one of them to be missed.

    What it does:
        Compares `allow_misses` with `up_to` wherever `few_events` is said.

    Why:
        "Up to nine records, nine may miss" can be read in a hurry and signed. A quiet month is
        then met whatever happens in it.

    Wrong:

        interpretation: {window: month, few_events: {up_to: 9, allow_misses: 9}}

    Right:

        interpretation: {window: month, few_events: {up_to: 9, allow_misses: 1}}

    Source:
        Binomial distribution: of nine records that are kept with probability 0.95 each, more than
        one is missed in 7 % of all months.
    """
    for said in (agreement.interpretation, *(agreement.metrics or ()), *(agreement.targets or ())):
        few = said.few_events if said is not None else None
        if isinstance(few, FewEvents) and few.allow_misses >= few.up_to:
            yield finding_at(
                few.at.of("allow_misses"),
                f"in windows with up to {few.up_to} records {few.allow_misses} may miss: such a"
                " window is never missed",
                f"write allow_misses below {few.up_to}, or few_events: none",
            )
