"""Rule M006."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from slaspec.checks.rule import rule
from slaspec.checks.targets import TICKETS
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
    file = book.attachment(source, source.sample) if source.sample else None
    if file is None or source.records not in TICKETS:
        return
    from slaspec.records.sources import formats, read_sample

    if source.format not in formats():
        return
    _, _, findings = read_sample(source, file, shown=_shown(source, file, book))
    for found in findings:
        yield dataclasses.replace(found, document=source.id, path=("sample", *found.path[1:]))


def _shown(source: DataSource, file: Path, book: Book) -> str:
    """The name of the sample in findings: beside the name of the source's own file."""
    for own in book.files:
        if own.contract is source and own.path is not None:
            sample = source.sample or ""
            if own.path.parent / sample == file:
                return str(PurePosixPath(own.file).parent / sample)
    return file.as_posix()
