"""Rule M021."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import times_records, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M021", name="limit-reached-unsaid", severity="error", aspect="measurable")
def limit_reached_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether a record that takes exactly as long as its limit is met.

    What it does:
        Asks every target with a clock for `limit_reached`: `met` or `missed`.

    Why:
        Records stop at full minutes more often than one believes, and tools differ: with the same
        record Frappe Helpdesk says met and iTop says missed.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, limit_reached: met}

    Source:
        Frappe Helpdesk (`is_first_response_failed`), iTop (`IsThresholdPassed`), OCA helpdesk.
    """
    return unanswered(
        agreement,
        "limit_reached",
        "5h 00min 00s with a limit of 5h may be met or missed",
        "add limit_reached: met to the interpretation (or missed)",
        times_records,
    )
