"""Rule M052."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import DataSource


@rule(id="M052", name="database-rows-unordered", severity="error", aspect="measurable")
def database_rows_unordered(source: DataSource) -> Iterator[Finding]:
    """
    The updates of a record come from a database that keeps no order.

    What it does:
        Asks a source of `format: postgresql` with `layout: events` for `columns.order`.

    Why:
        The rows of a table have no order of their own: the next maintenance of the table may move
        them. Which of two updates of the same second was the last one, and so whether the record
        ended resolved, would be chance.

    Wrong:

        kind: DataSource
        format: postgresql
        table: incident_updates
        layout: events
        columns: {id: number, at: updated_at, state: state}

    Right:

        kind: DataSource
        format: postgresql
        table: incident_updates
        layout: events
        columns: {id: number, at: updated_at, state: state, order: update_number}

    Source:
        PostgreSQL documentation, Sorting Rows: without ORDER BY the rows are returned in an
        unspecified order. In the public ServiceNow log of the University of California at Irvine
        times run backwards within a ticket.
    """
    unordered = "order" not in (source.columns or {})
    if source.format == "postgresql" and source.layout == "events" and unordered:
        yield finding_at(
            source.at.of("columns"),
            f"source '{source.id}' does not say in which order the updates of a record came",
            "add order: with the column that numbers the updates of a record to columns",
        )
