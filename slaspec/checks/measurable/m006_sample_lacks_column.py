"""Rule M006."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from slaspec.checks.measurable.samples import sample_of
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import DataSource


@rule(id="M006", name="sample-lacks-column", severity="error", aspect="measurable")
def sample_lacks_column(source: DataSource, book: Book) -> Iterator[Finding]:
    """
    The sample of a data source cannot be read as the source says.

    What it does:
        Reads the sample of every source of tickets: its header must have the columns that are
        mapped, and its rows must give usable tickets. Each row that does not is reported at its
        line.

    Why:
        What cannot be read from fifty real rows cannot be measured from fifty thousand. Here it
        shows on the day the agreement is written, not with the first invoice.

    Wrong:

        kind: DataSource
        columns: {id: number, at: updated, state: status, priority: priority, reported: opened}

    Right:

        kind: DataSource
        columns: {id: number, at: updated, state: state, priority: priority, reported: opened}

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement methods give valid results.
    """
    sample = sample_of(source, book)
    for found in sample.findings if sample is not None else ():
        yield dataclasses.replace(found, document=source.id, path=("sample", *found.path[1:]))
