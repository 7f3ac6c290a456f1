"""Rule M025."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import rule
from slaspec.checks.unanswered import times_records, unanswered
from slaspec.findings import Finding
from slaspec.language.model import Agreement


@rule(id="M025", name="without-stop-unsaid", severity="error", aspect="measurable")
def without_stop_unsaid(agreement: Agreement) -> Iterator[Finding]:
    """
    Nobody says what becomes of a record that ended without its stop event.

    What it does:
        Asks every target with a clock for `without_stop`: `open` (it stays open and is missed once
        over its limit) or `leave_out`.

    Why:
        A ticket that is closed without ever being resolved has no end. If such tickets are left
        out, closing them is a way to keep every promise.

    Wrong:

        interpretation: {window: month}

    Right:

        interpretation: {window: month, without_stop: open}

    Source:
        In a public ServiceNow log of 24,918 incidents the states do not follow one another as the
        process says.
    """
    return unanswered(
        agreement,
        "without_stop",
        "a record that was closed without its stop event runs on, or does not count",
        "add without_stop: open to the interpretation (or leave_out)",
        times_records,
    )
