"""Rule M004."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement


@rule(id="M004", name="target-without-window", severity="error", aspect="measurable")
def target_without_window(agreement: Agreement) -> Iterator[Finding]:
    """
    A target does not say over which period it is measured.

    What it does:
        Asks every target for a `window`: its own, that of its metric, or that of the
        interpretation.

    Why:
        99.9 % allows 43 minutes of downtime in a month and almost nine hours in a year. Without a
        window nobody can say whether an afternoon was too much.

    Wrong:

        interpretation: {assign_to: decided}

    Right:

        interpretation: {assign_to: decided, window: month}

    Source:
        A provider's page equates 99.9 % with eight hours a year, another one with 43 minutes a
        month.
    """
    for target, metric in measured(agreement):
        if answer("window", target, metric, agreement.interpretation) is None:
            yield finding_at(
                target.at.of("id"),
                f"target '{target.id}' does not say over which period it is measured",
                "add window: month to the interpretation (or week, quarter, year), or to the"
                " target",
            )
