"""Rule M023."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import times_records, unanswered
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.model import Agreement
from slaspec.language.model.metric import Metric
from slaspec.language.model.target import Target


@rule(id="M023", name="reclassified-unsaid", severity="error", aspect="measurable")
def reclassified_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says from when the limit of a changed priority runs.

    What it does:
        Asks every target with objectives by priority for `reclassified`: `from_start` or
        `from_change`. With `priority: at_open` a change changes nothing, and nothing is asked.

    Why:
        A P3 that is raised to P1 after ten hours has exceeded five hours already, or has all five
        of them left.

    Wrong:

        interpretation: {window: month, priority: final}

    Right:

        interpretation: {window: month, priority: final, reclassified: from_start}

    Source:
        GLPI counts an SLA from the opening and an OLA from its attachment; ServiceNow counts from
        now unless the start is retroactive.
    """

    def can_change(target: Target, metric: Metric) -> bool:
        in_force = answer("priority", target, metric, agreement.interpretation)
        return bool(target.objectives) and times_records(target, metric) and in_force != "at_open"

    return unanswered(
        agreement,
        "reclassified",
        "a record raised after ten hours has exceeded a limit of 5h, or has all of it left",
        "add reclassified: from_start to the interpretation (or from_change)",
        can_change,
    )
