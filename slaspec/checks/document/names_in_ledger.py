"""Every name in an entry of a ledger, with what it must be the name of."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import NamedTuple

from slaspec.backing.promise import ALL, objectives_of
from slaspec.checks.index import Index
from slaspec.language.model import Agreement
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


class Name(NamedTuple):
    """A name, its place, what it names (one and many of it), and which there are."""

    at: Place
    name: str
    what: str
    many: str
    known: Collection[str]


def names_in(entry: Entry, agreement: Agreement, known: Index) -> Iterator[Name]:
    """The names in an entry; those of people and catalogues only where these can be read."""
    match entry:
        case MaintenanceEntry() | GrantedEntry():
            yield from _of_relief(entry, agreement, known)
        case ClaimEntry():
            yield _remedy(entry.at.of("claim"), entry.claim, agreement)
            if entry.target is not None:
                yield _target(entry.at.of("target"), entry.target, agreement)
        case ChoiceEntry():
            groups = {r.combine.group for r in agreement.remedies or () if r.combine is not None}
            yield Name(entry.at.of("choice"), entry.choice, "group", "groups", sorted(groups))
            yield _remedy(entry.at.of("takes"), entry.takes, agreement)
            yield from _person(entry.at.of("by"), entry.by, known)
        case AcceptedRiskEntry():
            yield _target(entry.at.of("accepted_risk"), entry.accepted_risk, agreement)
            yield from _person(entry.at.of("by"), entry.by, known)


def objectives(agreement: Agreement) -> list[str]:
    """`availability`, `resolution/P1`: every target, and every objective of it that has a name."""
    return [
        name
        for target in agreement.targets or ()
        for name in (target.id, *(f"{target.id}/{p}" for p in objectives_of(target) if p != ALL))
    ]


def _of_relief(entry: ReliefEntry, agreement: Agreement, known: Index) -> Iterator[Name]:
    if not known.may_stand_in_a_faulty_file("ServiceCatalogue"):
        services = {*known.services, *(line.service for line in agreement.services or ())}
        for i, service in enumerate(entry.services or ()):
            yield Name(entry.at.of("services", i), service, "service", "services", services)
        for i, component in enumerate(entry.components or ()):
            at = entry.at.of("components", i)
            yield Name(at, component, "component", "components", known.components)
    if not isinstance(entry, GrantedEntry):
        return
    for i, target in enumerate(entry.targets or ()):
        yield _target(entry.at.of("targets", i), target, agreement)
    sides = agreement.parties
    for agreed in entry.agreed_by:
        if sides is not None:
            both = (sides.provider, sides.customer)
            yield Name(agreed.at.of("party"), agreed.party, "party to it", "parties", both)
        yield from _person(agreed.at.of("by"), agreed.by, known)


def _person(at: Place, name: str, known: Index) -> Iterator[Name]:
    if not known.may_stand_in_a_faulty_file("Parties"):
        yield Name(at, name, "person", "people", known.people)


def _remedy(at: Place, name: str, agreement: Agreement) -> Name:
    remedies = [remedy.id for remedy in agreement.remedies or ()]
    return Name(at, name, "remedy", "remedies", remedies)


def _target(at: Place, name: str, agreement: Agreement) -> Name:
    return Name(at, name, "target", "targets", objectives(agreement))
