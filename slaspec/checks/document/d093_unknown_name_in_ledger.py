"""Rule D093."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.document.names_in_ledger import names_in
from slaspec.checks.index import index
from slaspec.checks.ledgers import agreement_of
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured
from slaspec.findings import Finding
from slaspec.language.answers import answer
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Ledger
from slaspec.language.model.ledger import GrantedEntry
from slaspec.measure.windows import in_words, is_named


@rule(id="D093", name="unknown-name-in-ledger", severity="error", aspect="document")
def unknown_name_in_ledger(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    An entry of a ledger names a target, window, remedy, component, party or person that is not
    there.

    What it does:
        Looks up targets, remedies and groups in the agreement, services and components in the
        catalogues, parties among its two sides, and people in the documents of kind Parties. The
        windows of a grant must be of the length by which its targets are judged.

    Why:
        An entry with a slip in it changes nothing, and looks as if it did.

    Wrong:

        kind: Ledger
        entries: [{claim: network-credits, date: 2026-05-04, for: OUT-17}]

    Right:

        kind: Ledger
        entries: [{claim: network-credit, date: 2026-05-04, for: OUT-17}]

    Source:
        ISO/IEC 20000-1:2018, 7.5.3: documented information is suitable for use.
    """
    agreement = agreement_of(ledger, book)
    if agreement is None:
        return
    for entry in ledger.entries:
        for each in names_in(entry, agreement, index(book)):
            if each.name not in each.known:
                said = f"there is no {each.what} '{each.name}'"
                help = instead_of(each.name, each.known, each.many)
                yield finding_at(each.at, said, help, document=agreement.id)
        if isinstance(entry, GrantedEntry) and entry.windows:
            yield from _other_windows(entry, agreement)


def _other_windows(entry: GrantedEntry, agreement: Agreement) -> Iterator[Finding]:
    """Windows by which a target of the grant is not judged: a grant of them excuses nothing."""
    granted = {each.partition("/")[0] for each in entry.targets or ()}
    for target, metric in measured(agreement):
        window = answer("window", target, metric, agreement.interpretation)
        if target.id not in granted or window is None:
            continue
        for i, name in enumerate(entry.windows or ()):
            if not is_named(window, name):
                said = f"'{target.id}' is judged by {in_words(window)}, and {name} is none"
                help = "name each window that is excused"
                yield finding_at(entry.at.of("windows", i), said, help, document=agreement.id)
