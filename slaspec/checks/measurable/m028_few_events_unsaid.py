"""Rule M028."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import judges_a_share, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M028", name="few-events-unsaid", severity="error", aspect="measurable")
def few_events_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says how a share of few records is judged.

    What it does:
        Asks every target on a share of records for `few_events`: `none` (the share holds however
        few there are) or a number of misses that is allowed up to a number of records.

    Why:
        With nine records, 90 % tolerates no miss at all. A provider who is right 95 % of the time
        misses a target of 90 % in 12 % of all months with twelve records, by chance alone.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, few_events: {up_to: 9, allow_misses: 1}}

    Source:
        Binomial distribution: 12 records, each kept with probability 0.95, target 90 %.
    """
    return unanswered(
        agreement,
        "few_events",
        "with few records a share tolerates no miss, and chance decides",
        "add few_events: {up_to: 9, allow_misses: 1} to the interpretation, or few_events: none",
        judges_a_share,
    )
