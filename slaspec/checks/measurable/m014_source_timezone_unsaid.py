"""Rule M014."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.model import DataSource

# The other formats write every time with its offset, or as seconds since 1970.
_MAY_LACK_OFFSETS = ("servicenow_csv", "csv", "jsonl", "parquet", "sqlite", "postgresql", "xes")


@rule(id="M014", name="source-timezone-unsaid", severity="error", aspect="measurable")
def source_timezone_unsaid(source: DataSource) -> Iterator[Finding]:
    """
    Nobody says in which time zone the times of a source are.

    What it does:
        Asks every source whose format may write times without an offset for `timezone`. Times
        with an offset stay as they are written.

    Why:
        Exports are often in UTC and look like local time. One or two hours, and an hour more in
        summer, move records over closing time and over the end of the month.

    Wrong:

        kind: DataSource
        # timezone is missing

    Right:

        kind: DataSource
        timezone: Europe/Oslo

    Source:
        OTRS keeps tickets in the zone of the system and calendars in zones of their own; GLPI and
        Frappe use the zone of the server or the site.
    """
    has_times = source.format in _MAY_LACK_OFFSETS and source.records != "charge"
    if has_times and source.timezone is None:
        yield finding_at(
            source.at.of("format"),
            f"source '{source.id}' does not say in which time zone its times are",
            "add timezone: UTC, or the zone in which the tool exports",
        )
