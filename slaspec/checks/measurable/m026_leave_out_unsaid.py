"""Rule M026."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import counts_records, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M026", name="leave-out-unsaid", severity="error", aspect="measurable")
def leave_out_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says whether cancelled and duplicate records count.

    What it does:
        Asks every target on records for `leave_out`: a list of `cancelled` and `duplicate`, or
        `[]`.

    Why:
        Ten users report one failure: that is one incident or ten. And a record that is cancelled
        after the limit would take its miss with it.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, leave_out: [cancelled, duplicate]}

    Source:
        Zammad issue 904: a merged ticket goes on to escalate.
    """
    return unanswered(
        agreement,
        "leave_out",
        "cancelled and duplicate records count, or they do not",
        "add leave_out: [cancelled, duplicate] to the interpretation, or [] for none",
        counts_records,
    )
