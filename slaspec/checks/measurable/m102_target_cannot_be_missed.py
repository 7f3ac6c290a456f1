"""Rule M102."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.measurable.witnessed import MISSED, never
from slaspec.checks.rule import rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="M102", name="target-cannot-be-missed", severity="error", aspect="measurable", item=MISSED)
def target_cannot_be_missed(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    No records, however bad, give a target the verdict "missed".

    What it does:
        Runs records that are just late for each objective through mapping, metric, window and
        verdict, as rows of its data source. Where the verdict is not "missed", it tries records
        that are never stopped.

    Why:
        Such a target is green in every report, and its credit is never paid. In the example the
        column of the last update is read as the time of the report: every clock starts when it
        stops.

    Wrong:

        kind: DataSource
        columns: {id: number, at: updated, state: state, priority: priority, reported: updated}

    Right:

        kind: DataSource
        columns: {id: number, at: updated, state: state, priority: priority, reported: opened}

    Source:
        ISO/IEC 20000-1:2018, 9.1: measurement gives valid results; witnesses as in the design of
        this language: a target without both of them is not measurable.
    """
    yield from never(agreement, book, "outside")
