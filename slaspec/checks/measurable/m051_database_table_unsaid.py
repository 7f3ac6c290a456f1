"""Rule M051."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import DataSource

_DATABASES = ("postgresql", "sqlite")


@rule(id="M051", name="database-table-unsaid", severity="error", aspect="measurable")
def database_table_unsaid(source: DataSource) -> Iterator[Finding]:
    """
    Nobody says which table of a database holds the records, or a file is said to have tables.

    What it does:
        Asks every source of a database for `table`, and reports a `table` where the format is a
        file of one table.

    Why:
        A database holds many tables: this month's records and last year's archive look alike. A
        name that nothing reads promises a choice that is never made.

    Wrong:

        kind: DataSource
        format: sqlite
        # table is missing

    Right:

        kind: DataSource
        format: sqlite
        table: incidents

    Source:
        Zammad, GLPI and Znuny keep tickets, their history and their archive in tables of their
        own.
    """
    is_database = source.format in _DATABASES
    if is_database and source.table is None:
        yield finding_at(
            source.at.of("format"),
            f"source '{source.id}' does not say which table of its database holds the records",
            "add table: and the name of the table or view",
        )
    if source.table is not None and not is_database:
        yield finding_at(
            source.at.of("table"),
            f"source '{source.id}' names the table '{source.table}', and a file of format"
            f" {source.format} has no tables",
            "drop table, or name the format of the database",
        )
