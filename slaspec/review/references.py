"""Which documents a document reaches: by the names that stand in their texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from slaspec.checks.once import kept_with
from slaspec.language.book import Book
from slaspec.language.model import (
    Agreement,
    Amendment,
    Contract,
    Ledger,
    Parties,
    Profile,
    Scenario,
    ServiceCatalogue,
    Waivers,
)
from slaspec.language.model.catalogue import Component, Service
from slaspec.language.model.node import Node
from slaspec.review.pair import Pair

_ABOUT_OTHERS = (Scenario, Waivers, Profile, Parties)  # nothing that is promised depends on them


def affected(pair: Pair) -> frozenset[str]:
    """
    The agreements that may be judged otherwise: their text, or something that it names, differs.

    Names are followed on both sides, as far as they lead: from a calendar to the OLA that counts
    by it, to the SLA that the OLA stands behind.
    """
    found: set[str] = set()
    changed = set(_changed(pair))
    for book, like in ((pair.base, None), (pair.head, pair.base)):
        users = _users(book, like)
        reached = _reached(changed, users)
        found |= {each.id for each in book.of(Agreement) if each.id in reached}
    return frozenset(found)


def users_of(book: Book, name: str) -> frozenset[str]:
    """The documents that depend on a document, on a service or on a component."""
    return frozenset(_reached([name], _users(book)) - {name} & book.contracts.keys())


def agreements_serving(book: Book, service: str) -> frozenset[str]:
    """The agreements under which a service of the catalogue is delivered."""
    return frozenset(
        each.id
        for each in book.of(Agreement)
        if any(line.service == service for line in each.services or ())
    )


def agreements_naming(book: Book, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """For each of some documents the agreements whose own text, or Terms, stand on it."""
    agreements = {each.id for each in book.of(Agreement)}
    users = {name: used for name, used in _users(book).items() if name not in agreements}
    return {name: tuple(sorted(_reached([name], users) & agreements)) for name in names}


def _reached(names: Iterable[str], users: Mapping[str, set[str]]) -> set[str]:
    reached, waiting = set(names), list(names)
    while waiting:
        new = users.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached


def _changed(pair: Pair) -> Iterator[str]:
    """The names of what differs: documents, and the entries of catalogues."""
    base, head = pair.base.contracts, pair.head.contracts
    for id in base.keys() | head.keys():
        one, two = base.get(id), head.get(id)
        if one is two or one == two or isinstance(two or one, _ABOUT_OTHERS):
            continue
        if isinstance(one, ServiceCatalogue) and isinstance(two, ServiceCatalogue):
            yield from _changed_entries(one, two)
        else:
            yield id


def _changed_entries(one: ServiceCatalogue, two: ServiceCatalogue) -> Iterator[str]:
    before, after = ({**_entries(each)} for each in (one, two))
    yield from (id for id in before.keys() | after.keys() if before.get(id) != after.get(id))
    if (one.tiers, one.changes) != (two.tiers, two.changes):
        yield from after


def _entries(catalogue: ServiceCatalogue) -> dict[str, Service | Component]:
    services = {each.id: each for each in catalogue.services}
    return {**services, **{each.id: each for each in catalogue.components or ()}}


def _users(book: Book, like: Book | None = None) -> Mapping[str, set[str]]:
    """
    Name to the names of those that use it directly; found once for a book.

    The texts of a contract that is the same in a book `like` it are not looked for again.
    """
    kept: dict[str, Mapping[str, set[str]]] = kept_with(book, "users of names")
    if "users" not in kept:
        kept["users"] = _found_users(book, like)
    return kept["users"]


def _found_users(book: Book, like: Book | None) -> Mapping[str, set[str]]:
    users: dict[str, set[str]] = defaultdict(set)
    names = set(book.contracts)
    for catalogue in book.of(ServiceCatalogue):
        names |= _entries(catalogue).keys()
        for service in catalogue.services:
            for component in service.components or ():
                users[component].add(service.id)
    for contract in book.contracts.values():
        about = _about(contract)
        if about is None:
            continue
        for name in names & _names_in(contract, book, like) - {about}:
            users[name].add(about)
        if about != contract.id:
            users[contract.id].add(about)
    return users


def _about(contract: Contract) -> str | None:
    """The document for which a document speaks: an amendment for its agreement."""
    if isinstance(contract, Amendment):
        return contract.amends.agreement
    if isinstance(contract, Ledger):
        return contract.agreement
    return None if isinstance(contract, (*_ABOUT_OTHERS, ServiceCatalogue)) else contract.id


def _names_in(contract: Contract, book: Book, like: Book | None) -> frozenset[str]:
    """Every text of a contract that may be a name: what stands before `#` in it."""
    if isinstance(contract, Ledger):
        return frozenset()
    kept: dict[str, frozenset[str]] = kept_with(book, "names in texts")
    if like is not None and like.contracts.get(contract.id) is contract:
        kept = kept_with(like, "names in texts")
    if contract.id not in kept:
        kept[contract.id] = frozenset(text.partition("#")[0] for text in _texts(contract))
    return kept[contract.id]


def _texts(contract: Contract) -> set[str]:
    found: set[str] = set()
    waiting: list[Any] = [contract]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            found.add(each)
        elif isinstance(each, Node):
            waiting += filter(None, vars(each).values())
        elif isinstance(each, dict):
            waiting += each
            waiting += each.values()
        elif isinstance(each, list) or type(each) is tuple:
            waiting += each
    return found
