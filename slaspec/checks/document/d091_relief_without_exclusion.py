"""Rule D091."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.ledgers import agreement_of, name_of
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Ledger
from slaspec.language.model.ledger import GrantedEntry, MaintenanceEntry


@rule(
    id="D091",
    name="relief-without-exclusion",
    severity="error",
    aspect="document",
    bars_settlement=True,
)
def relief_without_exclusion(ledger: Ledger, book: Book) -> Iterator[Finding]:
    """
    A ledger asks for relief for which the agreement has no exclusion, or one that no metric names.

    What it does:
        Looks up the exclusion of each entry `maintenance` and `granted` in the agreement and its
        Terms, and among the `exclusions` of its metrics.

    Why:
        Only what was agreed beforehand is excused. A slip in the name would make an outage count
        that both sides had excused: the agreement is not settled before it is mended.

    Wrong:

        kind: Ledger
        entries:
          - {maintenance: planned-work, date: 2026-04-01, notified: "2026-04-01T10:00:00+02:00",
             from: "2026-04-12T02:00:00+02:00", until: "2026-04-12T06:00:00+02:00"}

    Right:

        exclusions: [{id: planned-work, cause: maintenance, on_availability: denominator}]
        metrics:
          - {id: network-availability, kind: availability, of: network, source: noc-outages,
             exclusions: [planned-work]}
        ---
        kind: Ledger
        entries:
          - {maintenance: planned-work, date: 2026-04-01, notified: "2026-04-01T10:00:00+02:00",
             from: "2026-04-12T02:00:00+02:00", until: "2026-04-12T06:00:00+02:00"}

    Source:
        ISO/IEC 19086-1:2016, 10: exceptions are part of the service level agreement.
    """
    agreement = agreement_of(ledger, book)
    for entry in ledger.entries if agreement else ():
        if isinstance(entry, MaintenanceEntry | GrantedEntry) and agreement is not None:
            said = _fault(name_of(entry), agreement)
            key = "maintenance" if isinstance(entry, MaintenanceEntry) else "granted"
            if said:
                yield finding_at(entry.at.of(key), *said, document=agreement.id)


def _fault(name: str, agreement: Agreement) -> tuple[str, str] | None:
    known = [exclusion.id for exclusion in agreement.exclusions or ()]
    if name not in known:
        said = f"'{agreement.id}' has no exclusion '{name}'"
        return said, instead_of(name, known, "exclusions")
    if any(name in (metric.exclusions or ()) for metric in agreement.metrics or ()):
        return None
    said = f"no metric of '{agreement.id}' names the exclusion '{name}': this excuses nothing"
    return said, f"add exclusions: [{name}] to the metric that it is about"
