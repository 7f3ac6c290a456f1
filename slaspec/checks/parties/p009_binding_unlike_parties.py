"""Rule P009."""

from __future__ import annotations

from collections.abc import Iterator

from slaspec.checks.index import index
from slaspec.checks.rule import finding_at, rule
from slaspec.findings import Finding
from slaspec.language.book import Book
from slaspec.language.model import Agreement
from slaspec.language.organisations import line_of


@rule(id="P009", name="binding-unlike-parties", severity="warning", aspect="parties")
def binding_unlike_parties(agreement: Agreement, book: Book) -> Iterator[Finding]:
    """
    Teams of one company have a contract, or two companies have an internal agreement.

    What it does:
        Compares `binding` with the organisations that provider and customer are part of: a
        `contract` is between two, an `internal` agreement inside one. Only an SLA is a `charter`.

    Why:
        A company cannot sue its own service desk: behind an OLA that calls itself a contract
        stands nothing. And from a supplier with an internal agreement nothing can be recovered.

    Wrong:

        kind: OLA
        binding: contract

    Right:

        kind: OLA
        binding: internal

    Source:
        ITIL 4, service level management: an OLA is between parts of one organisation, an
        underpinning contract is with an external supplier.
    """
    parties, known = agreement.parties, index(book).organisations
    if parties is None or not {parties.provider, parties.customer} <= known.keys():
        return
    tops = {line_of(each, known)[-1] for each in (parties.provider, parties.customer)}
    pair = f"{parties.provider} and {parties.customer}"
    told = ""
    if agreement.binding == "contract" and len(tops) == 1:
        told, help = f"{pair} are of one organisation", "write binding: internal"
    elif agreement.binding == "internal" and len(tops) > 1:
        told, help = f"{pair} are two organisations", "write binding: contract, or say part_of"
    elif agreement.binding == "charter" and agreement.kind != "SLA":
        told, help = f"it is between {pair}", "write binding: internal or contract"
    if told:
        yield finding_at(
            agreement.at.of("id"),
            f"{agreement.kind} '{agreement.id}' calls itself '{agreement.binding}', and {told}",
            help,
        )
