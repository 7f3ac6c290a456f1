"""Rule P005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.parties.representatives import representatives
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P005", name="users-not-represented", severity="info", aspect="parties")
def users_not_represented(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Nobody speaks for those who use the service.

    What it does:
        Looks in the Parties for a person with the role `represents_users` of the customer of an
        SLA, of its parts or of the beneficiaries. OLAs and UCs have no users of their own.

    Why:
        Who signs for the customer rarely calls the service desk. Targets that nobody checked with
        the users are met while the users complain.

    Wrong:

        kind: Parties
        people:
          - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}
          - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}

    Right:

        kind: Parties
        people:
          - {id: j-jansen, name: J. Jansen, organisation: acme, roles: [signs]}
          - {id: p-virta, name: P. Virta, organisation: acme, roles: [represents_users]}
          - {id: k-berg, name: K. Berg, organisation: nordit, roles: [signs]}

    Source:
        ITIL 4, service level management: targets are set with those who use the service.
    """
    parties = agreement.parties
    known = index(book)
    if agreement.kind != "SLA" or parties is None or parties.customer not in known.organisations:
        return
    everybody = (parties.customer, *(parties.beneficiaries or ()))
    if not any(representatives(book).acting("represents_users", each) for each in everybody):
        yield finding_at(
            parties.at.of("customer"),
            f"nobody in the Parties represents the users of {parties.customer}",
            "add a person: {id: …, name: …, organisation: "
            f"{parties.customer}, roles: [represents_users]}}",
        )
