"""Rule T025."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.ledgers import faults
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Ledger

_HELP = {
    "late": "its time counts; the other side can grant it (granted, agreed by both)",
    "claim": "its time counts; say claimed and until, or let it stand as refused",
}


@rule(id="T025", name="relief-out-of-time", severity="warning", aspect="time")
def relief_out_of_time(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    Work was announced too late, or relief claimed too late, to be excused.

    What it does:
        Counts `notice` from the announcement and `claim_within` from the end of the event, by
        `day_periods` of the interpretation: the day itself does not count where it says so, and a
        closed last day moves.

    Why:
        The entry is true and stays; its time counts all the same, and whoever reads the ledger
        should not expect otherwise.

    Wrong:

        exclusions: [{id: work, cause: maintenance, notice: 5 working days,
                      on_availability: denominator}]
        ---
        kind: Ledger
        entries:
          - {maintenance: work, date: 2026-04-10, notified: "2026-04-10T10:00:00+02:00",
             from: "2026-04-12T02:00:00+02:00", until: "2026-04-12T06:00:00+02:00"}

    Right:

        exclusions: [{id: work, cause: maintenance, notice: 5 working days,
                      on_availability: denominator}]
        ---
        kind: Ledger
        entries:
          - {maintenance: work, date: 2026-04-01, notified: "2026-04-01T10:00:00+02:00",
             from: "2026-04-12T02:00:00+02:00", until: "2026-04-12T06:00:00+02:00"}

    Source:
        Regulation (EEC, Euratom) No 1182/71, article 3, on periods of days and working days.
    """
    for each, code, sentence, at in faults(ledger, book):
        if code in _HELP:
            yield finding_at(
                at, f"this excuses nothing: {sentence}", _HELP[code], document=each.agreement.id
            )
