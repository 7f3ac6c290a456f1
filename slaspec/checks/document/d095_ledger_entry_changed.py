"""Rule D095."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.ledgers import digests_of
from slaspec.language.model import Ledger
from slaspec.language.model.ledger import Entry


@rule(
    id="D095",
    name="ledger-entry-changed",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def ledger_entry_changed(ledger: Ledger) -> Iterator[Finding]:
    """
    An entry of a ledger was changed, removed or slipped in after the next one was written.

    What it does:
        Compares `previous` of each entry with the SHA-256 of the entry that stands before it, and
        so of all above it. Once an entry has it (`slaspec ledger add` writes it), every later one
        needs it.

    Why:
        Amounts are settled by what the ledger says. A date that is moved afterwards turns a late
        claim into one in time, and nobody sees it: the agreement is not settled before it is
        mended.

    Wrong:

        kind: Ledger
        entries:
          - {claim: network-credit, date: 2026-05-04, for: OUT-17}
          - claim: network-credit
            date: 2026-05-11
            for: OUT-21
            previous: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

    Right:

        kind: Ledger
        entries:
          - {claim: network-credit, date: 2026-05-04, for: OUT-17}
          - claim: network-credit
            date: 2026-05-11
            for: OUT-21
            previous: 2e299d4d0e82efeaa2f091493d51a72f4d6110fd2463e14bac73e5d4aa95f408

    Source:
        Haber and Stornetta, How to Time-Stamp a Digital Document (1991): each entry carries the
        digest of the one before.
    """
    document = ledger.at.document
    written = document.data["entries"] if document is not None else []
    chained = False
    if ledger.entries[0].previous is not None:
        yield _broken(ledger.entries[0], "nothing stands before it")
    for (before, entry), digest in zip(pairwise(ledger.entries), digests_of(written), strict=False):
        chained = chained or before.previous is not None
        if entry.previous is None and chained:
            yield finding_at(
                entry.at,
                f"the entry before this one of {entry.date} has 'previous', and this has none",
                "add entries with slaspec ledger add",
            )
        elif entry.previous not in (None, digest):
            yield _broken(entry, f"the entry of {before.date} before it is not the one it names")


def _broken(entry: Entry, why: str) -> Finding:
    return finding_at(
        entry.at.of("previous"),
        f"an entry was changed, removed or slipped in before this one of {entry.date}: {why}",
        "put back what stood there (see the history of the file), and add a new entry instead",
    )
