"""Rule D092."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.same_entry import is_same
from slaspec.checks.ledgers import Relieved, faults, refused_entries, relieved
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.ledgers import entries_of
from slaspec.language.model import Ledger
from slaspec.language.model.ledger import GrantedEntry, ReliefEntry

_HELP = {
    "cause": "write granted: … with both parties, or name an exclusion of cause maintenance",
    "span": "correct from and until",
    "evidence": "add an entry with evidence: and the place where it is filed",
    "parties": "when the other party has agreed, add an entry that says so",
    "person": "add an entry with somebody of that party, or correct the Parties",
}


@rule(id="D092", name="relief-not-accepted", severity="error", aspect="document")
def relief_not_accepted(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    An entry of a ledger excuses nothing: one side has not agreed, evidence lacks, or it names
    nothing.

    What it does:
        Asks of each grant that provider and customer agreed to it, each by somebody of its own (a
        team and the organisation that it is `part_of` may act for each other), that it names its
        evidence where the exclusion requires it, and that it names a time, records or windows.
        Announced work must be by an exclusion of cause `maintenance`. Once a later entry of the
        same is accepted, this one is history, and nothing is said of it.

    Why:
        No accepted entry, no relief: an entry that is not accepted looks like one and changes
        nothing.

    Wrong:

        exclusions: [{id: flood, cause: force_majeure, on_availability: numerator}]
        ---
        kind: Ledger
        entries:
          - {granted: flood, date: 2026-04-30, records: [OUT-17],
             agreed_by: [{party: nordit, by: k-berg}]}

    Right:

        exclusions: [{id: flood, cause: force_majeure, on_availability: numerator}]
        ---
        kind: Ledger
        entries:
          - {granted: flood, date: 2026-04-30, records: [OUT-17],
             agreed_by: [{party: nordit, by: k-berg}, {party: acme, by: j-jansen}]}

    Source:
        UNIDROIT Principles of International Commercial Contracts, article 7.1.7: who is excused
        gives notice of the impediment to the other party.
    """
    for each, code, sentence, at in faults(ledger, book):
        if code in _HELP and not _accepted_later(each.entry, ledger, book):
            yield finding_at(
                at, f"this excuses nothing: {sentence}", _HELP[code], document=each.agreement.id
            )
    for each in relieved(ledger, book):
        if isinstance(each.entry, GrantedEntry) and _is_empty(each.entry):
            yield _of_nothing(each)


def _accepted_later(entry: ReliefEntry, ledger: Ledger, book: Book) -> bool:
    """Whether another entry, made on that day or later, says the same and is accepted."""
    refused = {id(each) for each in refused_entries(ledger.agreement, book)}
    return any(
        id(each) not in refused and entry.date.value <= each.date.value and is_same(entry, each)
        for each in entries_of(book, ledger.agreement)
    )


def _is_empty(entry: GrantedEntry) -> bool:
    return entry.records is None and entry.from_ is None and entry.windows is None


def _of_nothing(each: Relieved) -> Finding:
    return finding_at(
        each.entry.at,
        f"this excuses nothing: it says neither when, nor which records, nor which windows as"
        f" {each.exclusion.id}",
        "add from and until, records, or targets and windows",
        document=each.agreement.id,
    )
