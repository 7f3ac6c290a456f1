"""Rule D094."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.same_entry import is_same
from slaspec.checks.ledgers import name_of, refused_entries
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import ledgers_of
from slaspec.language.model import Ledger
from slaspec.language.model.ledger import Entry


@rule(id="D094", name="ledger-entry-twice", severity="warning", aspect="document")
def ledger_entry_twice(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    Two entries say the same: announced work that overlaps, or one claim or statement twice.

    What it does:
        Compares the entries of all ledgers of an agreement: work announced by one exclusion for the
        same components that overlaps, grants of overlapping time, of one record or of one window,
        claims of one remedy for one event, one state of one statement. A grant of a time and one
        of a whole window are two things, and an entry that excuses nothing says nothing twice.

    Why:
        Overlapping time is excused once, so the figures do not suffer; but one of the two is a
        mistake, and both sides count on theirs.

    Wrong:

        kind: Ledger
        entries:
          - {claim: network-credit, date: 2026-05-04, for: OUT-17}
          - {claim: network-credit, date: 2026-05-11, for: OUT-17}

    Right:

        kind: Ledger
        entries:
          - {claim: network-credit, date: 2026-05-04, for: OUT-17}
          - {claim: network-credit, date: 2026-05-11, for: OUT-21}

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is controlled.
    """
    refused = {id(entry) for entry in refused_entries(ledger.agreement, book)}
    every = [
        (each, entry)
        for each in ledgers_of(book, ledger.agreement)
        for entry in each.entries
        if id(entry) not in refused
    ]
    earlier: list[Entry] = []
    for each, entry in sorted(every, key=lambda pair: pair[1].date.value):
        same = next((other for other in earlier if is_same(other, entry)), None)
        if same is not None and each is ledger:
            said = f"this says again what the entry of {same.date} says: {name_of(entry)}"
            place = (("said there", same.at.span),)
            yield finding_at(entry.at, said, "remove one of them", related=place)
        earlier.append(entry)
