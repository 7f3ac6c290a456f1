"""Rule D005."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.names import instead_of
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement, Parties
from slaspec.language.model.node import Place


@rule(id="D005", name="unknown-party", severity="error", aspect="parties")
def unknown_party(contract: Agreement | Parties, book: Book) -> Iterator[Finding]:
    """
    A party is no organisation of any Parties document.

    What it does:
        Looks up the provider, the customer, the beneficiaries, who measures, the party of each
        signature, and who answers for a component; also the organisations of people and parents.

    Why:
        A promise has two sides. One that is only a word binds nobody, and a statement cannot be
        sent to it.

    Wrong:

        parties: {provider: nordit, customer: acne}

    Right:

        parties: {provider: nordit, customer: acme}

    Source:
        ISO/IEC 20000-1:2018, 8.3.3: service level agreements are agreed with the customer.
    """
    known = index(book)
    if known.may_stand_in_a_faulty_file("Parties"):
        return
    for said, at in _of_parties(contract) if isinstance(contract, Parties) else _of(contract):
        if said is not None and said not in known.organisations:
            yield finding_at(
                at,
                f"there is no organisation '{said}'",
                instead_of(said, known.organisations, "organisations"),
            )


def _of(agreement: Agreement) -> Iterator[tuple[str | None, Place]]:
    if (parties := agreement.parties) is not None:
        yield parties.provider, parties.at.of("provider")
        yield parties.customer, parties.at.of("customer")
        for position, said in enumerate(parties.beneficiaries or ()):
            yield said, parties.at.of("beneficiaries", position)
        yield parties.measured_by, parties.at.of("measured_by")
    for signature in agreement.signatures or ():
        yield signature.party, signature.at.of("party")
    for answer in agreement.answers_for or ():
        yield answer.party, answer.at.of("party")


def _of_parties(parties: Parties) -> Iterator[tuple[str | None, Place]]:
    for organisation in parties.organisations:
        yield organisation.part_of, organisation.at.of("part_of")
    for person in parties.people or ():
        yield person.organisation, person.at.of("organisation")
