"""What the rules on ledgers share: each entry with the agreement that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from slaspec.checks.index import index
from slaspec.checks.once import kept_with
from slaspec.checks.rule import has_its_terms
from slaspec.errors import LocatedError
from slaspec.language.book import Book
from slaspec.language.ledgers import ledgers_of
from slaspec.language.model import Agreement, Ledger
from slaspec.language.model.governance import Exclusion
from slaspec.language.model.ledger import (
    AcceptedRiskEntry,
    ChoiceEntry,
    ClaimEntry,
    Entry,
    GrantedEntry,
    MaintenanceEntry,
    ReliefEntry,
)
from slaspec.language.model.node import Place

if TYPE_CHECKING:
    from slaspec.measure.relief_terms import Conditions


class Relieved(NamedTuple):
    """An entry that asks for relief, and the exclusion that it names."""

    entry: ReliefEntry
    exclusion: Exclusion
    agreement: Agreement


def agreement_of(ledger: Ledger, book: Book) -> Agreement | None:
    """The whole agreement of a ledger; None where it, or its Terms, cannot be found."""
    agreement = book.get(ledger.agreement, Agreement)
    if agreement is None or not has_its_terms(agreement, book):
        return None
    return book.whole(agreement)


def may_be_there(ledger: Ledger, book: Book) -> bool:
    """Whether the agreement may stand in a file that cannot be read: another rule says so."""
    return index(book).may_stand_in_a_faulty_file(ledger.agreement)


def relieved(ledger: Ledger, book: Book) -> Iterator[Relieved]:
    """The entries of a ledger that name an exclusion which the agreement has."""
    agreement = agreement_of(ledger, book)
    known = {each.id: each for each in (agreement.exclusions or ())} if agreement else {}
    for entry in ledger.entries:
        if isinstance(entry, MaintenanceEntry | GrantedEntry):
            exclusion = known.get(name_of(entry))
            if agreement is not None and exclusion is not None:
                yield Relieved(entry, exclusion, agreement)


def faults(ledger: Ledger, book: Book) -> Iterator[tuple[Relieved, str, str, Place]]:
    """Entries that are not accepted: each with the kind of its fault, a sentence and a place."""
    from slaspec.measure.relief_terms import conditions_of, fault_of

    kept = kept_with(book, "ledger faults")
    conditions: Conditions | None = None
    for each in relieved(ledger, book):
        if each.agreement.timezone is None:
            continue
        if id(each.entry) not in kept:
            conditions = conditions or conditions_of(book, each.agreement)
            try:
                found = fault_of(each.entry, each.exclusion, each.agreement, conditions)
            except LocatedError:  # a period that cannot be counted: the preview says where
                found = None
            kept[id(each.entry)] = (each.entry, found)
        fault = kept[id(each.entry)][1]
        if fault is not None:
            yield each, fault.code, fault.sentence, fault.at


def refused_entries(agreement: str, book: Book) -> Iterator[ReliefEntry]:
    """The entries about an agreement that excuse nothing, from all of its ledgers."""
    for ledger in ledgers_of(book, agreement):
        yield from (each.entry for each, *_ in faults(ledger, book))


def name_of(entry: Entry) -> str:
    """What an entry names first: an exclusion, a remedy, a target, a window."""
    match entry:
        case MaintenanceEntry():
            return entry.maintenance
        case GrantedEntry():
            return entry.granted
        case ClaimEntry():
            return entry.claim
        case ChoiceEntry():
            return entry.choice
        case AcceptedRiskEntry():
            return entry.accepted_risk
        case _:
            return entry.statement
