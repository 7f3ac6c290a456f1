"""Rule D019."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource
from slaspec.language.model.node import Place


@rule(id="D019", name="unknown-data-source", severity="error", aspect="document")
def unknown_data_source(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Charges or statements refer to a data source that is not there.

    What it does:
        Looks up the sources of invoices, the source whose figures prevail and the one that they
        are compared with. (Sources of metrics are the matter of M005.)

    Why:
        "The customer's probe prevails" decides a dispute, if there is such a probe.

    Wrong:

        statement: {prevails: itsm-exports}

    Right:

        statement: {prevails: itsm-export}

    Source:
        Atlassian's published agreement makes the provider's own figures final: whose figures
        prevail has to be said in words that can be looked up.
    """
    for said, at in _named(agreement):
        if said is None or book.get(said, DataSource) is not None:
            continue
        if not index(book).may_stand_in_a_faulty_file(said):
            known = [source.id for source in book.of(DataSource)]
            help = instead_of(said, known, "data sources")
            yield finding_at(at, f"there is no data source '{said}'", help)


def _named(agreement: Agreement) -> Iterator[tuple[str | None, Place]]:
    for line in agreement.services or ():
        if line.charge is not None:
            yield line.charge.source, line.charge.at.of("source")
    if (statement := agreement.statement) is not None:
        yield statement.prevails, statement.at.of("prevails")
        yield statement.cross_check, statement.at.of("cross_check")
