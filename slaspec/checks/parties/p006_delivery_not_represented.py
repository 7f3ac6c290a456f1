"""Rule P006."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.parties.representatives import representatives
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P006", name="delivery-not-represented", severity="info", aspect="parties")
def delivery_not_represented(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody speaks for those who deliver the service.

    What it does:
        Looks in the Parties for a person with the role `represents_delivery` of the provider of
        every SLA, OLA and UC, so that the whole chain of delivery is covered.

    Why:
        A target that the people who do the work have not seen is a wish. When it is missed, a
        supplier without a name is called nowhere.

    Wrong:

        kind: Parties
        people:
          - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}
          - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}

    Right:

        kind: Parties
        people:
          - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}
          - {id: o-lind, name: Ola Lind, organisation: nordit, roles: [represents_delivery]}
          - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}

    Source:
        ISO/IEC 20000-1:2018, 8.3.4: performance of suppliers and internal parties is monitored
        with them.
    """
    parties = agreement.parties
    if parties is None or parties.provider not in index(book).organisations:
        return
    if not representatives(book).acting("represents_delivery", parties.provider):
        yield finding_at(
            parties.at.of("provider"),
            f"nobody in the Parties represents the delivery by {parties.provider}",
            "add a person: {id: …, name: …, organisation: "
            f"{parties.provider}, roles: [represents_delivery]}}",
        )
