"""Rule D092."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.ledgers import Relieved, faults, relieved
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Ledger
from slaspec.language.model.ledger import GrantedEntry

_HELP = {
    "cause": "write granted: … with both parties, or name an exclusion of cause maintenance",
    "span": "correct from and until",
    "evidence": "add evidence: with the place where it is filed",
    "parties": "add the other party to agreed_by when it has agreed",
}


@rule(id="D092", name="relief-not-accepted", severity="error", aspect="document")
def relief_not_accepted(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    An entry of a ledger excuses nothing: one side has not agreed, evidence lacks, or it names
    nothing.

    What it does:
        Asks of each grant that provider and customer agreed to it, that it names its evidence where
        the exclusion requires it, and that it names a time, records or windows. Announced work
        must be by an exclusion of cause `maintenance`.

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
        if code in _HELP:
            yield finding_at(
                at, f"this excuses nothing: {sentence}", _HELP[code], document=each.agreement.id
            )
    for each in relieved(ledger, book):
        if isinstance(each.entry, GrantedEntry) and _is_empty(each.entry):
            yield _of_nothing(each)


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
