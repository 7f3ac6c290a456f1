"""Rule P015."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.parties.representatives import belong_together
from slaspec.checks.parties.scope import providers
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement


@rule(id="P015", name="answerer-without-agreement", severity="warning", aspect="parties")
def answerer_without_agreement(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Somebody answers for a component who has promised nothing to anybody.

    What it does:
        Looks up the parties of `answers_for`: each is a side of the agreement, a part of one, a
        beneficiary, or the provider of some other agreement.

    Why:
        To name a supplier costs nothing. Without an agreement with it there is nobody to escalate
        to, and the customer is told that the supplier is to blame.

    Wrong:

        answers_for: [{component: wan, party: telco}]
        ---
        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}
          - {id: telco, name: Telco AS}

    Right:

        answers_for: [{component: wan, party: telco}]
        ---
        kind: UC
        parties: {provider: telco, customer: nordit}
        ---
        kind: Parties
        organisations:
          - {id: acme, name: Acme AS}
          - {id: nordit, name: Nordit AS}
          - {id: nordit-desk, name: Service desk of Nordit, part_of: nordit}
          - {id: telco, name: Telco AS}

    Source:
        ISO/IEC 20000-1:2018, 8.3.4.1: the organization has a documented contract with each
        external supplier.
    """
    parties, known = agreement.parties, index(book)
    if parties is None or any(map(known.may_stand_in_a_faulty_file, ("UC", "OLA", "SLA"))):
        return
    sides = (parties.provider, parties.customer, *(parties.beneficiaries or ()))
    for answer in agreement.answers_for or ():
        party = answer.party
        if party not in known.organisations or party in providers(book):
            continue
        if not any(belong_together(party, side, known) for side in sides):
            yield finding_at(
                answer.at.of("party"),
                f"{party} answers for {answer.component}, and no agreement says what it promised",
                f"add a UC or an OLA with parties: {{provider: {party}, …}}, or name who has one",
            )
