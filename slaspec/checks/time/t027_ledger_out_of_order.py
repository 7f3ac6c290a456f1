"""Rule T027."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import Ledger


@rule(id="T027", name="ledger-out-of-order", severity="error", aspect="time")
def ledger_out_of_order(ledger: Ledger) -> Iterator[Finding]:
    """
    The entries of a ledger do not stand in the order of their dates.

    What it does:
        Compares the date of each entry with that of the one before it in the file.

    Why:
        Entries are added at the end and never changed. One that was slipped in between others
        changes what was already settled, unseen.

    Wrong:

        kind: Ledger
        entries:
          - {statement: 2026-02, date: 2026-03-06, state: issued}
          - {statement: 2026-01, date: 2026-02-06, state: issued}

    Right:

        kind: Ledger
        entries:
          - {statement: 2026-01, date: 2026-02-06, state: issued}
          - {statement: 2026-02, date: 2026-03-06, state: issued}

    Source:
        Generally accepted accounting: entries are made in order of time and never altered.
    """
    for before, entry in pairwise(ledger.entries):
        if entry.date.value < before.date.value:
            yield finding_at(
                entry.at.of("date"),
                f"this entry of {entry.date} stands after one of {before.date}",
                "add it at the end, with the day on which it was made",
            )
