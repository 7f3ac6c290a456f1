"""Rule M114."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from slaspec.checks.measurable.sample_texts import committed
from slaspec.checks.names import listed
from slaspec.checks.rule import rule
from slaspec.errors import SlaspecError
from slaspec.findings import Finding, Span
from slaspec.language.book import Book
from slaspec.language.model import DataSource
from slaspec.records.reading.mapping import mapped_names


@rule(id="M114", name="sample-column-not-mapped", severity="warning", aspect="measurable")
def sample_column_not_mapped(source: DataSource, book: Book) -> Iterator[Finding]:
    """
    The sample of a data source has columns that the source does not map.

    What it does:
        Compares the header of the sample with the columns that are mapped.

    Why:
        Nothing is ever read from such a column, and what tools export besides are callers, short
        descriptions and work notes: personal data, which stays in the history of a repository for
        ever. `slaspec sample` writes only what is mapped.

    Wrong:

        kind: DataSource
        sample: samples/export.csv
        ---
        # file: samples/export.csv
        number,opened,updated,state,priority,caller
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1,J. Doe
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1,J. Doe

    Right:

        kind: DataSource
        sample: samples/export.csv
        ---
        # file: samples/export.csv
        number,opened,updated,state,priority
        INC1,2026-02-02 09:00,2026-02-02 09:05,In Progress,P1
        INC1,2026-02-02 09:00,2026-02-02 11:00,Resolved,P1

    Source:
        Regulation (EU) 2016/679 (GDPR), Article 5(1)(c): data minimisation.
    """
    sample = committed(source, book)
    if sample is None:
        return
    header = _header(source, *sample)
    mapped = mapped_names(source)
    others = [name for name in header if name not in mapped]
    if others:
        several = len(others) > 1
        which = "columns that are" if several else "a column that is"
        yield Finding(
            rule="",
            severity="warning",
            message=f"the sample has {which} not mapped: {listed(others)}"[:500],
            span=Span(sample[1], 1, header.index(others[0]) + 1),
            path=("sample", others[0]),
            help="make the sample with slaspec sample, or delete"
            f" {'these columns' if several else 'this column'}",
        )


def _header(source: DataSource, file: Path, shown: str) -> list[str]:
    """The names of its columns; none where it cannot be read, which M006 reports."""
    from slaspec.records.sources import open_table

    try:
        with open_table(source, file.absolute(), shown) as table:  # never service=NAME
            return list(table.header)
    except SlaspecError:
        return []
