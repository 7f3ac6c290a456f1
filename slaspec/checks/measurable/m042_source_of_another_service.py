"""Rule M042."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.checks.targets import measured, source_of
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, DataSource


@rule(
    id="M042",
    name="source-of-another-service",
    severity="error",
    aspect="measurable",
    bars_settlement=True,
)
def source_of_another_service(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    A target is measured on the records of another service.

    What it does:
        Compares the service of every target with that of the data source of its metric: the one
        `service` of all its records, or those in its map `services` where a column names them.

    Why:
        Only records of the target's own service count. Here there are none, so that nothing is
        ever measured, and nothing is ever missed.

    Wrong:

        targets:
          - {id: resolution, service: network, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Right:

        targets:
          - {id: resolution, service: service-desk, metric: resolution-time,
             objective: {share: 90%, within: 5h, hours: 24x7}}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: performance is monitored against the targets of a service.
    """
    for target, metric in measured(agreement):
        source = source_of(book, metric)
        has = _services_of(source) if source is not None else None
        if source is not None and has is not None and target.service not in has:
            yield finding_at(
                target.at.of("service"),
                f"source '{source.id}' of metric '{metric.id}' has no records of service"
                f" '{target.service}'",
                f"{instead_of(target.service, has, 'services there')}; name another source, or"
                f" correct the service here or in '{source.id}'",
            )


def _services_of(source: DataSource) -> tuple[str, ...] | None:
    """The services that records of a source can have; None where any may stand in a column."""
    if "service" in (source.columns or {}):
        return tuple(source.services) if source.services is not None else None
    return (source.service,) if source.service is not None else None
